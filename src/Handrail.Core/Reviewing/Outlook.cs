using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;

namespace Handrail.Core.Reviewing;

/// <summary>When a procedure wants its next review, and why. Only what happened since the last one counts.</summary>
/// <param name="Since">The last review, or the publication after it.</param>
/// <param name="Due">The day the interval sets.</param>
/// <param name="HeldUntil">A review asked for a revision: until then nobody is asked again.</param>
public sealed record Outlook(Instant Since, Instant Due, Instant? HeldUntil, IReadOnlyList<ReviewTrigger> Triggers)
{
    /// <summary>How long before its day whoever answers for a procedure is told, at most: where the interval is short, in its last quarter.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    /// <summary>How long a revision that a review asked for may take before the review comes up again.</summary>
    public static readonly TimeSpan RevisionTakes = TimeSpan.FromDays(30);

    /// <summary>The day that the interval of a text sets: 12 months later where it names none.</summary>
    public static Instant DueAfter(Header header, Instant at) => (header.Review ?? new Interval(12, IntervalUnit.Month)).After(at);

    /// <summary>Whether it stays as it is when a version comes into force: one that only puts words right takes the place of no review, unless a review asked for it.</summary>
    public bool Outlives(Weight weight) => weight == Weight.Editorial && HeldUntil is null;

    /// <summary>From when on it waits for somebody: its day, or the first reason before that.</summary>
    public Instant WantedAt => NotBefore(Due);

    /// <summary>From when on whoever answers for it is told that it comes up.</summary>
    public Instant RemindAt => NotBefore(Due - (Ahead < (Due - Since) / 4 ? Ahead : (Due - Since) / 4));

    Instant NotBefore(Instant due)
    {
        var first = Triggers.Select(trigger => trigger.At).Append(due).Min();
        return HeldUntil > first ? HeldUntil.Value : first;
    }

    /// <summary>What is known anew in the place of what was known of these kinds.</summary>
    public Outlook With(TriggerKind kind, IEnumerable<ReviewTrigger> triggers) => this with { Triggers = [.. Triggers.Where(trigger => trigger.Kind != kind), .. triggers] };

    /// <summary>One more; the latest about a thing says it.</summary>
    public Outlook With(ReviewTrigger trigger) => this with { Triggers = [.. Triggers.Where(other => (other.Kind, other.About) != (trigger.Kind, trigger.About)), trigger] };
}
