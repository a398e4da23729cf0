using System.Text.Json.Serialization;
using Handrail.Core.Journal;

namespace Handrail.Core.Running;

/// <summary>Something that happened in a run. A run's state is the fold of these and nothing else.</summary>
public abstract record RunFact : Fact;

/// <summary>Something that happened to one step.</summary>
/// <param name="Step">The step's key: its anchor, for an instance of a repeated step followed by "~" and the item's key.</param>
/// <param name="Round">1 the first time through, one more for each time the run comes back to the step.</param>
public abstract record StepFact(string Step, int Round) : RunFact;

[JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
public enum RunKind
{
    Live,
    Drill,
    Training,
    WalkThrough,
    /// <summary>A drill of a draft: it shows how the words work, and counts nowhere as the procedure having been run.</summary>
    Trial,
}

[JsonConverter(typeof(JsonStringEnumConverter<RunEnding>))]
public enum RunEnding
{
    Completed,
    /// <summary>A decision ended the run, as the procedure says.</summary>
    Stopped,
    RolledBack,
    Abandoned,
}

/// <param name="Procedure">Number and revision as people say it, for example "SOP-014 v3".</param>
/// <param name="Parent">The run whose step started this one.</param>
/// <param name="Sha256">Of the text that is followed, in 64 lower-case hexadecimal digits: which words were in force is not a matter of trust.</param>
public sealed record RunStarted(string Title, RunKind Kind, string Procedure, string? Parent, string? Sha256 = null) : RunFact;

public sealed record RunHandedOver(string To, string? Note) : RunFact;
public sealed record RunPaused(string? Reason) : RunFact;
public sealed record RunResumed : RunFact;
public sealed record RunAbandoned(string Reason) : RunFact;
public sealed record RunFinished(RunEnding Ending, string? Summary) : RunFact;

/// <param name="Step">The step that made it necessary, if it was one.</param>
/// <param name="Target">The rollback step to begin with, when not the first.</param>
public sealed record RollbackStarted(string? Step, string? Target, string? Reason) : RunFact;

/// <param name="Step">Null for what is recorded before the first step.</param>
/// <param name="Reason">Given when an earlier value is corrected.</param>
public sealed record FieldsRecorded(string? Step, int Round, IReadOnlyList<FieldValue> Values, string? Reason) : RunFact
{
    public bool Equals(FieldsRecorded? other) => other is not null && Step == other.Step && Round == other.Round && Reason == other.Reason && Lists.Same(Values, other.Values);
    public override int GetHashCode() => HashCode.Combine(Step, Round, Reason, Lists.Hash(Values));
}

/// <param name="Step">Null for evidence of the run as a whole.</param>
public sealed record EvidenceAttached(string? Step, int Round, EvidenceFile File) : RunFact;

public sealed record NoteAdded(string? Step, string Text) : RunFact;

/// <summary>What was done otherwise than written, so that nobody has to work it out later.</summary>
/// <param name="Overrun">Of a late step: time past its limit.</param>
public sealed record DeviationNoted(string Step, int Round, DeviationKind Kind, string Reason, string Detail, TimeSpan? Overrun) : StepFact(Step, Round);

/// <param name="Asked">True when a person decided, false when it followed from what was recorded.</param>
public sealed record ConditionAnswered(string Step, int Round, bool Holds, bool Asked) : StepFact(Step, Round);

/// <summary>What a "For each" step repeats over, in order.</summary>
public sealed record ItemsChosen(string Step, int Round, IReadOnlyList<RunItem> Items, bool Asked) : StepFact(Step, Round)
{
    public bool Equals(ItemsChosen? other) => base.Equals(other) && Asked == other.Asked && Lists.Same(Items, other.Items);
    public override int GetHashCode() => HashCode.Combine(Step, Round, Asked, Lists.Hash(Items));
}

public sealed record StepClaimed(string Step, int Round) : StepFact(Step, Round);
public sealed record StepHandedOver(string Step, int Round, string To, string? Note) : StepFact(Step, Round);

/// <param name="To">The role or member called.</param>
public sealed record StepEscalated(string Step, int Round, string To) : StepFact(Step, Round);

/// <param name="Answer">Of a decision: the answer's label.</param>
/// <param name="Reason">Why otherwise than written, where it was.</param>
public sealed record StepCompleted(string Step, int Round, string? Answer, string? Reason) : StepFact(Step, Round);

public sealed record StepVerified(string Step, int Round) : StepFact(Step, Round);
public sealed record StepApproved(string Step, int Round, string? Comment) : StepFact(Step, Round);
public sealed record ApprovalDeclined(string Step, int Round, string Reason) : StepFact(Step, Round);
public sealed record StepSkipped(string Step, int Round, string? Reason) : StepFact(Step, Round);

/// <summary>The step did not work: by the person doing it, or by the one who was to verify it.</summary>
public sealed record StepFailed(string Step, int Round, string Reason) : StepFact(Step, Round);

/// <summary>The failed round is over; the step begins anew.</summary>
public sealed record StepRetried(string Step, int Round) : StepFact(Step, Round);

/// <summary>The way out that the procedure writes for a failed step was taken.</summary>
public sealed record WayOutTaken(string Step, int Round) : StepFact(Step, Round);

/// <summary>The run went on although the step did not work.</summary>
public sealed record FailureAccepted(string Step, int Round, string Reason) : StepFact(Step, Round);

public sealed record WaitEnded(string Step, int Round, string? Reason) : StepFact(Step, Round);

/// <param name="Run">The child run's id.</param>
/// <param name="Procedure">The link's target as written.</param>
public sealed record ChildRunStarted(string Step, int Round, string Run, string Procedure) : StepFact(Step, Round);

public sealed record ChildRunEnded(string Step, int Round, string Run, RunEnding Ending) : StepFact(Step, Round);

/// <summary>A step that the procedure does not have.</summary>
/// <param name="Step">The new step's key.</param>
/// <param name="After">The key of the step it follows.</param>
public sealed record StepAdded(string Step, string After, string Instruction, string? Role, string Reason) : RunFact;
