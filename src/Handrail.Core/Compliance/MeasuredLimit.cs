using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Compliance;

public enum LimitStanding
{
    Kept,
    /// <summary>Too late, or not at all though the time was up.</summary>
    Missed,
    /// <summary>Still to be seen.</summary>
    Open,
    /// <summary>See <see cref="MeasuredLimit.Why"/>. Never counted as kept.</summary>
    NotMeasured,
}

/// <summary>Why a run says nothing about a limit.</summary>
public enum WhyNotMeasured
{
    /// <summary>The limit is for other runs.</summary>
    ConditionNotHeld,
    /// <summary>What the condition asks about was not recorded.</summary>
    ConditionUnknown,
    /// <summary>The run took another way, and had nothing to do in time.</summary>
    NotNeeded,
    /// <summary>The date it counts from, or to, was not recorded.</summary>
    DateNotRecorded,
    /// <summary>The step it counts from was not done.</summary>
    NotBegun,
    /// <summary>The step was left out, or given up, while there was time.</summary>
    StepSkipped,
    /// <summary>The run ended without it while there was time.</summary>
    EndedBefore,
    /// <summary>The text that was followed has no such step.</summary>
    StepUnknown,
    /// <summary>Of something done again and again: nothing was before it.</summary>
    FirstOfAll,
    /// <summary>No calendar reaches so far.</summary>
    Endless,
}

/// <summary>How one run stands to one limit of a clause: "every account revoked after 3 h 12 min, limit 24 hours".</summary>
/// <param name="Ended">When what ends the limit happened; null while it has not, or not for every item.</param>
/// <param name="Over">From when on it cannot happen any more: the run has ended, or its step was left out.</param>
/// <param name="Slowest">Of a step done for several items the label of the one that was done last.</param>
public sealed record MeasuredLimit(Instant? Began, Instant? Due, Instant? Ended, Instant? Over, string? Slowest, WhyNotMeasured? Why)
{
    public static MeasuredLimit Not(WhyNotMeasured why) => new(null, null, null, null, null, why);

    /// <summary>What happens before its beginning (the account was closed before the last day was over) took no time.</summary>
    public TimeSpan? Took => Ended - Began is { } took ? took > TimeSpan.Zero ? took : TimeSpan.Zero : null;

    public LimitStanding Standing(Instant now) =>
        Why is not null || Due is not { } due ? LimitStanding.NotMeasured
        : Ended is { } ended ? ended <= due ? LimitStanding.Kept : LimitStanding.Missed
        : Over is not null || now > due ? LimitStanding.Missed
        : LimitStanding.Open;

    /// <summary>By how much it was missed; of what has not happened, so far.</summary>
    public TimeSpan? MissedBy(Instant now) => Standing(now) == LimitStanding.Missed ? (Ended ?? Over ?? now) - Due : null;

    /// <param name="state">A run of the procedure the limit names; which one that is, the caller knows.</param>
    public static MeasuredLimit Of(Limit.Within limit, RunState state)
    {
        if (limit.OnlyIf is { } condition)
            switch (Conditions.Holds(condition, name => Field(state, name), name => state.Answers.GetValueOrDefault(name)))
            {
                case false: return Not(WhyNotMeasured.ConditionNotHeld);
                case null: return Not(WhyNotMeasured.ConditionUnknown);
            }
        var (from, to) = (Moment.Of(limit.From, state, state.StartedAt), Moment.Of(limit.To, state, state.Status == RunStatus.Finished ? state.EndedAt : null));
        // What was not needed had no beginning to wait for either.
        if (to.Why is WhyNotMeasured.NotNeeded or WhyNotMeasured.StepUnknown) return Not(to.Why.Value);
        if (from.At is not { } began) return Not(from.Why is { } why and not WhyNotMeasured.StepSkipped ? why : WhyNotMeasured.NotBegun);
        if (Deadlines.After(limit.Most, began) is not { } due) return Not(WhyNotMeasured.Endless);
        if (to.At is { } ended) return new(began, due, ended, null, to.Slowest, null);
        var over = to.Over ?? state.EndedAt;
        return over is null || over > due ? new(began, due, null, over, null, null) : Not(to.Why ?? WhyNotMeasured.EndedBefore);
    }

    /// <summary>One turn of something done again and again, from one finished run to the next.</summary>
    /// <param name="before">When it was last finished; null when never.</param>
    /// <param name="finished">Null for the turn that is under way.</param>
    public static MeasuredLimit Of(Limit.Every limit, Instant? before, Instant? finished) =>
        before is not { } began ? Not(WhyNotMeasured.FirstOfAll)
        : Deadlines.After(limit.Most, began) is not { } due ? Not(WhyNotMeasured.Endless)
        : new(began, due, finished, null, null, null);

    static FieldValue? Field(RunState state, string name) => state.Fields.GetValueOrDefault(name) ?? state.Fields.FirstOrDefault(field => field.Key == Placeholders.Key(name)).Value;

    /// <summary>When an event of a run happened, or why it did not.</summary>
    readonly record struct Moment(Instant? At, WhyNotMeasured? Why = null, Instant? Over = null, string? Slowest = null)
    {
        /// <param name="ofTheRun">What the run as a whole stands for: its start, or its end.</param>
        public static Moment Of(LimitEvent what, RunState state, Instant? ofTheRun)
        {
            if (what.Procedure is null) return Deadlines.Moment(Field(state, what.Words)) is { } recorded ? new(recorded) : new(null, WhyNotMeasured.DateNotRecorded);
            if (what.Step is not { } anchor) return new(ofTheRun);
            var all = state.Steps.Where(step => step.Step.Anchor == anchor).ToList();
            if (all.Count == 0) return new(null, WhyNotMeasured.StepUnknown);
            // Of a step done for several items each of them; without those this run did not need.
            var needed = all.Where(step => all.All(other => other.Parent != step.Key) && step.Status is not (StepStatus.NotApplicable or StepStatus.NotTaken)).ToList();
            if (needed.Count == 0) return new(null, WhyNotMeasured.NotNeeded);
            if (needed.Where(step => step.IsSettled && step.CompletedAt is null).Min(step => step.SettledAt) is { } left) return new(null, WhyNotMeasured.StepSkipped, left);
            return needed.All(step => step.CompletedAt is not null) && needed.MaxBy(step => step.CompletedAt) is { } last ? new(last.CompletedAt, Slowest: last.Item?.Label) : default;
        }
    }
}
