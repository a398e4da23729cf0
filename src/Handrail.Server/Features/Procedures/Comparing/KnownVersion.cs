using Handrail.Core;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Comparing;

/// <summary>How somebody came to know a version.</summary>
public enum Acquaintance { Ran, Wrote, Approved, Acknowledged }

/// <summary>
/// The latest version of a procedure that somebody has worked with: ran, or took part in running; wrote; approved; acknowledged. Found in what is recorded of that anyway.
/// That they opened its page is recorded nowhere.
/// </summary>
/// <param name="At">When they last ran or acknowledged it; else when it came into force.</param>
public sealed record KnownVersion(Id<Sop> Sop, Id<Revision> Revision, int Number, Acquaintance How, Instant At)
{
    /// <summary>A run longer ago says nothing of what somebody remembers.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromDays(730);

    /// <summary>Of these procedures in force those of which the person who asks knows some version; as many questions, however many they are.</summary>
    public static async Task<IReadOnlyDictionary<Id<Sop>, KnownVersion>> Of(Workbench bench, IReadOnlyCollection<Id<Sop>> sops)
    {
        var (db, me, stop) = (bench.Db, bench.By.Id, bench.Stop);
        var published = await db.Revisions.AsNoTracking().Where(row => sops.Contains(row.SopId) && row.PublishedAt != null).Select(row => new { row.Id, row.SopId, row.Number, row.PublishedAt }).ToListAsync(stop);
        // Of a procedure that has had one version only, nobody knows another.
        var several = published.GroupBy(row => row.SopId).Where(versions => versions.Skip(1).Any()).SelectMany(versions => versions).ToDictionary(row => row.Id);
        if (several.Count == 0) return new Dictionary<Id<Sop>, KnownVersion>();
        var ids = several.Keys.ToList();
        var written = await db.RevisionContributors.AsNoTracking().Where(row => row.MemberId == me && ids.Contains(row.RevisionId)).Select(row => row.RevisionId).ToListAsync(stop);
        var approved = await db.RevisionSignatures.AsNoTracking().Where(row => row.MemberId == me && ids.Contains(row.RevisionId)).Select(row => row.RevisionId).ToListAsync(stop);
        var acknowledged = await db.Acknowledgements.AsNoTracking().Where(row => row.MemberId == me && sops.Contains(row.SopId)).Select(row => new { row.SopId, row.Revision, row.At }).ToListAsync(stop);
        var read = from row in acknowledged join version in several.Values on (row.SopId, row.Revision) equals (version.SopId, version.Number) select (version.Id, Acquaintance.Acknowledged, (Instant?)row.At);
        return (await Ran(bench, ids)).Select(run => (run.Revision, How: Acquaintance.Ran, At: (Instant?)run.At))
            .Concat(written.Select(id => (id, Acquaintance.Wrote, several[id].PublishedAt))).Concat(approved.Select(id => (id, Acquaintance.Approved, several[id].PublishedAt)))
            .Concat(read)
            .Select(known => new KnownVersion(several[known.Item1].SopId, known.Item1, several[known.Item1].Number, known.Item2, known.Item3 ?? default))
            .GroupBy(known => known.Sop).ToDictionary(known => known.Key, known => known.OrderByDescending(version => version.Number).ThenBy(version => version.How).ThenByDescending(version => version.At).First());
    }

    /// <summary>Runs they began, and runs they did something in.</summary>
    static async Task<IEnumerable<(Id<Revision> Revision, Instant At)>> Ran(Workbench bench, IReadOnlyList<Id<Revision>> revisions)
    {
        var (db, me, since) = (bench.Db, bench.By.Id, bench.Now - Remembered);
        var most = 100 * Math.Min(revisions.Count, 10);
        var runs = await db.Runs.AsNoTracking().Where(run => revisions.Contains(run.RevisionId) && run.StartedAt > since).OrderByDescending(run => run.StartedAt).Take(most)
            .Select(run => new { run.Number, run.RevisionId, run.StartedAt, run.StartedById }).ToListAsync(bench.Stop);
        var others = runs.Where(run => run.StartedById != me).ToDictionary(run => "run/" + Labels.Run(run.Number), run => run.Number);
        var acted = (await db.JournalRows.AsNoTracking().Where(row => row.ActorId == me && others.Keys.Contains(row.Subject)).Select(row => row.Subject).Distinct().ToListAsync(bench.Stop)).Select(subject => others[subject]).ToHashSet();
        return runs.Where(run => run.StartedById == me || acted.Contains(run.Number)).Select(run => (run.RevisionId, run.StartedAt));
    }
}
