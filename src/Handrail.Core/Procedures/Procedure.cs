namespace Handrail.Core.Procedures;

/// <summary>
/// One procedure as read from its Markdown text. The text is the truth: everything here points back into <see cref="Source"/> by span,
/// and nothing is known here that the text does not say.
/// </summary>
public sealed record Procedure
{
    public required string Source { get; init; }
    public required Header Header { get; init; }

    /// <summary>From the front matter, else the first heading, else the file name.</summary>
    public required string Title { get; init; }

    /// <summary>All level-2 sections in document order; what stands before the first is a section of kind <see cref="SectionKind.Preamble"/>.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>The steps people follow, grouped in phases. Empty for a text that is not a procedure.</summary>
    public required IReadOnlyList<Phase> Main { get; init; }

    /// <summary>"If something goes wrong": each phase, or each top-level step of an untitled phase, is a way out of its own.</summary>
    public required IReadOnlyList<Phase> Contingencies { get; init; }

    /// <summary>The way back, in order.</summary>
    public required IReadOnlyList<Phase> Rollback { get; init; }

    /// <summary>What is recorded before a run starts.</summary>
    public required IReadOnlyList<RecordField> StartFields { get; init; }

    public required IReadOnlyList<EscalationRule> Escalations { get; init; }
    public required IReadOnlyList<MessageTemplate> Messages { get; init; }

    /// <summary>What the reader inferred or could not read; shown on import, never silently acted upon.</summary>
    public required IReadOnlyList<ReadingNote> Notes { get; init; }

    /// <summary>Of all tracks: main, contingencies, rollback.</summary>
    public IEnumerable<Phase> AllPhases => Main.Concat(Contingencies).Concat(Rollback);

    /// <summary>Every step of every track, children after their parent, in document order within the track.</summary>
    public IEnumerable<Step> AllSteps => AllPhases.SelectMany(phase => phase.Steps).SelectMany(step => step.SelfAndDescendants);

    /// <summary>Where nothing fails, no step waits for a second person or for the run of another procedure.</summary>
    public bool IsDoneAlone => Main.SelectMany(phase => phase.Steps).SelectMany(step => step.SelfAndDescendants).All(step => step is { Approval: null, VerifiedBy: null, Run: null });

    public Step? Find(string anchor) => AllSteps.FirstOrDefault(step => step.Anchor == anchor);
}

/// <summary>The front matter. Unknown keys survive in the text and are named here.</summary>
public sealed record Header
{
    public string? Title { get; init; }
    public string? Summary { get; init; }
    public string? Family { get; init; }
    /// <summary>A role.</summary>
    public string? Owner { get; init; }
    /// <summary>framework:id, for example iso27001:A.5.18.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];
    /// <summary>policy#clause, for example access-control#leavers.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];
    public Interval? Review { get; init; }
    /// <summary>Title pattern of a run, with placeholders.</summary>
    public string? Run { get; init; }
    public string? Classification { get; init; }
    public IReadOnlyList<string> Audience { get; init; } = [];
    /// <summary>Who may run it, by the same names; none where everybody may who reads it.</summary>
    public IReadOnlyList<string> Runners { get; init; } = [];
    /// <summary>Who may write in it, by the same names; none where everybody may who reads it.</summary>
    public IReadOnlyList<string> Writers { get; init; } = [];
    public string? Schedule { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];
    /// <summary>The whole front matter with its fences; empty when there is none.</summary>
    public Span Span { get; init; }
}

public enum SectionKind { Preamble, Purpose, Scope, Roles, Definitions, BeforeYouStart, Steps, Contingency, Rollback, Escalation, Messages, Records, References, Other }

/// <param name="Heading">As written, without markup; empty for the preamble.</param>
/// <param name="Span">From the heading to the next section.</param>
public sealed record Section(SectionKind Kind, string Heading, string Anchor, Span Span);

public enum Track { Main, Contingency, Rollback }

/// <summary>A named group of steps; the title is empty where the text has no phase headings.</summary>
public sealed record Phase(string Title, string Anchor, Track Track, bool AnyOrder, IReadOnlyList<Step> Steps, Span Span);

public sealed record EscalationRule(string When, string Who, string Within, Span Span);

public sealed record MessageTemplate(string Title, string Markdown, Span Span);

/// <param name="Code">Stable, for example "inferred-decision" or "front-matter-unreadable".</param>
public sealed record ReadingNote(string Code, string Message, Span Span);
