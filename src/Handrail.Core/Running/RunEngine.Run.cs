namespace Handrail.Core.Running;

/// <summary>The run as a whole: child runs, added steps, pauses and endings.</summary>
public static partial class RunEngine
{
    static Outcome<List<RunFact>> StartChild(Request request, StartChildRun act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.Status is not (StepStatus.AwaitingRun or StepStatus.Failed) || step.Child is { Ending: null } || Links.Of(step) is not { } link) return request.NotNow(step);
        if (Texts.Need("run", act.Run, "Name the run that was started.", out var run) is { } bad) return bad;
        if (request.State.Children.Any(child => child.Run == run)) return new Refusal.Conflict($"The run {run} is part of this run already.");
        return Facts(new ChildRunStarted(step.Key, step.Round, run, link.Target));
    }

    static Outcome<List<RunFact>> EndChild(Request request, EndChildRun act)
    {
        if (request.State.Children.FirstOrDefault(child => child.Run == act.Run && child.Step == act.Step) is not { } child) return new Refusal.NotFound($"This run did not start the run {act.Run}.");
        if (child.Ending is not null) return new Refusal.Conflict($"The run {act.Run} ended on {Texts.When(child.EndedAt)}.");
        var facts = Facts(new ChildRunEnded(child.Step, child.Round, child.Run, act.Ending));
        if (act.Ending == RunEnding.Abandoned) facts.Add(new DeviationNoted(child.Step, child.Round, DeviationKind.ChildAbandoned, "", child.Procedure, null));
        return facts;
    }

    static Outcome<List<RunFact>> Add(Request request, AddStep act)
    {
        if (Texts.Need("instruction", act.Instruction, "Say what is to be done.", out var instruction) is { } bad) return bad;
        if (instruction.Length > Texts.Line) return new Refusal.Invalid("instruction", "One step is one instruction; this one is too long.");
        if (Texts.Need("reason", act.Reason, "Say why a step is added.", out var reason) is { } badReason) return badReason;
        if (Texts.Check("role", act.Role, Texts.Line, out var role) is { } badRole) return badRole;
        if (act.After is not null && request.State.Find(act.After) is null) return new Refusal.NotFound($"This run has no step “{act.After}”.");
        if (Before(request.State, act.After) is not { } after) return new Refusal.Invalid("after", "A step can be added only where the run is working or will work.");
        var key = request.State.NextAddedKey;
        return Facts(new StepAdded(key, after, instruction, role, reason), new DeviationNoted(key, 1, DeviationKind.Added, reason, instruction, null));
    }

    /// <summary>The step after which an added one will open: not inside something that is over, nor between instances.</summary>
    static string? Before(RunState state, string? wanted)
    {
        var track = state.IsRollingBack ? state.Plan.Rollback : state.Plan.Main;
        var place = wanted is not null ? state.Plan.Find(wanted)
            : state.Plan.Reading.FirstOrDefault(place => place.Root == track && state.Of(place).IsActive) ?? state.Plan.Reading.LastOrDefault(place => place.Root == track);
        for (; place is { Parent.Step: not null } && (place.IsInstance || state.Of(place.Parent).IsSettled); place = place.Parent) { }
        if (place is not { Parent: not null }) return null;
        return place.Root == track || state.Detours.Any(detour => detour.Root == place.Root.Key) ? place.Key : null;
    }

    static Outcome<List<RunFact>> HandOverRun(Request request, HandOverRun act)
    {
        if (Texts.Need("to", act.To, "Say who takes the run.", out var to) is { } bad) return bad;
        if (Texts.Check("note", act.Note, Texts.Long, out var note) is { } badNote) return badNote;
        return request.State.Lead == to ? new Refusal.Conflict($"{request.Name(to)} has this run already.") : Facts(new RunHandedOver(to, note));
    }

    static Outcome<List<RunFact>> Pause(Request _, PauseRun act) =>
        Texts.Check("reason", act.Reason, Texts.Long, out var reason) is { } bad ? bad : Facts(new RunPaused(reason));

    static Outcome<List<RunFact>> Resume(Request request) =>
        request.State.Status == RunStatus.Paused ? Facts(new RunResumed()) : new Refusal.Conflict("This run is not paused.");

    static Outcome<List<RunFact>> Finish(Request request, FinishRun act)
    {
        var state = request.State;
        if (!state.CanFinish)
            return new Refusal.Conflict($"These steps are still open: {string.Join("; ", state.Open.Select(step => step.Name))}.");
        return Texts.Check("summary", act.Summary, Texts.Long, out var summary) is { } bad ? bad
            : Facts(new RunFinished(state.IsRollingBack ? RunEnding.RolledBack : RunEnding.Completed, summary));
    }

    static Outcome<List<RunFact>> Abandon(Request _, AbandonRun act) =>
        Texts.Need("reason", act.Reason, "Say why the run is abandoned.", out var reason) is { } bad ? bad : Facts(new RunAbandoned(reason));
}
