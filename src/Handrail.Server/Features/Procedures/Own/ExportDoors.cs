using System.IO.Compression;
using System.Text;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Http.Features;

namespace Handrail.Server.Features.Procedures.Own;

/// <summary>A template, or a pack with its templates, as one zip laid out as the library is: to be kept in a repository, sent to somebody, brought into another Handrail.</summary>
static class ExportDoors
{
    /// <summary>The same content is the same file, whenever it is exported.</summary>
    static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.LibraryExport, async (string? template, string? pack, HttpContext context, FileStore files, [AsParameters] Workbench bench) =>
        await Find(template, pack, bench) is { } parcel ? Send(parcel, context, files, bench) : Answers.SeeOther(Links.Library));

    public static async Task<Parcel?> Find(string? template, string? pack, Workbench bench) => pack is { Length: > 0 } ? await Parcel.OfPack(pack, bench) : await Parcel.OfTemplate(template ?? "", bench);

    static IResult Send(Parcel parcel, HttpContext context, FileStore files, Workbench bench) => Results.Stream(async body =>
    {
        // The zip is written as it is sent, and its format writes small pieces synchronously.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, bench.Stop);
        await Write(zip, "README.md", new MemoryStream(Encoding.UTF8.GetBytes(ReadMe(parcel, bench.By.Organization))), bench.Stop);
        foreach (var (path, text, picture) in parcel.Files())
            await Write(zip, path, picture is null ? new MemoryStream(Encoding.UTF8.GetBytes(text ?? "")) : files.Open(picture.Sha256) ?? throw new FileNotFoundException($"The file {picture.Sha256} is missing from the store."), bench.Stop);
    }, "application/zip", $"{parcel.Name}.zip");

    static async Task Write(ZipArchive zip, string path, Stream content, CancellationToken stop)
    {
        await using (content)
        {
            var entry = zip.CreateEntry(path);
            entry.LastWriteTime = Always;
            await using var part = await entry.OpenAsync(stop);
            await content.CopyToAsync(part, stop);
        }
    }

    static string ReadMe(Parcel parcel, string organization) => $"""
        # {(parcel.Packs is [var pack] ? pack.Pack.Title : parcel.Templates[0].Procedure.Title)}

        From the library of {organization}: templates of procedures in `procedures/`, and in `packs/` which of them belong together, in which order, and why. Bring this zip, or a zip of the folder, into
        Handrail on the page “Bring templates in”.
        {(parcel.WithShipped ? "\nWhat comes from the library of Handrail is licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/): name the source, “The Handrail library”, and say what you changed.\n" : "")}
        """;
}
