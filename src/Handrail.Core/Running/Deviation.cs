using System.Text.Json.Serialization;

namespace Handrail.Core.Running;

[JsonConverter(typeof(JsonStringEnumConverter<DeviationKind>))]
public enum DeviationKind
{
    Skipped,
    /// <summary>The step did not work and the run went on without it.</summary>
    Failed,
    Added,
    Late,
    /// <summary>A wait was cut short.</summary>
    Early,
    OutOfOrder,
    WrongRole,
    /// <summary>By somebody who may not do this procedure alone.</summary>
    Unqualified,
    WithoutEvidence,
    /// <summary>A run this step waited for was abandoned.</summary>
    ChildAbandoned,
    /// <summary>A condition could not be evaluated, so that a person decided whether the step applies.</summary>
    ConditionAsked,
}

/// <summary>Something done otherwise than written.</summary>
/// <param name="Step">The step's key.</param>
/// <param name="Reason">In the words of the person, or empty where none is asked for.</param>
/// <param name="Detail">What the procedure asked for, for example the role or the evidence.</param>
/// <param name="Overrun">Of a late step: time past its limit.</param>
public sealed record Deviation(DeviationKind Kind, string Step, int Round, Instant At, string By, string Reason, string Detail, TimeSpan? Overrun);
