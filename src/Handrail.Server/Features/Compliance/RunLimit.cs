using Handrail.Core.Compliance;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Runs;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Compliance;

/// <summary>A limit that a run stands under, for its record.</summary>
/// <param name="Policy">Its id.</param>
/// <param name="Clause">Its anchor.</param>
public sealed record RunLimit(string Policy, string PolicyTitle, string Clause, int Number, string Words, MeasuredLimit Measured)
{
    /// <summary>Of a run that has ended as it was measured then; of one under way as it stands, by the policies in force.</summary>
    internal static async Task<IReadOnlyList<RunLimit>> Of(HandrailDb db, PoliciesInForce policies, RunView view, CancellationToken stop)
    {
        if (view.Run.EndedAt is null) return view.Run.Kind == RunKind.Live ? [.. (await policies.All(db, stop)).SelectMany(SetLimit.In).Where(set => set.IsMeasuredOn(view.Sop)).SelectMany(set => UnderWay(set, view.State))] : [];
        var run = view.Run.Id;
        return [.. (await db.MeasuredRuns.AsNoTracking().Where(row => row.RunId == run).OrderBy(row => row.Policy).ThenBy(row => row.ClauseNumber).ThenBy(row => row.Measure).ToListAsync(stop))
            .Select(row => new RunLimit(row.Policy, row.PolicyTitle, row.Clause, row.ClauseNumber, row.Words, row.Read()))];
    }

    static IEnumerable<RunLimit> UnderWay(SetLimit set, RunState state)
    {
        if (set.Limit is Limit.Within within) yield return new(set.Policy.Id, set.Policy.Title, set.Clause.Anchor, set.Clause.NumberAsWritten, ReadPolicies.InWords(within), MeasuredLimit.Of(within, state));
    }
}
