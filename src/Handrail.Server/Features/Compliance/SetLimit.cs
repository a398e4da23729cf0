using Handrail.Core.Compliance;
using Handrail.Server.Features.Procedures;

namespace Handrail.Server.Features.Compliance;

/// <summary>A limit with the clause and the policy that set it.</summary>
public sealed record SetLimit(Policy Policy, Clause Clause, Limit Limit)
{
    /// <summary>The procedure it is measured on, as its link is written; null where it is measured on none.</summary>
    public string? Target => Limit switch
    {
        Limit.Within within => within.Procedure,
        Limit.Every { Procedure: { } link } => link.Target,
        _ => null,
    };

    public bool IsMeasuredOn(Sop sop) => Target is { } target && SopLinks.Means(target, sop);

    /// <summary>Of a clause that measures the same twice, the first.</summary>
    public static IEnumerable<SetLimit> In(Policy policy) =>
        policy.Clauses.SelectMany(clause => clause.Limits.DistinctBy(limit => limit.Measure).Select(limit => new SetLimit(policy, clause, limit)));
}
