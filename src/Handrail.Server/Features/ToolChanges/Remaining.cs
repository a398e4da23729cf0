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
        if (!bench.By.IsAdministrator) return [];
        var system = await db.Systems.AsNoTracking().FirstOrDefaultAsync(row => row.Key == change.SystemKey, stop);
        // Another tool has come since, and its own change goes on from there.
        if (system is null || system.RetiredAt is null && !Tools.Same(system.InWords, change.To)) return [];
        var reached = from draft in db.ToolChangeDrafts join revision in db.Revisions on draft.RevisionId equals revision.Id where draft.ToolChangeId == change.Id select revision.SopId;
        // As it is written here, or in small letters: only what may name it is read.
        var (name, small) = (change.From, change.From.ToLowerInvariant());
        var found = await (from sop in db.Sops
                           join revision in db.Revisions on sop.LatestId equals revision.Id
                           where !sop.Retired && !reached.Contains(sop.Id) && (revision.Text.Contains(name) || revision.Text.Contains(small) || revision.FrozenEnvironment != null && revision.FrozenEnvironment.Contains(name))
                           orderby sop.Number, sop.Suffix
                           select new { sop, revision }).ToListAsync(stop);
        var placeholders = Inventory.PlaceholdersOf(system);
        return
        [
            .. from row in found
               let procedure = ProcedureReader.Read(row.revision.Text, row.sop.FileName)
               let touched = new TouchedSop(row.sop, row.revision, procedure, ToolUses.In(procedure, change.From, placeholders))
               let text = ToolSwap.In(procedure, change.From, change.To)
               where text != row.revision.Text || ReadsIt(row.revision, change.From, placeholders)
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
        if (planned.Consequence == Consequence.LeftAlone) return new Refusal.Conflict($"{sop} v{planned.Touched.Latest.Number} is {planned.Touched.Latest.State.InWords()}, and is not changed under the eyes of those who look at it. It can be drafted once it is in force, or a draft again.");
        if (await ChangeTool.Draft(change, row, [planned], bench) is { } cannot) return cannot;
        await change.Commit(bench.Stop);
        return row.Label;
    }
}
