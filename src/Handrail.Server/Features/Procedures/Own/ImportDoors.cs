using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Importing;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Own;

/// <summary>Templates and packs out of a zip: read, looked at, then put into the library.</summary>
static class ImportDoors
{
    const string Procedures = "procedures/", Packs = "packs/";

    static readonly Refusal.NotFound Gone = new("This import does not exist any more. Choose the file again.");
    static readonly Refusal.Conflict Done = new("This was taken in already.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.LibraryImport, (CurrentMember member) => Answers.Page<BringTemplatesPage>()).Needs(Permission.Member);
        app.MapPost(Links.LibraryImport, async (HttpRequest request, CurrentMember member, HandrailDb db, FileStore files, TimeProvider clock, CancellationToken stop) =>
        {
            var brought = await BringFiles.Handle((await request.ReadFormAsync(stop)).Files, forLibrary: true, member, db, files, clock, stop);
            return brought.Granted(out var import, out var refusal) ? Answers.SeeOther(Links.LibraryPreview(import)) : Answers.PageAgain<BringTemplatesPage>(refusal, new { Refusal = refusal });
        }).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);

        app.MapGet("/library/import/{id:guid}", (Guid id, [AsParameters] Workbench bench) => Show(new(id), null, bench)).Needs(Permission.Member);
        app.MapPost("/library/import/{id:guid}", async (Guid id, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var kept = await Accept(new(id), name => Enum.TryParse<Placing>(form[$"as:{name}"].ToString(), out var placing) ? placing : null, bench);
            return kept.Granted(out _, out var refusal) ? Answers.SeeOther(Links.Library) : await Show(new(id), refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(Id<Import> id, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        var files = await Files(id, bench);
        if (files.Count == 0) return Answers.Refuse(Gone);
        var (parcel, leftOut) = Read(files);
        var model = new { Coming = await PlaceInLibrary.Look(parcel, bench), LeftOut = leftOut, IsDone = files.Exists(file => file.AcceptedAs is not null), Refusal = refusal };
        return refusal is null ? Answers.Page<TemplatesPreviewPage>(model) : Answers.PageAgain<TemplatesPreviewPage>(refusal, model);
    }

    static Task<List<ImportFile>> Files(Id<Import> id, Workbench bench) =>
        bench.Db.ImportFiles.Where(file => file.ImportId == id && bench.Db.Imports.Any(import => import.Id == id && import.IsForLibrary)).OrderBy(file => file.Path).ToListAsync(bench.Stop);

    static async Task<Outcome<int>> Accept(Id<Import> id, Func<string, Placing?> chosen, Workbench bench)
    {
        await using var change = await bench.Begin();
        var files = await Files(id, bench);
        if (files.Count == 0) return Gone;
        if (files.Exists(file => file.AcceptedAs is not null)) return Done;
        var kept = await (await PlaceInLibrary.Look(Read(files).Parcel, bench)).Keep(change, chosen, name => "file: " + name, bench);
        if (!kept.Granted(out var count, out var refusal)) return refusal;
        files[0].AcceptedAs = count;
        await change.Commit(bench.Stop);
        return count;
    }

    /// <summary>What is laid out as the library is, in whatever folder that lies; where nothing is, every text with steps is taken for a template.</summary>
    internal static (Parcel Parcel, IReadOnlyList<(string Path, string Why)> LeftOut) Read(IReadOnlyList<ImportFile> files)
    {
        var pictures = files.Where(file => file.Sha256 is not null).DistinctBy(file => file.Path, StringComparer.OrdinalIgnoreCase).ToDictionary(file => file.Path, file => new FileContent(file.Sha256!, file.Length, file.MediaType!), StringComparer.OrdinalIgnoreCase);
        var isLibrary = files.Any(file => Below(file.Path, Procedures) is not null || Below(file.Path, Packs) is not null);
        List<ParcelTemplate> templates = [];
        List<ParcelPack> packs = [];
        List<(string, string)> leftOut = [.. files.Where(file => file.LeftOut is not null).Select(file => (file.Path, file.LeftOut!))];
        foreach (var file in files.Where(file => file.Text is not null))
            if (IsPack(file.Path)) ReadPack(file, packs, leftOut);
            else if (isLibrary && Below(file.Path, Procedures) is null) leftOut.Add((file.Path, "Only what lies in the folders procedures and packs goes into the library."));
            else ReadTemplate(file, pictures, templates, leftOut);
        return (new("", templates, packs), leftOut);
    }

    static void ReadPack(ImportFile file, List<ParcelPack> packs, List<(string, string)> leftOut)
    {
        var key = KeepPack.KeyOf(Path.GetFileNameWithoutExtension(file.Path));
        var pack = PackReader.Read(file.Text!, key);
        if (pack.Entries.Count == 0) leftOut.Add((file.Path, pack.Notes.Count > 0 ? pack.Notes[0].Message : "This pack names no procedure."));
        else if (packs.Exists(other => other.Key == key)) leftOut.Add((file.Path, "There are two packs of this name; the first was read."));
        else packs.Add(new(key, pack with { Id = key }));
    }

    static void ReadTemplate(ImportFile file, Dictionary<string, FileContent> pictures, List<ParcelTemplate> templates, List<(string, string)> leftOut)
    {
        var name = KeepTemplate.FileNameOf(Path.GetFileNameWithoutExtension(file.Path));
        var procedure = ProcedureReader.Read(file.Text!, name);
        if (!procedure.AllSteps.Any())
        {
            leftOut.Add((file.Path, "There is nothing in this file that reads as steps."));
            return;
        }
        var folder = Path.GetDirectoryName(file.Path)?.Replace('\\', '/') ?? "";
        var family = Placeholders.Key(Below(file.Path, Procedures) is { } below && below.Contains('/') ? below.Split('/')[0] : procedure.Header.Family ?? "general");
        var template = new ParcelTemplate(family.Length == 0 ? "general" : family, name, procedure,
            ShownPictures.In(file.Text!).Select(shown => (path: shown.Path, place: ImportPreview.Resolve(folder, shown.Path))).Where(named => pictures.ContainsKey(named.place)).ToDictionary(named => named.path, named => pictures[named.place]));
        if (templates.Exists(other => other.Path == template.Path)) leftOut.Add((file.Path, "There are two templates of this name; the first was read."));
        else templates.Add(template);
    }

    static bool IsPack(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    /// <summary>What comes after a folder, wherever that lies; null where it is not in the path.</summary>
    static string? Below(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) ? path[folder.Length..] : path.IndexOf("/" + folder, StringComparison.Ordinal) is >= 0 and var at ? path[(at + 1 + folder.Length)..] : null;
}
