using System.Text.Json.Serialization;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>Where a step stands. From <see cref="Done"/> on the step is settled and the run goes on without it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
public enum StepStatus
{
    /// <summary>Not reached yet.</summary>
    Pending,
    /// <summary>A person must say whether the step applies.</summary>
    ConditionAsked,
    /// <summary>A person must say what the step repeats over.</summary>
    ItemsAsked,
    /// <summary>Its sub-steps or instances are being worked.</summary>
    Underway,
    /// <summary>The run sleeps until a moment or an event.</summary>
    Waiting,
    /// <summary>For a child run: to be started, or to end.</summary>
    AwaitingRun,
    /// <summary>To be done now.</summary>
    Open,
    AwaitingVerification,
    AwaitingApproval,
    /// <summary>Did not work; somebody must choose a way out.</summary>
    Failed,
    /// <summary>A contingency is being worked; afterwards the run comes back here.</summary>
    Detour,
    Done,
    Skipped,
    /// <summary>Did not work, and the run went on.</summary>
    WentOn,
    NotApplicable,
    /// <summary>A decision, a stop or a rollback led elsewhere.</summary>
    NotTaken,
}

/// <summary>One step of one run in its present or an earlier round.</summary>
public sealed record StepState
{
    /// <summary>The name facts and acts use; safe in a URL segment when the anchor is.</summary>
    public required string Key { get; init; }
    /// <summary>What the procedure says. Of an added step: made from what was typed, with empty spans.</summary>
    public required Step Step { get; init; }
    /// <summary>The key of the step it is a sub-step or instance of.</summary>
    public string? Parent { get; init; }
    public required Phase Phase { get; init; }
    /// <summary>The item, for an instance of a repeated step and its sub-steps.</summary>
    public RunItem? Item { get; init; }
    public bool IsAdded { get; init; }
    public required int Round { get; init; }
    public required StepStatus Status { get; init; }

    public Instant? OpenedAt { get; init; }
    public Instant? DueAt { get; init; }
    /// <summary>When its own part could begin: after its sub-steps.</summary>
    public Instant? ReadyAt { get; init; }
    /// <summary>When the wait is over; null while not waiting, or when it ends with an event.</summary>
    public Instant? WakesAt { get; init; }
    /// <summary>When to call the role under "Escalate"; null when nobody is to be called or it has happened.</summary>
    public Instant? EscalateAt { get; init; }
    /// <summary>When somebody did it. Verification and approval come after.</summary>
    public Instant? CompletedAt { get; init; }
    public string? CompletedBy { get; init; }
    /// <summary>When the run could go on.</summary>
    public Instant? SettledAt { get; init; }
    public string? SettledBy { get; init; }

    public string? ClaimedBy { get; init; }
    public Instant? ClaimedAt { get; init; }
    public string? Answer { get; init; }
    public IReadOnlyList<FieldValue> Values { get; init; } = [];
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public string? VerifiedBy { get; init; }
    public Instant? VerifiedAt { get; init; }
    public string? ApprovedBy { get; init; }
    public Instant? ApprovedAt { get; init; }
    /// <summary>Why it failed, was skipped, or was done otherwise than written.</summary>
    public string? Reason { get; init; }
    public string? FailedBy { get; init; }
    public Instant? FailedAt { get; init; }
    /// <summary>After a failure: the contingency or procedure written for it has been worked.</summary>
    public bool WayOutTaken { get; init; }
    /// <summary>The child run it waits for or waited for.</summary>
    public ChildRun? Child { get; init; }
    public bool? ConditionHolds { get; init; }
    public IReadOnlyList<RunItem>? Items { get; init; }

    internal bool WaitOver { get; init; }
    internal bool LateNoted { get; init; }
    /// <summary>A jump left it while others still work in it: its own part will not open.</summary>
    internal bool OwnLeft { get; init; }

    public bool IsSettled => Status >= StepStatus.Done;

    /// <summary>Done or decided one way or the other, as opposed to not needed in this run.</summary>
    public bool IsWorked => Status is StepStatus.Done or StepStatus.Skipped or StepStatus.WentOn;

    /// <summary>Somebody or something can move it on.</summary>
    public bool IsActive => Status is > StepStatus.Pending and < StepStatus.Done and not StepStatus.Underway;

    /// <summary>From opening to completion.</summary>
    public TimeSpan? Took => CompletedAt - OpenedAt;

    /// <summary>Time past the limit at <paramref name="now"/> or, when completed, at completion; null when within it.</summary>
    public TimeSpan? Overrun(Instant now) => (CompletedAt ?? SettledAt ?? now) is var end && DueAt < end ? end - DueAt : null;

    /// <summary>"step 4 “Disable the account” (Okta)".</summary>
    public string Name => Item is null ? $"step {Step.Number} “{Step.Instruction}”" : $"step {Step.Number} “{Step.Instruction}” ({Item.Label})";
}

/// <param name="Run">The child's id.</param>
/// <param name="Procedure">The link's target as written.</param>
/// <param name="Ending">Null while it runs.</param>
public sealed record ChildRun(string Step, int Round, string Run, string Procedure, Instant StartedAt, string StartedBy, Instant? EndedAt, RunEnding? Ending);
