using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>How one step leads to the next.</summary>
public sealed partial class RunState
{
    Instant? _previousDone;
    string? _stopBy;
    string? _rollbackBy;
    string? _rollbackTo;

    /// <summary>A decision or way out said "stop" and the run has not been finished yet.</summary>
    internal bool StopIsDue => _stopBy is not null && Ending is null;
    /// <summary>The step that said "roll back", and where to begin, while the rollback has not begun.</summary>
    internal (string Step, string? Target)? RollbackIsDue => _rollbackBy is { } step ? (step, _rollbackTo) : null;

    internal RunPlan Plan => _plan;
    internal IReadOnlyList<Detour> Detours => _detours;

    internal StepState Of(Place place) => _steps[place.Index]!;

    void Put(Place place, StepState step) => _steps[place.Index] = step;

    StepState Fresh(Place place) => new()
    {
        Key = place.Key, Step = place.Step!, Parent = place.Parent is { Step: not null } parent ? parent.Key : null, Phase = place.Phase!, Item = place.Item,
        IsAdded = place.IsAdded, Round = _rounds.GetValueOrDefault(place.Key) + 1, Status = StepStatus.Pending,
    };

    /// <summary>Opens whatever is next, and ends detours that are through.</summary>
    void Advance()
    {
        DropStaleDetours();
        for (var again = true; again;)
        {
            again = false;
            if (_stopBy is not null || _rollbackBy is not null) return;
            OpenUp(IsRollingBack ? _plan.Rollback : _plan.Main);
            foreach (var detour in _detours.ToArray())
            {
                if (!OpenUp(_plan.At(detour.Root)!)) continue;
                _detours.Remove(detour);
                ComeBack(_plan.Find(detour.Origin)!);
                again = true;
            }
        }
    }

    /// <returns>True when the place is settled.</returns>
    bool OpenUp(Place place)
    {
        if (place.Step is null) return OpenChildren(place);
        var step = Of(place);
        if (step.IsSettled) return true;
        if (step.IsActive && step.Status is not (StepStatus.ConditionAsked or StepStatus.ItemsAsked)) return false;
        if (step.Status == StepStatus.Pending) step = Reach(place, step);
        if (Asks(place, step) is { } asks)
        {
            Put(place, step with { Status = asks });
            return false;
        }
        if (!OpenChildren(place))
        {
            Put(place, step with { Status = StepStatus.Underway });
            return false;
        }
        if (place.HasOwnWork && !step.OwnLeft)
        {
            Ready(place);
            return false;
        }
        var summed = Summed(place);
        if (summed == StepStatus.Done) Put(place, step with { CompletedAt = _now, CompletedBy = _by });
        Settle(place, summed);
        return true;
    }

    bool OpenChildren(Place place)
    {
        var all = true;
        foreach (var child in place.Children)
        {
            all &= OpenUp(child);
            if (!all && !place.Parallel) return false;
        }
        return all;
    }

    StepState Reach(Place place, StepState step)
    {
        var due = Due(place, _now);
        var escalate = place.Step!.Escalate is not { } to ? null : to.After is { } after ? Deadlines.After(after, _now) : due;
        step = step with { OpenedAt = _now, DueAt = due, EscalateAt = escalate };
        Put(place, step);
        return step;
    }

    /// <summary>Questions that come before a step, once for all instances of a repeated one.</summary>
    static StepStatus? Asks(Place place, StepState step) =>
        place.IsInstance ? null
        : place.Step!.OnlyIf is not null && step.ConditionHolds is null ? StepStatus.ConditionAsked
        : place.IsEach && step.Items is null ? StepStatus.ItemsAsked
        : null;

    /// <summary>Sub-steps are through: the step's own part begins.</summary>
    void Ready(Place place)
    {
        var (step, says) = (Of(place), place.Step!);
        step = step with { ReadyAt = step.ReadyAt ?? _now };
        Put(place, says.Wait is { } wait && !step.WaitOver
            ? step with { Status = StepStatus.Waiting, WakesAt = wait.Length is { } length ? Deadlines.After(length, _now) : null }
            : step with { Status = says.Run is not null && step.Child?.Ending is null ? StepStatus.AwaitingRun : StepStatus.Open, WakesAt = null });
    }

    /// <summary>Done by somebody; settled once it is verified and signed.</summary>
    void Gate(Place place)
    {
        var (step, says) = (Of(place), place.Step!);
        if (says.VerifiedBy is not null && step.VerifiedAt is null) Put(place, step with { Status = StepStatus.AwaitingVerification });
        else if (says.Approval is not null && step.ApprovedAt is null) Put(place, step with { Status = StepStatus.AwaitingApproval });
        else Leave(place, says.Answers.FirstOrDefault(answer => answer.Label == step.Answer)?.Exit, StepStatus.Done);
    }

