using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Own;

public enum Clash { None, Same, WithOwn, WithShipped }

/// <summary>What becomes of something that comes into the library.</summary>
public enum Placing { Leave, Keep, Edition, Both }

/// <param name="Here">The path of the template here that has its name.</param>
public sealed record ComingTemplate(ParcelTemplate Template, Clash Clash, string? Here, string? HereTitle)
{
    public IReadOnlyList<Placing> Choices => PlaceInLibrary.ChoicesFor(Clash);
}

/// <param name="Missing">Procedures it names that are neither in the parcel nor here.</param>
public sealed record ComingPack(ParcelPack Pack, Clash Clash, IReadOnlyList<string> Missing)
{
    public IReadOnlyList<Placing> Choices => PlaceInLibrary.ChoicesFor(Clash);
}

/// <summary>Puts a parcel into the library: what has a name that is taken becomes the next edition of what is here, or stands beside it under another name.</summary>
public sealed record PlaceInLibrary(IReadOnlyList<ComingTemplate> Templates, IReadOnlyList<ComingPack> Packs)
{
    /// <summary>The first is what one chooses without thinking: it loses nothing of either side.</summary>
    internal static IReadOnlyList<Placing> ChoicesFor(Clash clash) => clash switch
    {
        Clash.None => [Placing.Keep, Placing.Leave],
        Clash.Same => [Placing.Leave],
        Clash.WithOwn => [Placing.Both, Placing.Edition, Placing.Leave],
        _ => [Placing.Leave, Placing.Both],
    };

    public static async Task<PlaceInLibrary> Look(Parcel parcel, Workbench bench)
    {
        var own = await bench.Db.OwnTemplates.AsNoTracking().Where(row => !row.IsWithdrawn).Select(row => new { row.Family, row.FileName, row.Title, row.Sha256 }).ToDictionaryAsync(row => row.FileName, StringComparer.OrdinalIgnoreCase, bench.Stop);
        var packs = await bench.Db.OwnPacks.AsNoTracking().Where(row => !row.IsWithdrawn).ToDictionaryAsync(row => row.Key, bench.Stop);
        List<ComingTemplate> templates = [];
        foreach (var template in parcel.Templates)
        {
            var sha256 = ProcedureTexts.Hash(template.Procedure.Source);
            if (bench.Library.Named(template.FileName) is { } shipped) templates.Add(new(template, shipped.Sha256 == sha256 ? Clash.Same : Clash.WithShipped, shipped.Path, shipped.Procedure.Title));
            else if (own.TryGetValue(template.FileName, out var here)) templates.Add(new(template, here.Sha256 == sha256 ? Clash.Same : Clash.WithOwn, $"{OwnTemplate.Folder}{here.Family}/{here.FileName}", here.Title));
            else templates.Add(new(template, Clash.None, null, null));
        }
        return new(templates, [.. parcel.Packs.Select(pack => new ComingPack(pack,
            IsShipped(pack, bench) ? Clash.Same : !packs.TryGetValue(pack.Key, out var taken) ? Clash.None : taken.Title == pack.Pack.Title && taken.Sha256 == ProcedureTexts.Hash(PackWriter.Write(Named(pack.Pack, PathsHere(templates, new Dictionary<string, string>(), bench)))) ? Clash.Same : Clash.WithOwn,
            [.. pack.Pack.Entries.Select(entry => entry.Procedure).Where(path => templates.TrueForAll(template => template.Template.Path != path) && bench.Library.Find(path) is null)]))]);
    }

    /// <summary>It came with the program and went out and back without a change.</summary>
    static bool IsShipped(ParcelPack pack, Workbench bench) => bench.Library.Catalogue.Packs.FirstOrDefault(shipped => shipped.Id == pack.Key) is { } shipped && PackWriter.Write(shipped) == PackWriter.Write(pack.Pack);

    /// <summary>Nothing in it is new here.</summary>
    public bool IsAllHere => Templates.All(coming => coming.Clash == Clash.Same) && Packs.All(coming => coming.Clash == Clash.Same);

