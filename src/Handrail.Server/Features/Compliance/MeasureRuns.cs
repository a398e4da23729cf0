using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Journal;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Compliance;

/// <summary>
/// Measures a run by the limits of the policies in force, in the change that ends it, whichever use case that is. What it costs does not grow with the history.
/// </summary>
sealed class MeasureRuns(ProcedureTexts texts, PoliciesInForce policies)
{
    /// <summary>The run that may have ended with the fact.</summary>
    public static string? RunThatEnds(string subject, Fact fact) => fact switch
    {
        RunFinished or RunAbandoned => subject["run/".Length..],
        RunRecordTaken taken => taken.Number,
        _ => null,
    };

    /// <summary>After the rows and entries of a change are written, before it commits.</summary>
    public async Task Follow(HandrailDb db, IReadOnlyList<string> runs, CancellationToken stop)
    {
        // A run above may end with this one, and be one that whoever ends this one cannot read.
        using var unseen = db.ReadUnseen();
        foreach (var label in runs) await Measure(db, label, stop);
        await db.SaveChangesAsync(stop);
    }

    async Task Measure(HandrailDb db, string label, CancellationToken stop)
    {
        if (!Labels.TryReadRun(label, out var number)) return;
        var found = await (from run in db.Runs join sop in db.Sops on run.SopId equals sop.Id where run.Number == number select new { run, sop }).AsNoTracking().SingleAsync(stop);
        if (found.run.EndedAt is not { } ended) return;
        var limits = (await policies.All(db, stop)).SelectMany(SetLimit.In).Where(set => set.IsMeasuredOn(found.sop)).ToList();
        if (limits.Count == 0 || !(await RunView.Load(db, texts, label, stop)).Granted(out var view, out _)) return;
        foreach (var set in limits)
            if (await Measure(db, found.run, ended, set.Limit, view.State, stop) is { } measured) db.MeasuredRuns.Add(MeasuredRun.Of(found.run, ended, set, measured));
    }

    /// <returns>Null where such a run is not what the limit is about.</returns>
    static async Task<MeasuredLimit?> Measure(HandrailDb db, Run run, Instant ended, Limit limit, RunState state, CancellationToken stop) => limit switch
    {
        // A drill is practice: its times show what could be done, not what was.
        Limit.Within within when run.Kind == RunKind.Live => MeasuredLimit.Of(within, state),
        Limit.Every every when IsTurn(run) => MeasuredLimit.Of(every, await Turns(db.Runs).Where(other => other.SopId == run.SopId && other.Id != run.Id && other.EndedAt <= ended).MaxAsync(other => other.EndedAt, stop), ended),
        _ => null,
    };

    static bool IsTurn(Run run) => Turns(new[] { run }.AsQueryable()).Any();

    /// <summary>Runs that count for something done again and again: carried through, or ended where the procedure says stop; a drill is one of them.</summary>
    public static IQueryable<Run> Turns(IQueryable<Run> runs) => runs.Where(run =>
        (run.Ending == RunEnding.Completed || run.Ending == RunEnding.Stopped) && (run.Kind == RunKind.Live || run.Kind == RunKind.Drill));
}
