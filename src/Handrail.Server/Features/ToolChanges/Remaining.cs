using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>
/// Procedures that a change of tool has not reached and that still mean the tool that went: those that were with somebody for review or approval when the drafts were
/// made, and what came later. Found in their texts, and kept nowhere.
/// </summary>
static class Remaining
{
    /// <summary>For how long they are brought to mind.</summary>
    static readonly TimeSpan News = TimeSpan.FromDays(180);

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/environment/changes/{change}/drafts", async (string change, HttpRequest request, [AsParameters] Workbench bench) =>
    {
        var form = await request.ReadFormAsync(bench.Stop);
        return (await Draft(change, form["sop"].ToString(), bench)).Granted(out var label, out var refusal) ? Answers.SeeOther(Links.Together(label)) : await ShowTogether.Again(change, refusal, form, bench);
    }).Needs(Permission.Administrator);

    /// <summary>For administrators; nothing for others.</summary>
    public static async Task<IReadOnlyList<PlannedSop>> Of(Workbench bench, ToolChange change)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        // Who may not read a draft would take its procedure for one that has none; and nobody else drafts it.
        if (!bench.By.IsAdministrator || await Successor(bench, change) is not { } placeholders) return [];
        var latest = await Meaning(bench, change, placeholders, from sop in db.Sops join revision in db.Revisions on sop.LatestId equals revision.Id select new SopText { Sop = sop, Revision = revision });
        var inForce = await Meaning(bench, change, placeholders, from sop in db.Sops join revision in db.Revisions on sop.PublishedId equals revision.Id where sop.PublishedId != sop.LatestId select new SopText { Sop = sop, Revision = revision });
        // What is in force means the tool, and what somebody writes to follow it does not.
        var anew = inForce.Select(planned => planned.Touched.Sop).ExceptBy(latest.Select(planned => planned.Touched.Sop.Id), sop => sop.Id).ToDictionary(sop => sop.LatestId);
        var ids = anew.Keys.ToList();
        var drafts = await db.Revisions.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(stop);
        return
        [
            .. latest.Concat(drafts.Select(draft => new PlannedSop(new(anew[draft.Id], draft, bench.Texts.Read(draft.Sha256, draft.Text, anew[draft.Id].FileName), []), draft.Text, Consequence.DraftReadsAnew)))
                .OrderBy(planned => planned.Touched.Sop.Number).ThenBy(planned => planned.Touched.Sop.Suffix, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// How many can be drafted now for each change of late, for the lists of administrators. The change reached all that could be drafted then, so that only what has moved since is looked at; where no tool changed of late, nothing is.
    /// </summary>
    public static async Task<IReadOnlyList<(ToolChange Change, int Count)>> Draftable(Workbench bench)
    {
        if (!bench.By.IsAdministrator) return [];
        var (db, since) = (bench.Db, bench.Now - News);
        var draftable = new List<(ToolChange, int)>();
        foreach (var change in await db.ToolChanges.AsNoTracking().Where(row => row.At > since).OrderBy(row => row.Number).ToListAsync(bench.Stop))
        {
            if (await Successor(bench, change) is not { } placeholders) continue;
            var moved = from revision in db.Revisions
                        join sop in db.Sops on revision.Id equals sop.LatestId
                        where (revision.State == RevisionState.Published || revision.State == RevisionState.Draft) && (revision.MovedAt >= change.At || revision.ChangedAt >= change.At)
                        select new SopText { Sop = sop, Revision = revision };
            if ((await Meaning(bench, change, placeholders, moved)).Count is > 0 and var count) draftable.Add((change, count));
        }
        return draftable;
    }

    /// <returns>What stands for the tool in texts; null where another tool has come since, whose own change goes on from there.</returns>
    static async Task<IReadOnlySet<string>?> Successor(Workbench bench, ToolChange change) =>
        await bench.Db.Systems.AsNoTracking().FirstOrDefaultAsync(row => row.Key == change.SystemKey, bench.Stop) is { } system && (system.RetiredAt is not null || Tools.Same(system.InWords, change.To)) ? Inventory.PlaceholdersOf(system) : null;

    sealed class SopText
    {
        public required Sop Sop { get; init; }
        public required Revision Revision { get; init; }
    }

    /// <summary>Those of the texts that mean the tool, of procedures that have no draft of the change.</summary>
    static async Task<List<PlannedSop>> Meaning(Workbench bench, ToolChange change, IReadOnlySet<string> placeholders, IQueryable<SopText> texts)
    {
        var db = bench.Db;
        var reached = from draft in db.ToolChangeDrafts join revision in db.Revisions on draft.RevisionId equals revision.Id where draft.ToolChangeId == change.Id select revision.SopId;
        // As it is written here, or in small letters: only what may name it is read.
        var (name, small) = (change.From, change.From.ToLowerInvariant());
        var found = await texts.Where(row => !row.Sop.Retired && !reached.Contains(row.Sop.Id)
            && (row.Revision.Text.Contains(name) || row.Revision.Text.Contains(small) || row.Revision.FrozenEnvironment != null && row.Revision.FrozenEnvironment.Contains(name))).ToListAsync(bench.Stop);
        return
        [
            .. from row in found
               let procedure = ProcedureReader.Read(row.Revision.Text, row.Sop.FileName)
               let touched = new TouchedSop(row.Sop, row.Revision, procedure, ToolUses.In(procedure, change.From, placeholders))
               let text = ToolSwap.In(procedure, change.From, change.To)
               where text != row.Revision.Text || ReadsIt(row.Revision, change.From, placeholders)
               select new PlannedSop(touched, text, touched.If(text)),
        ];
    }

    /// <summary>Its values were frozen when the tool was still there; a draft reads the new one by itself.</summary>
    static bool ReadsIt(Revision revision, string tool, IReadOnlySet<string> placeholders) =>
        revision is { State: not RevisionState.Draft, FrozenEnvironment: { } frozen } && Values.Thaw(frozen).Any(value => placeholders.Contains(value.Key) && Tools.Same(value.Value, tool));

    /// <summary>Makes the draft of one that can be drafted now, for the change and as a part of it.</summary>
    static async Task<Outcome<string>> Draft(string label, string sop, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!Labels.TryReadToolChange(label, out var number) || await bench.Db.ToolChanges.SingleOrDefaultAsync(row => row.Number == number, bench.Stop) is not { } row) return Together.Unknown;
        if ((await Of(bench, row)).FirstOrDefault(planned => planned.Touched.Sop.Label == sop) is not { } planned) return new Refusal.Conflict($"{sop} does not wait for {row.Label}: it has its draft, or means {row.From} no more.");
        if (planned.Consequence == Consequence.DraftReadsAnew) return new Refusal.Conflict($"{sop} v{planned.Touched.Latest.Number} speaks of {row.From} no more, and goes its own way.");
        if (planned.Consequence == Consequence.LeftAlone) return new Refusal.Conflict($"{sop} v{planned.Touched.Latest.Number} is {planned.Touched.Latest.State.InWords()}, and is not changed under the eyes of those who look at it. It can be drafted once it is in force, or a draft again.");
        if (await ChangeTool.Draft(change, row, [planned], bench) is { } cannot) return cannot;
        await change.Commit(bench.Stop);
        return row.Label;
    }
}