    /// <summary>Within a change that is under way. What is not chosen is as by default.</summary>
    /// <param name="chosen">By the path of the template or the key of the pack.</param>
    /// <param name="origin">In words, for the journal.</param>
    /// <returns>How many templates and packs were kept.</returns>
    public async Task<Outcome<int>> Keep(Change change, Func<string, Placing?> chosen, Func<string, string> origin, Workbench bench)
    {
        var names = (await bench.Db.OwnTemplates.Select(row => row.FileName).ToListAsync(bench.Stop)).Concat(bench.Library.Templates.Select(template => template.FileName)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> placed = [];
        foreach (var coming in Templates)
        {
            var placing = Choice(chosen(coming.Template.Path), coming.Choices);
            if (placing == Placing.Leave) continue;
            var name = placing == Placing.Both || placing == Placing.Keep && placed.Values.Any(path => path.EndsWith("/" + coming.Template.FileName, StringComparison.Ordinal)) ? FreeName(coming.Template.FileName, names) : coming.Template.FileName;
            names.Add(name);
            // What was withdrawn under this name, in whatever family, comes back where it was.
            var family = await bench.Db.OwnTemplates.Where(row => row.FileName == name).Select(row => row.Family).SingleOrDefaultAsync(bench.Stop) ?? coming.Template.Family;
            if (!(await KeepTemplate.Within(change, new(family, name, coming.Template.Procedure, coming.Template.Pictures, origin(coming.Template.Path)), bench)).Granted(out var row, out var refusal))
                return refusal is Refusal.Invalid invalid ? new Refusal.Invalid("", $"{coming.Template.Path}: {invalid.Message}") : refusal;
            placed[coming.Template.Path] = row.Path;
        }
        var kept = placed.Count;
        foreach (var coming in Packs)
        {
            var placing = Choice(chosen(coming.Pack.Key), coming.Choices);
            if (placing == Placing.Leave) continue;
            var pack = Named(coming.Pack.Pack, PathsHere(Templates, placed, bench));
            if (pack.Entries.Count == 0) return new Refusal.Invalid("", $"Of the pack “{pack.Title}” no procedure is here or comes along, so there is nothing to keep.");
            var key = placing == Placing.Both ? await KeepPack.FreeKey(coming.Pack.Key, bench) : coming.Pack.Key;
            if (!(await KeepPack.Within(change, key, pack, origin(coming.Pack.Key), bench)).Granted(out _, out var refusal)) return refusal;
            kept++;
        }
        return kept == 0 ? new Refusal.Invalid("", "Nothing is to be kept: for each, say what becomes of it.") : kept;
    }

    static Placing Choice(Placing? chosen, IReadOnlyList<Placing> choices) => chosen is { } wanted && choices.Contains(wanted) ? wanted : choices[0];

    /// <summary>From the paths the parcel knows to those of this library.</summary>
    static Func<string, string?> PathsHere(IReadOnlyList<ComingTemplate> templates, IReadOnlyDictionary<string, string> placed, Workbench bench) => path =>
        placed.GetValueOrDefault(path) ?? templates.FirstOrDefault(template => template.Template.Path == path)?.Here ?? bench.Library.Find(path)?.Path;

    static Pack Named(Pack pack, Func<string, string?> here) => pack with
    {
        Entries = [.. pack.Entries.Select(entry => here(entry.Procedure) is { } path ? entry with { Procedure = path, InsteadOf = [.. entry.InsteadOf.Select(other => here(other) ?? other)] } : null).OfType<PackEntry>().DistinctBy(entry => entry.Procedure)],
    };

    static string FreeName(string fileName, HashSet<string> taken)
    {
        var name = fileName[..^3];
        for (var n = 2; ; n++)
            if ($"{name[..Math.Min(name.Length, 90)]}-{n}.md" is var free && !taken.Contains(free)) return free;
    }
}
