using Handrail.Core;
using Handrail.Core.Reviewing;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Reviews;

/// <summary>What the last runs of a procedure say about it.</summary>
static class PastRuns
{
    /// <summary>Of procedures that are followed when something has happened.</summary>
    const string IncidentFamily = "incident-response";

    /// <summary>The last ones that ended since a moment, the latest first; practice in training and walk-throughs of a draft say nothing about the text in force.</summary>
    public static async Task<IReadOnlyList<PastRun>> Last(HandrailDb db, Id<Sop> sop, Instant since, CancellationToken stop)
    {
        var runs = await db.Runs.AsNoTracking().Where(run => run.SopId == sop && run.EndedAt > since && (run.Kind == RunKind.Live || run.Kind == RunKind.Drill))
            .OrderByDescending(run => run.StartedAt).Take(Triggers.LastRuns).ToListAsync(stop);
        var subjects = runs.Select(run => run.Subject).ToList();
        var entries = await db.JournalRows.AsNoTracking().Where(row => subjects.Contains(row.Subject) && (row.Kind == nameof(DeviationNoted) || row.Kind == nameof(RecordedElsewhere))).OrderBy(row => row.Index).ToListAsync(stop);
        var deviations = entries.ToLookup(row => row.Subject, row => row.Read()?.Fact switch
        {
            RecordedElsewhere elsewhere => elsewhere.ToEntry()?.Fact as DeviationNoted,
            var fact => fact as DeviationNoted,
        });
        return [.. runs.Select(run => new PastRun(run.Label, run.Title, run.Kind, run.EndedAt ?? run.StartedAt, [.. deviations[run.Subject].OfType<DeviationNoted>()]))];
    }

    /// <summary>More than anybody nests; runs above each other never go round, and this ends also if they did.</summary>
    const int MostAbove = 20;

    /// <summary>A live run of a procedure for incidents, or one that such a run began, however many runs are between them.</summary>
    public static async Task<bool> IsIncident(HandrailDb db, Sop sop, Run run, CancellationToken stop)
    {
        if (run.Kind != RunKind.Live) return false;
        if (sop.Family == IncidentFamily) return true;
        var label = run.ParentLabel;
        for (var i = 0; i < MostAbove && Labels.TryReadRun(label, out var number); i++)
        {
            var parent = await (from above in db.Runs join of in db.Sops on above.SopId equals of.Id where above.Number == number select new { above.ParentLabel, of.Family }).SingleOrDefaultAsync(stop);
            if (parent?.Family == IncidentFamily) return true;
            label = parent?.ParentLabel;
        }
        return false;
    }
}
