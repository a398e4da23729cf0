using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>A contingency being worked on behalf of a step, to which the run comes back.</summary>
sealed record Detour(string Origin, int OriginRound, string Root);

/// <summary>Where answers and ways out lead.</summary>
public sealed partial class RunState
{
    /// <summary>Leaves a step by an answer's exit or the way out of a failure.</summary>
    void Leave(Place place, Exit? exit, StepStatus leaving)
    {
        switch (exit)
        {
            case Exit.GoTo to:
                Go(place, to.Anchor, leaving);
                break;
            case Exit.Start when leaving == StepStatus.Done:
                Put(place, Of(place) with { Status = StepStatus.AwaitingRun, Child = null });
                break;
            case Exit.Stop:
                Settle(place, leaving);
                _stopBy = place.Key;
                break;
            case Exit.RollBack when _plan.Rollback.Children.Count > 0 && !IsRollingBack:
                Settle(place, leaving);
                _rollbackBy = place.Key;
                break;
            default:
                Settle(place, leaving);
                break;
        }
    }

    void Go(Place from, string anchor, StepStatus leaving)
    {
        if (_plan.Target(anchor, from) is not { } to) Settle(from, leaving);
        else if (to.Root == _plan.Rollback && !IsRollingBack)
        {
            Settle(from, leaving);
            (_rollbackBy, _rollbackTo) = (from.Key, to.Key);
        }
        else if (Climb(from, to) is { } origin)
        {
            Settle(from, leaving);
            Jump(origin, to);
        }
        else if (_plan.WaysOut.Contains(to.Root)) BeginDetour(from, to, leaving);
        else
        {
            Settle(from, leaving);
            LeaveRollback(to);
        }
    }

    /// <summary>The step on the target's own track on whose behalf <paramref name="from"/> is worked, ending the detours in between; null when there is none.</summary>
    Place? Climb(Place from, Place to)
    {
        var origin = from;
        var climbed = new List<Detour>();
        while (origin.Root != to.Root)
        {
            if (_detours.Find(detour => detour.Root == origin.Root.Key) is not { } detour) return null;
            climbed.Add(detour);
            origin = _plan.Find(detour.Origin)!;
        }
        foreach (var detour in climbed)
        {
            _detours.Remove(detour);
            var left = _plan.Find(detour.Origin)!;
            Settle(left, Of(left).FailedAt is null ? StepStatus.Done : StepStatus.WentOn);
            foreach (var place in _plan.Places.Where(place => place != from && place.IsIn(_plan.At(detour.Root)!) && _steps[place.Index] is { IsSettled: false }))
                Settle(place, StepStatus.NotTaken);
        }
        return origin;
    }

    /// <summary>Forward: what lies between is not taken. Backward: everything from the target to here begins a new round. Work going on beside is left alone.</summary>
    void Jump(Place from, Place to)
    {
        if (to.First > from.Index)
        {
            for (var i = from.Index + 1; i < to.First; i++)
                if (_plan.Places[i] is { Step: not null } place && !IsBeside(place, from, to)) PassOver(place);
            Revive(to);
            return;
        }
        var (first, last) = (to.First, Math.Max(from.Index, to.Index));
        Renew(_plan.Places.Where(place => first <= place.Index && place.Index <= last && (place == from || place.IsIn(to) || !IsBeside(place, from, to))));
    }

    void PassOver(Place place)
    {
        var step = Of(place);
        if (step.IsSettled) return;
        if (place.Children.All(Settled)) Settle(place, step.FailedAt is null ? StepStatus.NotTaken : StepStatus.WentOn);
        else Put(place, step with { OwnLeft = true });
    }

    /// <summary>A sibling, or inside one, where steps are worked in any order.</summary>
    static bool IsBeside(Place place, Place from, Place to) => IsBeside(place, from) || IsBeside(place, to);

    static bool IsBeside(Place place, Place other) => !place.IsIn(other) && !other.IsIn(place) && place.Common(other) is { Parallel: true };

    /// <summary>A jump leads to something that another jump had left out.</summary>
    void Revive(Place to)
    {
        foreach (var place in _plan.Places.Where(place => place.Step is not null && (place.IsIn(to) || to.IsIn(place))).ToList())
            if (Of(place).Status == StepStatus.NotTaken) Put(place, Of(place) with { Status = StepStatus.Pending, OpenedAt = null, SettledAt = null, SettledBy = null, OwnLeft = false });
    }

    void BeginDetour(Place from, Place to, StepStatus leaving)
    {
        var (fromKey, toKey, rootKey) = (from.Key, to.Key, to.Root.Key);
        if (_detours.Exists(detour => detour.Root == rootKey))
        {
            // Somebody is at it for another step already; waiting for each other could last for ever.
            if (leaving == StepStatus.Done) Settle(from, leaving);
            else Put(from, Of(from) with { WayOutTaken = true });
            return;
        }
        BeginAt(_plan.At(rootKey)!, toKey);
        from = _plan.Find(fromKey)!;
        Put(from, Of(from) with { Status = StepStatus.Detour });
        _detours.Add(new(fromKey, Of(from).Round, rootKey));
    }

    /// <summary>A fresh round of a contingency or the rollback, from one of its steps on.</summary>
    void BeginAt(Place root, string? target)
    {
        var key = root.Key;
        Renew(_plan.Places.Where(place => place.IsIn(root)));
        root = _plan.At(key)!;
        if (target is null || _plan.At(target) is not { } to || !to.IsIn(root)) return;
        for (var i = root.First; i < to.First; i++)
            if (_plan.Places[i] is { Step: not null } place && !IsBeside(place, to)) PassOver(place);
    }

    void ComeBack(Place origin)
    {
        var step = Of(origin);
        if (step.FailedAt is null) Settle(origin, StepStatus.Done);
        else Put(origin, step with { Status = StepStatus.Failed, WayOutTaken = true });
    }

    /// <summary>A detour whose step was left or begun anew has lost its purpose, and so have detours begun inside it.</summary>
    void DropStaleDetours()
    {
        while (_detours.Find(detour => _plan.Find(detour.Origin) is not { } origin || Of(origin) is not { Status: StepStatus.Detour } step || step.Round != detour.OriginRound) is { } stale)
        {
            _detours.Remove(stale);
            Close(_plan.At(stale.Root)!, StepStatus.NotTaken);
        }
    }

    void TakeRollback(RollbackStarted fact)
    {
        if (IsRollingBack) return;
        (_rollbackBy, _rollbackTo, IsRollingBack, RollbackAt) = (null, null, true, _now);
        Close(_plan.Main, StepStatus.NotTaken);
        DropStaleDetours();
        BeginAt(_plan.Rollback, fact.Target);
    }

    /// <summary>From the way back onto the main track again.</summary>
    void LeaveRollback(Place to)
    {
        IsRollingBack = false;
        Close(_plan.Rollback, StepStatus.NotTaken);
        DropStaleDetours();
        var (key, first) = (to.Key, to.First);
        Renew(_plan.Places.Where(place => place.Root == to.Root && place.Index >= first));
        Revive(_plan.At(key)!);
    }
}
