using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Server.Features.Procedures.Importing;
using Handrail.Server.Files;

namespace Handrail.Server.Features.Procedures.Own;

/// <param name="Pictures">By the path the text names them with.</param>
public sealed record ParcelTemplate(string Family, string FileName, Procedure Procedure, IReadOnlyDictionary<string, FileContent> Pictures)
{
    /// <summary>As packs of the parcel name it: family/file-name.md.</summary>
    public string Path => $"{Family}/{FileName}";
}

/// <param name="Pack">Names procedures as the parcel does.</param>
public sealed record ParcelPack(string Key, Pack Pack);

/// <summary>Templates and packs on their way from one library to another: what a zip holds, or what is shared on one server.</summary>
/// <param name="WithShipped">Some of it came with the program.</param>
public sealed record Parcel(string Name, IReadOnlyList<ParcelTemplate> Templates, IReadOnlyList<ParcelPack> Packs, bool WithShipped = false)
{
    /// <summary>One template; null where it is not there.</summary>
    public static async Task<Parcel?> OfTemplate(string path, Workbench bench) =>
        await OwnShelf.Find(path, bench) is { } template ? new(template.FileName[..^3], [Packed(template)], [], template.Own is null) : null;

    /// <summary>A pack with every template it names and that is still there.</summary>
    public static async Task<Parcel?> OfPack(string id, Workbench bench)
    {
        if (await OwnShelf.FindPack(id, bench) is not { } shelved) return null;
        List<(string Path, Template Template)> templates = [];
        foreach (var entry in shelved.Pack.Entries)
            if (await OwnShelf.Find(entry.Procedure, bench) is { } template) templates.Add((entry.Procedure, template));
        var key = shelved.Pack.Id[(shelved.Pack.Id.LastIndexOf('/') + 1)..];
        var entries = shelved.Pack.Entries.Where(entry => templates.Exists(one => one.Path == entry.Procedure)).Select(entry => entry with { Procedure = Bare(entry.Procedure), InsteadOf = [.. entry.InsteadOf.Select(Bare)] });
        return new(key, [.. templates.Select(one => Packed(one.Template)).DistinctBy(template => template.Path)], [new(key, shelved.Pack with { Id = key, Entries = [.. entries] })], templates.Exists(one => one.Template.Own is null));
    }

    static string Bare(string path) => path.StartsWith(OwnTemplate.Folder, StringComparison.Ordinal) ? path[OwnTemplate.Folder.Length..] : path;

    static ParcelTemplate Packed(Template template) => new(template.Family, template.FileName, template.Procedure, template.Pictures);

    /// <summary>
    /// The files of the parcel, laid out as the library is. A picture whose place another has, or that would lie outside, gets a place of its own, and the text says so.
    /// </summary>
    public IEnumerable<(string Path, string? Text, FileContent? Picture)> Files()
    {
        Dictionary<string, string> placed = new(StringComparer.OrdinalIgnoreCase);
        foreach (var template in Templates)
        {
            var folder = $"procedures/{template.Family}";
            Dictionary<string, string> renamed = [];
            foreach (var (path, picture) in template.Pictures)
            {
                var (named, place) = (path, ImportPreview.Resolve(folder, path));
                if (place.Length == 0 || path.StartsWith('/') || !place.StartsWith("procedures/", StringComparison.Ordinal) || placed.TryGetValue(place, out var other) && other != picture.Sha256)
                    (renamed[path], place) = (named = $"{template.FileName[..^3]}-pictures/{picture.Sha256[..12]}{System.IO.Path.GetExtension(path).ToLowerInvariant()}", $"{folder}/{named}");
                if (placed.TryAdd(place, picture.Sha256)) yield return (place, null, picture);
            }
            yield return ($"procedures/{template.Path}", PictureNames.Change(template.Procedure.Source, renamed), null);
        }
        foreach (var pack in Packs) yield return ($"packs/{pack.Key}.yaml", PackWriter.Write(pack.Pack), null);
    }
}
