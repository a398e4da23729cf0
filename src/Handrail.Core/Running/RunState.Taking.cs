using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>What each fact changes. No rule is judged here: what could not have happened is ignored.</summary>
public sealed partial class RunState
{
    Instant _now;
    string _by = "";

    void Take(RunEntry entry)
    {
        if (!_seen.Add(entry)) return;
        (_now, _by) = (entry.At, entry.By);
        if (entry.Fact is RunStarted started) TakeStart(started);
        else if (Status is RunStatus.Running or RunStatus.Paused) TakeFact(entry.Fact);
        else return;
        if (!_participants.Contains(entry.By)) _participants.Add(entry.By);
    }

    void TakeStart(RunStarted fact)
    {
        if (Status != RunStatus.NotStarted) return;
        (Status, Title, Kind, ProcedureName, Parent) = (RunStatus.Running, fact.Title, fact.Kind, fact.Procedure, fact.Parent);
        (StartedAt, StartedBy, Lead) = (_now, _by, _by);
        Advance();
    }

    void TakeFact(RunFact fact)
    {
        switch (fact)
        {
            case NoteAdded note: _notes.Add(new(note.Step, note.Text, _now, _by)); break;
            case EvidenceAttached evidence: TakeEvidence(evidence); break;
            case FieldsRecorded recorded: TakeFields(recorded); break;
            case RunHandedOver handed: Lead = handed.To; break;
            case RunPaused paused: (Status, PausedAt, Summary) = (RunStatus.Paused, _now, paused.Reason); break;
            case RunResumed: Resume(); break;
            case RunAbandoned abandoned: End(RunStatus.Abandoned, RunEnding.Abandoned, abandoned.Reason); break;
            case RunFinished finished: End(RunStatus.Finished, finished.Ending, finished.Summary); break;
            case RollbackStarted rollback: TakeRollback(rollback); Advance(); break;
            case StepAdded added: TakeAdded(added); Advance(); break;
            case ChildRunEnded ended: TakeChildEnded(ended); Advance(); break;
            case StepFact about when _plan.Find(about.Step) is { } place && Of(place).Round == about.Round: TakeStep(about, place, Of(place)); break;
        }
    }

    void Resume()
    {
        if (PausedAt is { } since) PausedFor += _now - since;
        (Status, PausedAt, Summary) = (RunStatus.Running, null, null);
    }

    void End(RunStatus status, RunEnding ending, string? summary)
    {
        Resume();
        if (status == RunStatus.Finished) CloseEverything();
        (Status, Ending, EndedAt, EndedBy, Summary) = (status, ending, _now, _by, summary);
    }

    /// <summary>A stop may leave steps behind that nobody will come to.</summary>
    void CloseEverything()
    {
        Close(IsRollingBack ? _plan.Rollback : _plan.Main, StepStatus.NotTaken);
        DropStaleDetours();
    }

    void TakeEvidence(EvidenceAttached fact)
    {
        var evidence = new Evidence(fact.Step, fact.Round, fact.File, _now, _by);
        _evidence.Add(evidence);
        if (_plan.Find(fact.Step) is { } place && Of(place) is var step && step.Round == fact.Round) Put(place, step with { Evidence = [.. step.Evidence, evidence] });
    }

    void TakeFields(FieldsRecorded fact)
    {
        var place = _plan.Find(fact.Step);
        if (place is not null && Of(place) is var step && step.Round == fact.Round) Put(place, step with { Values = Merged(step.Values, fact.Values) });
        if (fact.Step is null) _startValues = Merged(_startValues, fact.Values);
        foreach (var value in fact.Values)
            foreach (var key in Scoped(value.Field, place)) _fields[key] = value;
        foreach (var open in _plan.Reading.Where(p => p.Step!.Within is { From: DeadlineFrom.Field } && Of(p) is { IsSettled: false, OpenedAt: not null, CompletedAt: null }))
            Put(open, Of(open) with { DueAt = Due(open, Of(open).OpenedAt!.Value) });
    }

    static IReadOnlyList<FieldValue> Merged(IReadOnlyList<FieldValue> earlier, IReadOnlyList<FieldValue> later) =>
        [.. earlier.Where(had => later.All(value => value.Field != had.Field)), .. later];

