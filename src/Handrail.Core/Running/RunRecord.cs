namespace Handrail.Core.Running;

/// <summary>A run as it is shown, printed and handed to an auditor: plain values only, nothing to look up but members' names.</summary>
/// <param name="Took">From start to end, pauses included; null while it runs.</param>
public sealed record RunRecord(
    string Title, string Procedure, RunKind Kind, RunStatus Status, RunEnding? Ending, string? Parent,
    Instant? StartedAt, string? StartedBy, Instant? EndedAt, string? EndedBy, TimeSpan? Took, TimeSpan Paused, string? Summary,
    IReadOnlyList<string> Participants, IReadOnlyList<RecordedValue> StartValues, IReadOnlyList<StepRecord> Steps,
    IReadOnlyList<Deviation> Deviations, IReadOnlyList<EvidenceRecord> Evidence, IReadOnlyList<RunNote> Notes, IReadOnlyList<ChildRun> Children)
{
    /// <summary>The record of a run as it stands at the state's last fact.</summary>
    public static RunRecord Of(RunState state) => new(
        state.Title, state.ProcedureName, state.Kind, state.Status, state.Ending, state.Parent,
        state.StartedAt, state.StartedBy, state.EndedAt, state.EndedBy, state.EndedAt - state.StartedAt, state.PausedFor, state.Summary,
        state.Participants, Values(state, state.StartValues), Rows(state),
        state.Deviations, [.. state.Evidence.Select(evidence => new EvidenceRecord(evidence, state.Find(evidence.Step)?.Name))], state.Notes, state.Children);

    /// <summary>In the order they are read; earlier rounds of a step stand before its last.</summary>
    static List<StepRecord> Rows(RunState state)
    {
        var earlier = state.EarlierRounds.Where(step => step.Status != StepStatus.NotTaken).ToLookup(step => step.Key);
        var gone = state.EarlierRounds.Where(step => state.Find(step.Key) is null).Select(step => step.Key).Distinct();
        return [.. state.Steps.SelectMany(step => earlier[step.Key].Append(step)).Concat(gone.SelectMany(key => earlier[key])).Select(step => Row(state, step))];
    }

    static StepRecord Row(RunState state, StepState step) => new(
        step.Key, step.Round, step.Step.Number, step.Phase.Title, step.Step.Instruction, step.Item?.Label, step.IsAdded, step.Status,
        step.OpenedAt, step.CompletedAt, step.CompletedBy, step.Took, step.DueAt, step.CompletedAt > step.DueAt ? step.CompletedAt - step.DueAt : null,
        step.Answer, Values(state, step.Values), step.Step.Verify, step.VerifiedAt, step.VerifiedBy, step.ApprovedAt, step.ApprovedBy, step.Reason,
        step.Evidence.Count, step.Child?.Run);

    static IReadOnlyList<RecordedValue> Values(RunState state, IEnumerable<FieldValue> values) =>
        [.. values.Where(value => !value.IsBlank).Select(value => new RecordedValue(Names.Field(state.Procedure, value.Field)?.Label ?? value.Field, value))];
}

/// <param name="Label">As the procedure calls it.</param>
public sealed record RecordedValue(string Label, FieldValue Value);

/// <param name="StepName">Null for evidence of the run as a whole.</param>
public sealed record EvidenceRecord(Evidence Evidence, string? StepName);

/// <summary>One round of one step.</summary>
/// <param name="Item">What this instance was done for.</param>
/// <param name="Took">From opening to completion.</param>
/// <param name="Overrun">Time past the limit.</param>
/// <param name="Checkpoint">The result that was to be seen.</param>
public sealed record StepRecord(
    string Key, int Round, string Number, string Phase, string Instruction, string? Item, bool IsAdded, StepStatus Status,
    Instant? OpenedAt, Instant? CompletedAt, string? CompletedBy, TimeSpan? Took, Instant? DueAt, TimeSpan? Overrun,
    string? Answer, IReadOnlyList<RecordedValue> Values, string? Checkpoint, Instant? VerifiedAt, string? VerifiedBy, Instant? ApprovedAt, string? ApprovedBy, string? Reason,
    int Evidence, string? ChildRun);