    void Settle(Place place, StepStatus status)
    {
        var step = Of(place) with { Status = status, SettledAt = _now, SettledBy = _by, WakesAt = null, EscalateAt = null };
        Put(place, step);
        if (!step.IsWorked) return;
        if (place.HasOwnWork) _path.Add(new(place.Key, step.Round, status, _now, _by));
        _previousDone = _now;
    }

    /// <summary>Settles everything in a place that is not settled. What had failed there has been gone on from.</summary>
    void Close(Place place, StepStatus status)
    {
        for (var i = place.First; i <= place.Index; i++)
            if (_steps[i] is { IsSettled: false } step)
                Settle(_plan.Places[i], status != StepStatus.Skipped && step.FailedAt is not null ? StepStatus.WentOn : status);
    }

    bool Settled(Place place) => place.Step is not null ? Of(place).IsSettled : place.Children.All(Settled);

    StepStatus Summed(Place place)
    {
        var children = place.Children.Select(child => Of(child).Status).ToList();
        return place.Children.Any(child => Of(child).IsWorked) ? StepStatus.Done
            : children.Contains(StepStatus.NotTaken) || Of(place).OwnLeft ? StepStatus.NotTaken
            : StepStatus.NotApplicable;
    }

    /// <summary>Ends the round of these places and begins the next. Places held from before are stale afterwards.</summary>
    void Renew(IEnumerable<Place> places)
    {
        var forgotten = false;
        foreach (var place in places.Where(place => place.Step is not null).ToList())
        {
            if (Of(place) is not { Status: not StepStatus.Pending } step) continue;
            _history.Add(step);
            _rounds[place.Key] = step.Round;
            forgotten |= _items.Remove(place.Key);
            Put(place, Fresh(place));
        }
        if (forgotten) Replan();
    }

    void Replan()
    {
        var known = _plan.Reading.ToDictionary(place => place.Key, Of);
        _plan = new(Procedure, _items, _added);
        _steps = [.. _plan.Places.Select(place => place.Step is null ? null : known.GetValueOrDefault(place.Key) ?? Fresh(place))];
    }

    void Retry(Place place, StepState step)
    {
        Renew(_plan.Places.Where(other => other.IsIn(place)));
        place = _plan.Find(place.Key)!;
        Put(place, Of(place) with { ConditionHolds = step.ConditionHolds });
    }

    /// <summary>Never one that was used before, even when its step went with an instance.</summary>
    internal string NextAddedKey => Enumerable.Range(_added.Count + 1, int.MaxValue - _added.Count).Select(n => $"added-{n}").First(key => _plan.At(key) is null);

    void TakeAdded(StepAdded fact)
    {
        if (_plan.At(fact.Step) is not null || _added.Exists(added => added.Step.Anchor == fact.Step) || _plan.Find(fact.After) is not { } after) return;
        _added.Add(new(fact.After, new()
        {
            Anchor = fact.Step, AnchorIsWritten = false, Number = $"+{_added.Count + 1}", Track = after.Step!.Track, Instruction = fact.Instruction,
            InstructionSpan = default, Span = default, Role = fact.Role, Optional = true,
        }));
        Replan();
    }

    Instant? Due(Place place, Instant opened) => Deadlines.Due(place.Step!.Within, opened, StartedAt ?? opened, _previousDone, name => Field(name, place));

    /// <summary>A recorded field by key or label, the nearest instance's first.</summary>
    internal FieldValue? Field(string name, Place place) =>
        Nearest(Names.Field(Procedure, name)?.Key ?? Placeholders.Key(name), place, _fields);

    internal string? Answer(string name, Place place) => Nearest(name, place, _answers) ?? Nearest(Placeholders.Key(name), place, _answers);

    static T? Nearest<T>(string name, Place place, Dictionary<string, T> among) where T : class =>
        Scoped(name, place).Reverse().Select(key => among.GetValueOrDefault(key)).FirstOrDefault(found => found is not null);

    /// <summary>"ticket", "ticket~okta": a name for the run as a whole, then for each item the place belongs to.</summary>
    static IEnumerable<string> Scoped(string name, Place? place)
    {
        var suffix = place?.Suffix ?? "";
        for (var end = 0; ; end = suffix.IndexOf('~', end + 1) is var next and > 0 ? next : suffix.Length)
        {
            yield return name + suffix[..end];
            if (end == suffix.Length) yield break;
        }
    }
}
