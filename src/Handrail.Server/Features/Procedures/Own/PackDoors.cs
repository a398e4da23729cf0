using System.Globalization;
using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Own;

/// <param name="Template">Null where it is no longer in the library.</param>
/// <param name="TakenAs">The procedure it was taken as.</param>
public sealed record PackLine(PackEntry Entry, Template? Template, string? TakenAs);

/// <param name="Id">Of the pack that is changed; empty for a new one.</param>
public sealed record PackInput(string Id, string Title, string For, string Summary, IReadOnlyList<PackEntry> Entries);

/// <summary>Packs: looked at and taken as a whole, and put together from the templates of the library.</summary>
static class PackDoors
{
    public static readonly Refusal.NotFound NoPack = new("There is no such pack in your library, or it was withdrawn.");
    const int LastPlace = 9_999;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Packs, async (string? id, [AsParameters] Workbench bench) => await Show(id ?? "", null, bench) ?? Answers.SeeOther(Links.Library));
        app.MapPost(Links.Packs, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            return (await Take(form["pack"].ToString(), form["take"].OfType<string>().ToHashSet(StringComparer.Ordinal), bench)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Procedures) : await Show(form["pack"].ToString(), refusal, bench) ?? Answers.Refuse(refusal);
        }).Needs(Permission.Member);

        app.MapGet(Links.PackForm, async (string? id, HttpRequest request, [AsParameters] Workbench bench) =>
            await Begin(id ?? "", await Chosen(request.Query, bench), bench) is { } typed ? await ShowForm(typed, null, bench) : Answers.SeeOther(Links.Library)).Needs(Permission.Member);
        app.MapPost(Links.PackForm, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var typed = Read(await request.ReadFormAsync(bench.Stop));
            return (await Keep(typed, bench)).Granted(out var row, out var refusal) ? Answers.SeeOther(Links.Pack(OwnTemplate.Folder + row.Key)) : await ShowForm(typed, refusal, bench);
        }).Needs(Permission.Member);
        app.MapPost(Links.PackWithdrawal, async (HttpRequest request, [AsParameters] Workbench bench) =>
            (await KeepPack.Withdraw((await request.ReadFormAsync(bench.Stop))["pack"].ToString(), bench)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Library) : Answers.Refuse(refusal)).Needs(Permission.Member);
    }

    static async Task<IResult?> Show(string id, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (await OwnShelf.FindPack(id, bench) is not { } shelved) return null;
        var taken = await TakeFromLibrary.Taken(bench.Db, bench.Stop);
        List<PackLine> lines = [];
        foreach (var entry in shelved.Pack.Entries)
            lines.Add(await OwnShelf.Find(entry.Procedure, bench) is { } template ? new(entry, template, taken.GetValueOrDefault(template.FileName)) : new(entry, null, null));
        var model = new { Shelved = shelved, Lines = lines, MayTake = bench.By.Permission >= Permission.Member, Refusal = refusal };
        return refusal is null ? Answers.Page<PackPage>(model) : Answers.PageAgain<PackPage>(refusal, model);
    }

    /// <summary>All of it in one change, in the order of the pack; what was taken before is passed over.</summary>
    static async Task<Outcome<int>> Take(string id, IReadOnlySet<string> wanted, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (await OwnShelf.FindPack(id, bench) is not { } shelved) return NoPack;
        var taken = await TakeFromLibrary.Taken(bench.Db, bench.Stop);
        var count = 0;
        foreach (var path in shelved.Pack.Entries.Select(entry => entry.Procedure).Where(wanted.Contains))
        {
            if (await OwnShelf.Find(path, bench) is not { } template || taken.ContainsKey(template.FileName)) continue;
            if (!(await TakeFromLibrary.Within(change, template, bench)).Granted(out _, out var refusal)) return refusal;
            count++;
        }
        if (count == 0) return new Refusal.Invalid("take", "Tick at least one procedure that you do not have yet.");
        await change.Commit(bench.Stop);
        return count;
    }

    /// <summary>What was ticked by itself, and all of the families that were.</summary>
    static async Task<IReadOnlyList<string>> Chosen(IQueryCollection query, Workbench bench) => query["family"].Count == 0
        ? [.. query["take"].OfType<string>()]
        : [.. query["take"].OfType<string>(), .. (await All(bench)).Where(one => query["family"].Contains(one.Family)).Select(one => one.Path)];

    static async Task<IReadOnlyList<(string Path, string Title, string Family)>> All(Workbench bench) =>
        [.. (await OwnShelf.Lines(bench)).Select(line => (line.Path, line.Title, "own")), .. bench.Library.Templates.Select(template => (template.Path, template.Procedure.Title, template.Family))];

    /// <summary>What stands in the form at first: the pack as it is, with what was chosen beside it; null where it is not one's own.</summary>
    static async Task<PackInput?> Begin(string id, IReadOnlyList<string> chosen, Workbench bench)
    {
        if (id.Length == 0) return await With(new("", "", "", "", []), chosen, bench);
        return await OwnShelf.FindPack(id, bench) is { IsOwn: true, Pack: var pack } ? await With(new(id, pack.Title, pack.For, pack.Summary, pack.Entries), chosen, bench) : null;
    }

    static async Task<PackInput> With(PackInput typed, IReadOnlyList<string> chosen, Workbench bench)
    {
        if (chosen.Count == 0) return typed;
        List<PackEntry> entries = [.. typed.Entries.Where(entry => chosen.Contains(entry.Procedure))];
        foreach (var path in chosen.Where(path => !entries.Exists(entry => entry.Procedure == path)))
            if (await OwnShelf.Find(path, bench) is { } template) entries.Add(new(path, template.Procedure.Header.Summary ?? "", []));
        return typed with { Entries = entries };
    }

    /// <summary>In the order of the places that were typed.</summary>
    static PackInput Read(IFormCollection form)
    {
        string One(string name) => form[name].ToString().Trim();
        var entries = form["procedure"].OfType<string>().Distinct().Select((path, at) => (Path: path, Place: int.TryParse(One($"place:{path}"), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : LastPlace, At: at))
            .OrderBy(entry => entry.Place).ThenBy(entry => entry.At).Select(entry => new PackEntry(entry.Path, One($"why:{entry.Path}").ReplaceLineEndings(" "), []));
        return new(One("pack"), One("title"), One("for").ReplaceLineEndings(" "), One("summary").ReplaceLineEndings(" "), [.. entries]);
    }

    static async Task<IResult> ShowForm(PackInput typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        var model = new { Typed = typed, All = await All(bench), Refusal = refusal };
        return refusal is null ? Answers.Page<PackFormPage>(model) : Answers.PageAgain<PackFormPage>(refusal, model);
    }

    static async Task<Outcome<OwnPack>> Keep(PackInput input, Workbench bench)
    {
        await using var change = await bench.Begin();
        var key = input.Id.Length == 0 ? KeepPack.KeyOf(input.Title) : input.Id[OwnTemplate.Folder.Length..];
        var before = await OwnShelf.FindPack(OwnTemplate.Folder + key, bench);
        if (input.Id.Length > 0 && before is null) return NoPack;
        if (input.Id.Length == 0 && before is not null) return new Refusal.Invalid("title", "There is a pack of this name in your library. Give this one another title, or change that one.");
        foreach (var entry in input.Entries)
        {
            if (await OwnShelf.Find(entry.Procedure, bench) is not { } template) return OwnDoors.NoTemplate;
            if (entry.Why.Length is 0 or > KeepPack.LongestWhy) return new Refusal.Invalid($"why:{entry.Procedure}", $"Say in one sentence why “{template.Procedure.Title}” belongs to it.");
        }
        if ((TypedText.Refuses("title", input.Title) ?? TypedText.Refuses("for", input.For) ?? TypedText.Refuses("summary", input.Summary)) is { } unreadable) return unreadable;
        // What a pack says beyond the form is kept.
        var pack = (before?.Pack ?? new(key, "", "", "", [], [], [], [])) with { Title = input.Title, For = input.For, Summary = input.Summary };
        var kept = await KeepPack.Within(change, key, pack with { Entries = [.. input.Entries.Select(entry => entry with { InsteadOf = before?.Pack.Entries.FirstOrDefault(old => old.Procedure == entry.Procedure)?.InsteadOf ?? [] })] }, "written here", bench);
        if (kept.Granted(out _, out _)) await change.Commit(bench.Stop);
        return kept;
    }
}
