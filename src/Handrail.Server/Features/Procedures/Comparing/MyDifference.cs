using Handrail.Core;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Comparing;

/// <summary>What is otherwise in a procedure in force than in the version that somebody knows.</summary>
/// <param name="How">Null where they know none: then it is compared with the version before.</param>
public sealed record MyDifference(Sop Sop, int From, int To, Acquaintance? How, Instant At, Difference Difference)
{
    /// <summary>Of one procedure in force, for its page; null where nothing changed for the person who asks, or they know no version of it.</summary>
    public static async Task<MyDifference?> Of(Workbench bench, Sop sop)
    {
        if (sop.PublishedId is not { } inForce) return null;
        return (await KnownVersion.Of(bench, [sop.Id])).TryGetValue(sop.Id, out var known) && known.Revision != inForce
            && await All(bench, [sop], new Dictionary<Id<Sop>, KnownVersion> { [sop.Id] = known }) is [var difference] ? difference : null;
    }

    /// <param name="known">Of a procedure that is not among them the version before is taken.</param>
    public static async Task<IReadOnlyList<MyDifference>> All(Workbench bench, IReadOnlyCollection<Sop> sops, IReadOnlyDictionary<Id<Sop>, KnownVersion> known)
    {
        var (db, ids) = (bench.Db, sops.Select(sop => sop.Id).ToList());
        var versions = (await db.Revisions.AsNoTracking().Where(row => ids.Contains(row.SopId) && row.PublishedAt != null).Select(row => new { row.Id, row.SopId, row.Number }).ToListAsync(bench.Stop)).ToLookup(row => row.SopId);
        var pairs = from sop in sops
                    let now = versions[sop.Id].FirstOrDefault(version => version.Id == sop.PublishedId)
                    where now is not null
                    let mine = known.GetValueOrDefault(sop.Id)
                    let before = mine is null ? versions[sop.Id].Where(version => version.Number < now.Number).MaxBy(version => version.Number)?.Id : mine.Revision
                    where before is not null && before != now.Id
                    select (sop, mine, Before: before.Value, Now: now.Id);
        var wanted = pairs.ToList();
        var needed = wanted.SelectMany(pair => new[] { pair.Before, pair.Now }).ToList();
        var texts = await db.Revisions.AsNoTracking().Where(row => needed.Contains(row.Id)).ToDictionaryAsync(row => row.Id, bench.Stop);
        var unseen = await Unseen.All(db, bench.Stop);
        return [.. wanted.Where(pair => texts.ContainsKey(pair.Before)).Select(pair => Compare(bench, pair.sop, texts[pair.Before], texts[pair.Now], pair.mine, unseen)).Where(difference => !difference.Difference.Comparison.IsEmpty)];
    }

    static MyDifference Compare(Workbench bench, Sop sop, Revision before, Revision now, KnownVersion? known, Unseen unseen)
    {
        var nothing = new Dictionary<string, string>();
        return new(sop, before.Number, now.Number, known?.How, known?.At ?? now.PublishedAt ?? now.ChangedAt, new(Read(before), Reads.Of(before, nothing), Read(now), Reads.Of(now, nothing)));

        Core.Procedures.Procedure Read(Revision revision) => unseen.In(revision.Text).Withheld(bench.Texts.Read(revision.Sha256, revision.Text, sop.FileName));
    }
}
