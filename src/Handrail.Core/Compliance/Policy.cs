using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance;

/// <summary>
/// What must be done and why, as read from its Markdown text: numbered clauses, each with the limits it sets, the procedures that carry it out and
/// the controls it serves. The text is the truth: everything here points back into <see cref="Source"/>.
/// </summary>
public sealed record Policy
{
    /// <summary>The file's name without its ending: the part before "#" where a procedure names a clause.</summary>
    public required string Id { get; init; }
    public required string Source { get; init; }
    public required PolicyHeader Header { get; init; }

    /// <summary>From the front matter, else the first heading, else the file name.</summary>
    public required string Title { get; init; }

    /// <summary>All level-2 sections in document order; what stands before the first is a section of kind <see cref="SectionKind.Preamble"/>.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>What the reader inferred or could not read.</summary>
    public required IReadOnlyList<ReadingNote> Notes { get; init; }

    public Clause? Find(string anchor) => Clauses.FirstOrDefault(clause => clause.Anchor == anchor);

    /// <summary>The way procedures name it: access-control#leavers.</summary>
    public string IdOf(Clause clause) => $"{Id}#{clause.Anchor}";
}

/// <summary>The front matter of a policy. Unknown keys survive in the text and are named here.</summary>
public sealed record PolicyHeader
{
    public string? Title { get; init; }
    /// <summary>A role.</summary>
    public string? Owner { get; init; }
    public string? Summary { get; init; }
    public Interval? Review { get; init; }
    /// <summary>Ids of the frameworks the policy as a whole answers to.</summary>
    public IReadOnlyList<string> Frameworks { get; init; } = [];
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];
    /// <summary>The whole front matter with its fences; empty when there is none.</summary>
    public Span Span { get; init; }
}

/// <summary>One sentence that binds, with what a machine and an auditor need to know about it.</summary>
public sealed record Clause
{
    /// <summary>The clause's identity across revisions, unique in the policy: written as {#anchor}, else derived from the sentence.</summary>
    public required string Anchor { get; init; }
    public required bool AnchorIsWritten { get; init; }

    /// <summary>Its place in the policy, from 1.</summary>
    public required int Number { get; init; }
    /// <summary>The number as the text shows it; people read that one.</summary>
    public required int NumberAsWritten { get; init; }
    /// <summary>The heading it stands under, empty where clauses are not grouped.</summary>
    public required string Group { get; init; }

    /// <summary>The first line without markup and anchor.</summary>
    public required string Text { get; init; }
    public required Span TextSpan { get; init; }
    /// <summary>The whole list item, from its marker to its end.</summary>
    public required Span Span { get; init; }

    /// <summary>Explanations and exceptions: what stands below the sentence and is no line with a key.</summary>
    public required IReadOnlyList<Span> Details { get; init; }
    /// <summary>Every line with a known key as written; what follows is read from these.</summary>
    public required IReadOnlyList<ClauseLine> Lines { get; init; }

    public IReadOnlyList<Limit> Limits { get; init; } = [];
    /// <summary>The procedures that carry it out; a target as written.</summary>
    public IReadOnlyList<ProcedureLink> Procedures { get; init; } = [];
    /// <summary>Who keeps it where no procedure does: a rule of conduct ("everybody who works here").</summary>
    public string? KeptBy { get; init; }
    /// <summary>framework:id, for example iso27001:A.5.18.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];
    /// <summary>Where its numbers come from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}

public enum ClauseKey { Limit, CarriedOutBy, Controls, Source }

/// <param name="Value">Plain text after the colon, links kept as Markdown.</param>
public sealed record ClauseLine(ClauseKey Key, string Value, Span Span, Span ValueSpan);
