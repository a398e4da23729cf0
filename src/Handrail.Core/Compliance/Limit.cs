using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance;

/// <summary>A time a clause sets, in a form that runs can be measured by.</summary>
/// <param name="Text">As written.</param>
/// <param name="Span">The whole line.</param>
public abstract record Limit(string Text, Span Span)
{
    /// <summary>Null when the limit could not be read.</summary>
    public abstract Interval? Length { get; }

    /// <summary>What is measured, whatever time it may take: "departure to offboard-a-leaver.md#revoke". It stays the same when 24 hours become 4, and when a link is worded otherwise.</summary>
    public virtual string Measure => Text;

    /// <summary>"24 hours from Departure to [every account revoked](offboard-a-leaver.md#revoke)": at most so long between two events of one run.</summary>
    /// <param name="OnlyIf">"... if CVSS >= 9": for which runs it holds; null for all.</param>
    public sealed record Within(Interval Most, LimitEvent From, LimitEvent To, Condition? OnlyIf, string Text, Span Span) : Limit(Text, Span)
    {
        public override Interval Length => Most;

        /// <summary>The procedure whose runs it is measured on, as written; null where neither event names one.</summary>
        public string? Procedure => To.Procedure ?? From.Procedure;

        public override string Measure => $"{From.Moment} to {To.Moment}{(OnlyIf is null ? "" : Text[Text.LastIndexOf(" if ", StringComparison.OrdinalIgnoreCase)..].TrimEnd('.').ToLowerInvariant())}";
    }

    /// <summary>"every 3 months: [Review of access rights](access-review.md)": a run is finished at least so often.</summary>
    /// <param name="Procedure">Null where only words say what is done.</param>
    public sealed record Every(Interval Most, ProcedureLink? Procedure, string What, string Text, Span Span) : Limit(Text, Span)
    {
        public override Interval Length => Most;

        public override string Measure => $"again and again {(Procedure is { } link ? ProcedureLink.NameIn(link.Target) : What)}";
    }

    /// <summary>"keep security logs for 12 months": at least so long.</summary>
    public sealed record Keep(Interval Least, string What, string Text, Span Span) : Limit(Text, Span)
    {
        public override Interval Length => Least;
    }

    /// <summary>Could not be read: lint says so, and nothing is measured.</summary>
    public sealed record Unread(string Text, Span Span) : Limit(Text, Span)
    {
        public override Interval? Length => null;
    }
}

/// <summary>
/// A moment in a run. With a procedure and a step: when the step is done, in the last of its instances. With a procedure alone: the start of the
/// run where a limit begins, its end where a limit ends. With words alone: the recorded date of that name.
/// </summary>
/// <param name="Words">As people say it: "Departure", "every account revoked".</param>
/// <param name="Procedure">A relative path or number, as written.</param>
/// <param name="Step">An anchor in that procedure.</param>
public sealed record LimitEvent(string Words, string? Procedure = null, string? Step = null)
{
    /// <summary>The same for every way of writing it.</summary>
    internal string Moment => Procedure is null ? Placeholders.Key(Words) : ProcedureLink.NameIn(Procedure) + (Step is null ? "" : "#" + Step);
}
