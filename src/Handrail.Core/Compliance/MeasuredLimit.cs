using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Compliance;

/// <summary>How one run stands to one limit of a clause: "every account revoked after 3 h 12 min, limit 24 hours".</summary>
/// <param name="Ended">Null while what ends the limit has not happened, or not for every item.</param>
/// <param name="Slowest">Of a step done for several items the one that was done last.</param>
/// <param name="IsOver">The run has ended; what has not happened will not happen.</param>
public sealed record MeasuredLimit(Limit.Within Limit, Instant Began, Instant Due, Instant? Ended, RunItem? Slowest, bool IsOver)
{
    public TimeSpan? Took => Ended - Began;

    /// <summary>True: kept. False: not kept, or no longer possible. Null: still to be seen.</summary>
    public bool? IsKept(Instant now) => Ended is { } ended ? ended <= Due : IsOver || now > Due ? false : null;

    /// <summary>Null where the limit does not concern this run (its condition does not hold, its step was not needed) or has not begun.</summary>
    /// <param name="state">A run of the procedure the limit names; which one that is, the caller knows.</param>
    public static MeasuredLimit? Of(Limit.Within limit, RunState state)
    {
        if (limit.OnlyIf is { } condition && Conditions.Holds(condition, name => Field(state, name), name => state.Answers.GetValueOrDefault(name)) is not true) return null;
        if (Beginning(limit.From, state) is not { } began || Deadlines.After(limit.Most, began) is not { } due) return null;
        var isOver = state.Status is RunStatus.Finished or RunStatus.Abandoned;
        if (limit.To.Step is not { } anchor) return new(limit, began, due, state.EndedAt, null, isOver);
        var instances = Instances(state, anchor);
        if (instances.Count == 0) return null;
        var last = instances.All(step => step.CompletedAt is not null) ? instances.MaxBy(step => step.CompletedAt) : null;
        return new(limit, began, due, last?.CompletedAt, last?.Item, isOver);
    }

    static Instant? Beginning(LimitEvent from, RunState state) => from switch
    {
        { Procedure: null } => Deadlines.Moment(Field(state, from.Words)),
        { Step: null } => state.StartedAt,
        { Step: var anchor } when Instances(state, anchor) is { Count: > 0 } instances && instances.All(step => step.CompletedAt is not null) => instances.Max(step => step.CompletedAt),
        _ => null,
    };

    /// <summary>The step, or where it is done for several items, each of them; without those this run did not need.</summary>
    static List<StepState> Instances(RunState state, string anchor)
    {
        var all = state.Steps.Where(step => step.Step.Anchor == anchor).ToList();
        return [.. all.Where(step => all.All(other => other.Parent != step.Key) && step.Status is not (StepStatus.NotApplicable or StepStatus.NotTaken))];
    }

    static FieldValue? Field(RunState state, string name) => state.Fields.GetValueOrDefault(name) ?? state.Fields.FirstOrDefault(field => field.Key == Placeholders.Key(name)).Value;
}
