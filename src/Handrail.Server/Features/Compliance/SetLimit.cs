using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Server.Features.Procedures;

namespace Handrail.Server.Features.Compliance;

/// <summary>A limit with the clause and the policy that set it.</summary>
public sealed record SetLimit(Policy Policy, Clause Clause, Limit Limit)
{
    /// <summary>The procedure it is measured on, as its link names it; null where it is measured on none.</summary>
    public string? Procedure => Limit switch
    {
        Limit.Within { Procedure: { } target } => ProcedureLink.NameIn(target),
        Limit.Every { Procedure: { } link } => ProcedureLink.NameIn(link.Target),
        _ => null,
    };

    public bool IsMeasuredOn(Sop sop) => Procedure is { } name && (Labels.TryReadSop(name, out var number) ? number == sop.Number : name == sop.FileName);

    /// <summary>Of a clause that measures the same twice, the first.</summary>
    public static IEnumerable<SetLimit> In(Policy policy) =>
        policy.Clauses.SelectMany(clause => clause.Limits.DistinctBy(limit => limit.Measure).Select(limit => new SetLimit(policy, clause, limit)));
}
