namespace Handrail.Core.Running;

/// <summary>What somebody asks a run to do. Texts are as typed; the engine trims and checks them.</summary>
public abstract record RunAct;

/// <param name="Step">The step's key.</param>
/// <param name="Round">The round the person saw, so that a late form cannot act on the next; null for the present one.</param>
public abstract record StepAct(string Step, int? Round) : RunAct;

/// <param name="Procedure">Number and revision, for example "SOP-014 v3".</param>
public sealed record StartRun(string Procedure, RunKind Kind = RunKind.Live, string? Title = null, string? Parent = null) : RunAct
{
    public IReadOnlyList<FieldValue> Fields { get; init; } = [];
}

/// <summary>Done. Fields and evidence handed in here are recorded first.</summary>
public sealed record CompleteStep(string Step, int? Round = null) : StepAct(Step, Round)
{
    public IReadOnlyList<FieldValue> Fields { get; init; } = [];
    public IReadOnlyList<EvidenceFile> Evidence { get; init; } = [];
    /// <summary>A decision's answer.</summary>
    public string? Answer { get; init; }
    /// <summary>Whether the checkpoint's result is there. False makes it a failure.</summary>
    public bool? Confirmed { get; init; }
    /// <summary>Why there is no evidence.</summary>
    public string? WithoutEvidence { get; init; }
    /// <summary>Why otherwise than written: early, out of order, late, or what is wrong when not confirmed.</summary>
    public string? Reason { get; init; }
}

public sealed record FailStep(string Step, string? Reason, int? Round = null) : StepAct(Step, Round);
public sealed record RetryStep(string Step, int? Round = null) : StepAct(Step, Round);
/// <summary>After a failure: go on although the step did not work.</summary>
public sealed record AcceptFailure(string Step, string? Reason, int? Round = null) : StepAct(Step, Round);
/// <summary>After a failure: what the procedure writes under "If it fails".</summary>
public sealed record TakeWayOut(string Step, int? Round = null) : StepAct(Step, Round);
public sealed record SkipStep(string Step, string? Reason, int? Round = null) : StepAct(Step, Round);

/// <param name="Confirmed">False when the second person finds it is not so: the step has failed.</param>
public sealed record VerifyStep(string Step, bool Confirmed = true, string? Reason = null, int? Round = null) : StepAct(Step, Round);
/// <summary>A signature; may also be given before the step is done.</summary>
public sealed record ApproveStep(string Step, string? Comment = null, int? Round = null) : StepAct(Step, Round);
public sealed record DeclineApproval(string Step, string? Reason, int? Round = null) : StepAct(Step, Round);

public sealed record AnswerCondition(string Step, bool Holds, string? Reason = null, int? Round = null) : StepAct(Step, Round);
public sealed record ChooseItems(string Step, IReadOnlyList<RunItem> Items, int? Round = null) : StepAct(Step, Round);

/// <summary>Records values before completion, or corrects them afterwards (with a reason).</summary>
/// <param name="Step">Null for what was recorded at the start.</param>
public sealed record RecordFields(string? Step, IReadOnlyList<FieldValue> Fields, string? Reason = null, int? Round = null) : RunAct;

/// <param name="Step">Null for the run as a whole.</param>
public sealed record AttachEvidence(string? Step, EvidenceFile File, int? Round = null) : RunAct;
/// <param name="Step">Null for the run as a whole.</param>
public sealed record AddNote(string? Step, string? Text) : RunAct;

public sealed record ClaimStep(string Step, int? Round = null) : StepAct(Step, Round);
/// <param name="To">A member's id.</param>
public sealed record HandOverStep(string Step, string? To, string? Note = null, int? Round = null) : StepAct(Step, Round);
/// <param name="To">The role or member called; null for the one the procedure names.</param>
public sealed record EscalateStep(string Step, string? To = null, int? Round = null) : StepAct(Step, Round);
/// <param name="Reason">Needed before the wait is over.</param>
public sealed record EndWait(string Step, string? Reason = null, int? Round = null) : StepAct(Step, Round);

/// <param name="Run">The id of the run that was started for this step.</param>
public sealed record StartChildRun(string Step, string? Run, int? Round = null) : StepAct(Step, Round)
{
    /// <summary>What that run is to know from its start, as far as this one does not know it.</summary>
    public IReadOnlyList<FieldValue> Fields { get; init; } = [];
}

public sealed record EndChildRun(string Step, string? Run, RunEnding Ending) : RunAct;

/// <param name="After">The key of the step it follows; null for after the first open one.</param>
public sealed record AddStep(string? After, string? Instruction, string? Reason, string? Role = null) : RunAct;

/// <param name="To">A member's id.</param>
public sealed record HandOverRun(string? To, string? Note = null) : RunAct;
public sealed record PauseRun(string? Reason = null) : RunAct;
public sealed record ResumeRun : RunAct;
/// <param name="Step">The step that makes it necessary, if it is one.</param>
public sealed record StartRollback(string? Step, string? Reason) : RunAct;
public sealed record FinishRun(string? Summary = null) : RunAct;
public sealed record AbandonRun(string? Reason) : RunAct;
