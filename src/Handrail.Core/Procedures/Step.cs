namespace Handrail.Core.Procedures;

/// <summary>One instruction and what a run needs to know about it.</summary>
public sealed record Step
{
    /// <summary>The step's identity across revisions: written as {#anchor}, else derived from the instruction. Unique in the procedure.</summary>
    public required string Anchor { get; init; }
    public required bool AnchorIsWritten { get; init; }

    /// <summary>As people say it: "4", "2.1"; contingencies "C1", rollback "R1".</summary>
    public required string Number { get; init; }
    public required Track Track { get; init; }

    /// <summary>The first line without markup, anchor and checkbox.</summary>
    public required string Instruction { get; init; }
    /// <summary>The instruction's inline Markdown, without the anchor.</summary>
    public required Span InstructionSpan { get; init; }
    /// <summary>The whole list item, from its marker to its end, children included.</summary>
    public required Span Span { get; init; }

    /// <summary>Plain detail in document order: paragraphs, code, tables, images, bullets that are no field lines, tool variants.</summary>
    public IReadOnlyList<Detail> Details { get; init; } = [];

    /// <summary>Every field line as written, for lint and the editor; the typed properties below are read from these.</summary>
    public IReadOnlyList<FieldLine> Lines { get; init; } = [];

    public string? Role { get; init; }
    public string? System { get; init; }
    public Deadline? Within { get; init; }
    public IReadOnlyList<RecordField> Records { get; init; } = [];
    public string? Evidence { get; init; }
    /// <summary>The checkpoint: the result one must be able to see.</summary>
    public string? Verify { get; init; }
    public string? VerifiedBy { get; init; }
    public string? Approval { get; init; }
    public WaitFor? Wait { get; init; }
    public Condition? OnlyIf { get; init; }
    /// <summary>The set the step repeats over, as written.</summary>
    public string? ForEach { get; init; }
    public ProcedureLink? Run { get; init; }
    public Exit? IfItFails { get; init; }
    public EscalateTo? Escalate { get; init; }
    public bool Optional { get; init; }

    /// <summary>Non-empty makes the step a decision: the instruction is the question.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];
    public IReadOnlyList<Step> Children { get; init; } = [];

    public bool IsDecision => Answers.Count > 0;
    public IEnumerable<Step> SelfAndDescendants => Children.SelectMany(child => child.SelfAndDescendants).Prepend(this);
}

/// <param name="Tool">The tool this detail is for ("In Okta: ..."), or null when it is for everyone.</param>
public sealed record Detail(string? Tool, Span Span);

public enum FieldKey { Role, System, In, Within, Record, Evidence, Verify, VerifiedBy, Approval, Wait, OnlyIf, ForEach, Run, IfItFails, Escalate, Optional, Answer }

/// <param name="Label">The key as written, or the answer or tool.</param>
/// <param name="Value">Plain text after the colon, links kept as Markdown.</param>
public sealed record FieldLine(FieldKey Key, string Label, string Value, Span Span, Span ValueSpan);

public enum FieldType { Text, LongText, Number, Date, DateAndTime, YesNo, Choice, Checklist, Member, System, File, Link, SecretReference, Unknown }

/// <summary>A typed input, from a line such as "Record: Departure (date and time, required)".</summary>
/// <param name="Key">The label as an identifier, the way conditions and placeholders find it: lower case, words joined by "-".</param>
/// <param name="Options">Of a choice or checklist.</param>
/// <param name="TypeAsWritten">What the type was before reading; says what is wrong when <paramref name="Type"/> is unknown.</param>
public sealed record RecordField(string Label, string Key, FieldType Type, bool Required, IReadOnlyList<string> Options, string TypeAsWritten, Span Span);

public enum DeadlineFrom { StepOpened, RunStart, PreviousStep, Field }

/// <param name="Field">The label of the date field when <paramref name="From"/> is Field.</param>
public sealed record Deadline(Interval Length, DeadlineFrom From, string? Field);

/// <summary>A duration, a condition in words, or both ("30 days, then delete the mailbox").</summary>
public sealed record WaitFor(Interval? Length, string Text);

/// <param name="Target">A relative path or a number such as SOP-014, as written.</param>
public sealed record ProcedureLink(string Text, string Target)
{
    /// <summary>The number or file name a link's target names, without folder and step.</summary>
    public static string NameIn(string target) => Uri.UnescapeDataString(target.Split('#')[0]).Replace('\\', '/').Split('/')[^1];
}

public sealed record EscalateTo(string Role, Interval? After);

/// <param name="Label">What the person chooses, for example "Yes".</param>
/// <param name="Inferred">Read from prose ("If ..., go to ..."), waiting for confirmation.</param>
public sealed record Answer(string Label, Exit Exit, bool Inferred, Span Span);

/// <summary>Where a decision's answer or a failed step leads.</summary>
public abstract record Exit
{
    /// <summary>On with the next step.</summary>
    public sealed record Continue : Exit;
    /// <summary>The run ends here, as the procedure says.</summary>
    public sealed record Stop : Exit;
    public sealed record GoTo(string Anchor) : Exit;
    public sealed record RollBack : Exit;
    public sealed record Start(ProcedureLink Procedure) : Exit;
    /// <summary>Words only: shown, the person decides.</summary>
    public sealed record Advice(string Text) : Exit;
}