    void TakeStep(StepFact fact, Place place, StepState step)
    {
        switch (fact)
        {
            case DeviationNoted noted: TakeDeviation(noted, place, step); return;
            case StepClaimed: Put(place, step with { ClaimedBy = _by, ClaimedAt = _now }); return;
            case StepHandedOver handed: Put(place, step with { ClaimedBy = handed.To, ClaimedAt = _now }); return;
            case StepEscalated: Put(place, step with { EscalateAt = null }); return;
            case ChildRunStarted child when step.Child is not { Ending: null }: TakeChild(child, place, step); return;
        }
        if (step.IsSettled) return;
        switch (fact)
        {
            case ConditionAnswered condition: TakeCondition(condition, place, step); break;
            case ItemsChosen items: TakeItems(items, place, step); break;
            case WaitEnded when step.Status == StepStatus.Waiting: Put(place, step with { WaitOver = true }); Ready(place); break;
            case StepCompleted completed: TakeCompleted(completed, place, step); break;
            case StepVerified when step.CompletedAt is not null && step.VerifiedAt is null: Put(place, step with { VerifiedBy = _by, VerifiedAt = _now }); Gate(place); break;
            case StepApproved when step.ApprovedAt is null: TakeApproved(place, step); break;
            case StepFailed failed: TakeFailed(place, step, failed.Reason); break;
            case ApprovalDeclined declined: TakeFailed(place, step, declined.Reason); break;
            case StepRetried when step.Status == StepStatus.Failed: Retry(place, step); break;
            case WayOutTaken when step.Status == StepStatus.Failed: Leave(place, place.Step!.IfItFails, StepStatus.WentOn); break;
            case FailureAccepted accepted when step.Status == StepStatus.Failed: Put(place, step with { Reason = accepted.Reason }); Settle(place, StepStatus.WentOn); break;
            case StepSkipped skipped: Put(place, step with { Reason = skipped.Reason }); Close(place, StepStatus.Skipped); break;
            default: return;
        }
        Advance();
    }

    void TakeDeviation(DeviationNoted fact, Place place, StepState step)
    {
        _deviations.Add(new(fact.Kind, fact.Step, fact.Round, _now, _by, fact.Reason, fact.Detail, fact.Overrun));
        if (fact.Kind == DeviationKind.Late) Put(place, step with { LateNoted = true });
    }

    void TakeCondition(ConditionAnswered fact, Place place, StepState step)
    {
        Put(place, step with { ConditionHolds = fact.Holds, Status = Answered(step) });
        if (!fact.Holds) Close(place, StepStatus.NotApplicable);
    }

    /// <summary>No question any more, even where something added before the step keeps it from opening yet.</summary>
    static StepStatus Answered(StepState step) => step.Status is StepStatus.ConditionAsked or StepStatus.ItemsAsked ? StepStatus.Underway : step.Status;

    void TakeItems(ItemsChosen fact, Place place, StepState step)
    {
        if (!place.IsEach || step.Items is not null) return;
        Put(place, step with { Items = fact.Items, Status = Answered(step) });
        _items[place.Key] = fact.Items;
        Replan();
        if (fact.Items.Count == 0) Settle(_plan.Find(place.Key)!, StepStatus.NotApplicable);
    }

    void TakeCompleted(StepCompleted fact, Place place, StepState step)
    {
        if (step.CompletedAt is not null) return;
        Put(place, step with { OpenedAt = step.OpenedAt ?? _now, CompletedAt = _now, CompletedBy = _by, Answer = fact.Answer, Reason = fact.Reason, WaitOver = true });
        if (fact.Answer is not null) foreach (var key in Scoped(place.Step!.Anchor, place)) _answers[key] = fact.Answer;
        Gate(place);
    }

    void TakeApproved(Place place, StepState step)
    {
        Put(place, step with { ApprovedBy = _by, ApprovedAt = _now });
        if (step.Status == StepStatus.AwaitingApproval) Gate(place);
    }

    void TakeFailed(Place place, StepState step, string reason)
    {
        Put(place, step with { Status = StepStatus.Failed, Reason = reason, FailedBy = _by, FailedAt = _now, OpenedAt = step.OpenedAt ?? _now });
        _path.Add(new(place.Key, step.Round, StepStatus.Failed, _now, _by));
    }

    void TakeChild(ChildRunStarted fact, Place place, StepState step)
    {
        var child = new ChildRun(fact.Step, fact.Round, fact.Run, fact.Procedure, _now, _by, null, null);
        _children.Add(child);
        Put(place, step with { Child = child, Status = StepStatus.AwaitingRun });
    }

    void TakeChildEnded(ChildRunEnded fact)
    {
        var at = _children.FindIndex(child => child.Run == fact.Run && child.Ending is null);
        if (at < 0) return;
        _children[at] = _children[at] with { EndedAt = _now, Ending = fact.Ending };
        if (_plan.Find(fact.Step) is not { } place || Of(place) is not { Status: StepStatus.AwaitingRun } step || step.Child?.Run != fact.Run) return;
        step = step with { Child = _children[at] };
        Put(place, step);
        if (step.FailedAt is not null) Put(place, step with { Status = StepStatus.Failed, WayOutTaken = true });
        else if (fact.Ending is RunEnding.Abandoned or RunEnding.RolledBack) TakeFailed(place, step, $"The run of {step.Child!.Procedure} was {(fact.Ending == RunEnding.Abandoned ? "abandoned" : "rolled back")}.");
        else if (step.CompletedAt is not null) Settle(place, StepStatus.Done);
        else AfterChild(place, step);
    }

    /// <summary>A step that only starts a run is done with it; one that asks for more opens.</summary>
    void AfterChild(Place place, StepState step)
    {
        var s = place.Step!;
        var asksMore = s.Records.Count > 0 || s.IsDecision || (s.Evidence ?? s.Verify) is not null;
        Put(place, asksMore ? step with { Status = StepStatus.Open } : step with { CompletedAt = _now, CompletedBy = _by });
        if (!asksMore) Gate(place);
    }
}
