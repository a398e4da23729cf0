using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Server.Files;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Own;

/// <summary>A template of one's own in a list.</summary>
public sealed record OwnLine(Id<OwnTemplate> Id, string Family, string FileName, string Title, string Summary, int Steps, int Edition)
{
    public string Path => $"{OwnTemplate.Folder}{Family}/{FileName}";
}

/// <param name="IsOwn">Else it was shipped.</param>
public sealed record ShelvedPack(Pack Pack, bool IsOwn, int Edition = 0);

/// <summary>What the organization finds in its library: what is shipped, and what is its own.</summary>
static class OwnShelf
{
    /// <param name="path">Of a shipped template or one's own.</param>
    public static async Task<Template?> Find(string path, Workbench bench)
    {
        if (!path.StartsWith(OwnTemplate.Folder, StringComparison.Ordinal)) return bench.Library.Find(path);
        var name = path[(path.LastIndexOf('/') + 1)..];
        var row = await bench.Db.OwnTemplates.AsNoTracking().SingleOrDefaultAsync(row => row.FileName == name && !row.IsWithdrawn, bench.Stop);
        return row?.Path == path ? await Of(row, bench) : null;
    }

    /// <summary>Null where it is offered no more.</summary>
    public static async Task<Template?> Find(Id<OwnTemplate> id, Workbench bench) =>
        await bench.Db.OwnTemplates.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && !row.IsWithdrawn, bench.Stop) is { } row ? await Of(row, bench) : null;

    static async Task<Template> Of(OwnTemplate row, Workbench bench)
    {
        var pictures = await (from image in bench.Db.OwnTemplateImages join file in bench.Db.StoredFiles on image.Sha256 equals file.Sha256 where image.TemplateId == row.Id select new { image.Path, file.Sha256, file.Length, file.MediaType }).AsNoTracking().ToListAsync(bench.Stop);
        return Read(row, bench) with { Pictures = pictures.ToDictionary(image => image.Path, image => new FileContent(image.Sha256, image.Length, image.MediaType)) };
    }

    static Template Read(OwnTemplate row, Workbench bench) => new(row.Path, row.Family, bench.Texts.Read(row.Sha256, row.Text, row.FileName)) { Own = row };

    public static async Task<IReadOnlyList<OwnLine>> Lines(Workbench bench) =>
        await bench.Db.OwnTemplates.AsNoTracking().Where(row => !row.IsWithdrawn).OrderBy(row => row.Family).ThenBy(row => row.Title)
            .Select(row => new OwnLine(row.Id, row.Family, row.FileName, row.Title, row.Summary, row.Steps, row.Edition)).ToListAsync(bench.Stop);

    /// <summary>One's own first.</summary>
    public static async Task<IReadOnlyList<ShelvedPack>> Packs(Workbench bench)
    {
        var own = await bench.Db.OwnPacks.AsNoTracking().Where(row => !row.IsWithdrawn).OrderBy(row => row.Title).ToListAsync(bench.Stop);
        return [.. own.Select(Of), .. bench.Library.Catalogue.Packs.Select(pack => new ShelvedPack(pack, IsOwn: false))];
    }

    /// <param name="id">Those of one's own begin with "own/".</param>
    public static async Task<ShelvedPack?> FindPack(string id, Workbench bench)
    {
        if (!id.StartsWith(OwnTemplate.Folder, StringComparison.Ordinal)) return bench.Library.Catalogue.Packs.FirstOrDefault(pack => pack.Id == id) is { } shipped ? new(shipped, IsOwn: false) : null;
        var key = id[OwnTemplate.Folder.Length..];
        return await bench.Db.OwnPacks.AsNoTracking().SingleOrDefaultAsync(row => row.Key == key && !row.IsWithdrawn, bench.Stop) is { } row ? Of(row) : null;
    }

    static ShelvedPack Of(OwnPack row) => new(PackReader.Read(row.Yaml, row.Key) with { Id = OwnTemplate.Folder + row.Key }, IsOwn: true, row.Edition);

    /// <summary>The whole library as set-up proposes from it, one's own packs first.</summary>
    public static async Task<Catalogue> Catalogue(Workbench bench)
    {
        var shipped = bench.Library.Catalogue;
        var own = await bench.Db.OwnTemplates.AsNoTracking().Where(row => !row.IsWithdrawn).ToListAsync(bench.Stop);
        var procedures = new SortedDictionary<string, Procedure>(shipped.Procedures.ToDictionary(), StringComparer.Ordinal);
        foreach (var template in own.Select(row => Read(row, bench))) procedures[template.Path] = template.Procedure;
        return shipped with { Procedures = procedures, Packs = [.. (await Packs(bench)).Select(shelved => shelved.Pack)] };
    }
}
