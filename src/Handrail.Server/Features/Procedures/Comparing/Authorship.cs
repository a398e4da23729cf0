using Handrail.Core;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Comparing;

/// <summary>Who last changed one step, and when.</summary>
public sealed record LastHand(string Name, Instant At);

/// <summary>Who wrote what: of each version everybody who changed a word of it, and of steps whose hand was last on them. Who began a draft is not for that its author.</summary>
static class Authorship
{
    /// <returns>By version, names in the order in which they first wrote.</returns>
    public static async Task<ILookup<Id<Revision>, string>> Of(Workbench bench, IReadOnlyCollection<Id<Revision>> revisions, IReadOnlyDictionary<string, string> names) =>
        (await bench.Db.RevisionContributors.AsNoTracking().Where(row => revisions.Contains(row.RevisionId)).ToListAsync(bench.Stop))
            .OrderBy(row => row.At).ThenBy(row => row.MemberId.ToString(), StringComparer.Ordinal).ToLookup(row => row.RevisionId, row => names.GetValueOrDefault(row.MemberId.ToString(), ""));

    /// <summary>On the way from one version to the other, over the versions that each began with; what was restored from elsewhere nobody typed.</summary>
    public static async Task<IReadOnlyDictionary<string, LastHand>> OfSteps(Workbench bench, IReadOnlyList<Revision> all, Revision from, Revision to, IReadOnlyDictionary<string, string> names)
    {
        var (older, newer) = from.Number < to.Number ? (from, to) : (to, from);
        var way = new List<Id<Revision>>();
        for (var at = newer; at is not null && at.Number > older.Number; at = all.FirstOrDefault(row => row.Number == at.BasedOn)) way.Add(at.Id);
        var rows = await bench.Db.StepAuthors.AsNoTracking().Where(row => way.Contains(row.RevisionId)).ToListAsync(bench.Stop);
        return rows.GroupBy(row => row.Step).Select(rows => rows.MinBy(row => way.IndexOf(row.RevisionId))!).ToDictionary(row => row.Step, row => new LastHand(names.GetValueOrDefault(row.MemberId.ToString(), ""), row.At));
    }
}
