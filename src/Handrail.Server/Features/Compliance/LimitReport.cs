using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Compliance;

/// <summary>One run beside one limit.</summary>
/// <param name="At">When the run ended, or began where it is going on.</param>
public sealed record RunByLimit(string Run, string Title, Instant At, MeasuredLimit Measured);

/// <summary>How the runs of the last twelve months stand to one limit, as far as whoever looks may read them.</summary>
/// <param name="Sop">The procedure it is measured on; null where the organization has none, or the limit names none.</param>
/// <param name="Before">By lengths the limit had earlier, the latest first: a run is measured by what was in force when it ended.</param>
/// <param name="Missed">The latest of them.</param>
/// <param name="Open">Runs under way that the limit is about.</param>
/// <param name="Turn">Of something done again and again the turn under way; of what was never done, since the procedure came into force.</param>
public sealed record LimitReport(SetLimit Set, Sop? Sop, LimitTally Tally, IReadOnlyList<(string Length, LimitTally Tally)> Before, RunByLimit? Slowest, IReadOnlyList<RunByLimit> Missed, IReadOnlyList<RunByLimit> Open, MeasuredLimit? Turn)
{
    const int MostMissed = 5;
    const int MostOpen = 50;

    /// <summary>Runs that ended before are history: the page of a clause lists them all.</summary>
    public const int Months = 12;

    /// <summary>For limits of one policy.</summary>
    public static async Task<IReadOnlyList<LimitReport>> Load(HandrailDb db, ProcedureTexts texts, IReadOnlyList<SetLimit> limits, Instant now, CancellationToken stop)
    {
        if (limits.Count == 0) return [];
        var sops = await Sops(db, limits, stop);
        var rows = (await Ended(db, limits[0].Policy, now, stop)).ToLookup(row => (row.Clause, row.Measure));
        var open = await UnderWay(db, texts, sops.Values, stop);
        var turns = await Turns(db, sops, stop);
        return [.. limits.Select(set =>
        {
            var sop = sops.GetValueOrDefault(set);
            var (all, length) = (rows[(MeasuredRun.Name(set.Clause.Anchor), MeasuredRun.Name(set.Limit.Measure))].ToList(), set.Limit.Length?.ToString());
            var present = all.Where(row => row.Length == length).Select(row => row.Run).ToList();
            return new LimitReport(set, sop, LimitTally.Of(present.Select(run => run.Measured), now),
                [.. all.Where(row => row.Length != length).GroupBy(row => row.Length).Select(earlier => (earlier.Key, LimitTally.Of(earlier.Select(row => row.Run.Measured), now)))],
                present.Where(run => run.Measured.Took is not null).MaxBy(run => run.Measured.Took),
                [.. present.Where(run => run.Measured.Standing(now) == LimitStanding.Missed).Take(MostMissed)],
                set.Limit is Limit.Within within && sop is not null ? [.. open.Where(run => run.Sop == sop.Id).Select(run => run.By(within)).Where(run => run.Measured.Standing(now) is LimitStanding.Open or LimitStanding.Missed)] : [],
                set.Limit is Limit.Every every && sop is not null && turns.GetValueOrDefault(sop.Id) is { } since ? MeasuredLimit.Of(every, since, null) : null);
        })];
    }

    static async Task<Dictionary<SetLimit, Sop>> Sops(HandrailDb db, IReadOnlyList<SetLimit> limits, CancellationToken stop)
    {
        var names = limits.Select(set => set.Target).OfType<string>().Select(SopLinks.NameIn).Distinct().ToList();
        var numbers = names.SelectMany(name => Labels.TryReadSop(name, out var number) ? [number.Number] : Array.Empty<int>()).ToList();
        var sops = await db.Sops.AsNoTracking().Where(sop => !sop.Retired && (names.Contains(sop.FileName) || numbers.Contains(sop.Number))).OrderBy(sop => sop.Number).ToListAsync(stop);
        return limits.Select(set => (set, sop: sops.Find(set.IsMeasuredOn))).Where(found => found.sop is not null).ToDictionary(found => found.set, found => found.sop!);
    }

    sealed record Row(string Clause, string Measure, string Length, RunByLimit Run);

    static async Task<List<Row>> Ended(HandrailDb db, Policy policy, Instant now, CancellationToken stop)
    {
        var (since, id) = (Instant.From(now.ToDateTimeOffset().AddMonths(-Months)), MeasuredRun.Name(policy.Id));
        var rows = await (from measured in db.MeasuredRuns
                          join run in db.Runs on measured.RunId equals run.Id
                          where measured.Policy == id && measured.At >= since
                          orderby measured.At descending
                          select new { measured.Clause, measured.Measure, measured.Length, measured.Began, measured.Due, measured.Ended, measured.Over, measured.Slowest, measured.Why, measured.At, run.Number, run.Title }).ToListAsync(stop);
        return rows.ConvertAll(row => new Row(row.Clause, row.Measure, row.Length, new(Labels.Run(row.Number), row.Title, row.At, new(row.Began, row.Due, row.Ended, row.Over, row.Slowest, row.Why))));
    }

    sealed record OpenRun(Id<Sop> Sop, Run Run, RunState State)
    {
        public RunByLimit By(Limit.Within limit) => new(Run.Label, Run.Title, Run.StartedAt, MeasuredLimit.Of(limit, State));
    }

    /// <summary>Not more than anybody has under way at once; the latest of them.</summary>
    static async Task<IReadOnlyList<OpenRun>> UnderWay(HandrailDb db, ProcedureTexts texts, IEnumerable<Sop> sops, CancellationToken stop)
    {
        var ids = sops.Select(sop => sop.Id).Distinct().ToList();
        var runs = db.Runs.Where(run => ids.Contains(run.SopId) && run.EndedAt == null && run.Kind == RunKind.Live).OrderByDescending(run => run.Number).Take(MostOpen);
        return [.. (await RunView.LoadAll(db, texts, runs, stop)).Select(view => new OpenRun(view.Sop.Id, view.Run, view.State))];
    }

    /// <summary>When each was last finished, else since when it could have been.</summary>
    static async Task<Dictionary<Id<Sop>, Instant?>> Turns(HandrailDb db, Dictionary<SetLimit, Sop> sops, CancellationToken stop)
    {
        var ids = sops.Where(pair => pair.Key.Limit is Limit.Every).Select(pair => pair.Value.Id).Distinct().ToList();
        if (ids.Count == 0) return [];
        var finished = await MeasureRuns.Turns(db.Runs).Where(run => ids.Contains(run.SopId)).GroupBy(run => run.SopId).Select(runs => new { runs.Key, At = runs.Max(run => run.EndedAt) }).ToDictionaryAsync(row => row.Key, row => row.At, stop);
        var inForce = await db.Revisions.Where(revision => ids.Contains(revision.SopId) && revision.PublishedAt != null).GroupBy(revision => revision.SopId).Select(all => new { all.Key, At = all.Min(revision => revision.PublishedAt) }).ToListAsync(stop);
        foreach (var row in inForce) finished.TryAdd(row.Key, row.At);
        return finished;
    }
}
