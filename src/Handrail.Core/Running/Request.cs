namespace Handrail.Core.Running;

/// <summary>An act in its setting: the run as it stands, who asks, and when.</summary>
sealed record Request(RunState State, Actor By, Instant Now)
{
    /// <summary>The step an act is about, in the round the person saw.</summary>
    public Outcome<StepState> Step(StepAct act) => Step(act.Step, act.Round);

    public Outcome<StepState> Step(string? key, int? round)
    {
        if (State.Find(key) is not { } step) return new Refusal.NotFound($"This run has no step “{key}”.");
        if (round is null || round == step.Round) return step;
        return State.EarlierRounds.LastOrDefault(earlier => earlier.Key == key && earlier.Round == round) is { } over
            ? new Refusal.Conflict($"{Stands(over)} The run has come back to it since.")
            : new Refusal.Conflict($"{Texts.Sentence(step.Name)} is in round {step.Round}, not {round}.");
    }

    /// <summary>A pending step on a track that is being worked.</summary>
    public bool IsAhead(StepState step) => step.Status == StepStatus.Pending && State.Plan.Find(step.Key) is { } place
        && (place.Root == (State.IsRollingBack ? State.Plan.Rollback : State.Plan.Main) || State.Detours.Any(detour => detour.Root == place.Root.Key));

    public bool IsEarly(StepState step) => step.Status == StepStatus.Waiting && step.WakesAt > Now;

    public Refusal.Conflict NotNow(StepState step) => new(Stands(step));

    /// <summary>Why a step is not to be done now, and who did what when.</summary>
    public string Stands(StepState step)
    {
        var name = Texts.Sentence(step.Name);
        return step.Status switch
        {
            StepStatus.Done => $"{Name(step.CompletedBy)} already completed {step.Name} on {Texts.When(step.CompletedAt)}.",
            StepStatus.Skipped => $"{Name(step.SettledBy)} skipped {step.Name} on {Texts.When(step.SettledAt)}.",
            StepStatus.WentOn => $"{name} did not work and {Name(step.SettledBy)} went on from it on {Texts.When(step.SettledAt)}.",
            StepStatus.NotApplicable => $"{name} does not apply to this run.",
            StepStatus.NotTaken => $"{name} is not on the way this run took.",
            StepStatus.AwaitingVerification => $"{Name(step.CompletedBy)} completed {step.Name} on {Texts.When(step.CompletedAt)}; somebody else must verify it.",
            StepStatus.AwaitingApproval => $"{Name(step.CompletedBy)} completed {step.Name} on {Texts.When(step.CompletedAt)}; it waits for the signature of {step.Step.Approval}.",
            StepStatus.Failed => $"{name} did not work ({Name(step.FailedBy)}, {Texts.When(step.FailedAt)}). Retry it, take a way out, or go on with a reason.",
            StepStatus.Detour => $"{name} waits until the contingency is through.",
            StepStatus.AwaitingRun => step.Child is { Ending: null } child
                ? $"{name} waits for the run {child.Run} of {child.Procedure} to end."
                : $"{name} waits for a run of {Links.Of(step)?.Text}. Start it, or skip the step with a reason.",
            StepStatus.ConditionAsked => $"First say whether {step.Name} applies: {step.Step.OnlyIf?.Text}",
            StepStatus.ItemsAsked => $"First choose what {step.Name} is done for: {step.Step.ForEach}",
            StepStatus.Underway => $"{name} still has open parts.",
            StepStatus.Waiting => $"{name} waits: {step.Step.Wait?.Text}",
            StepStatus.Open => $"{name} is open.",
            _ => $"{name} is not open yet.",
        };
    }

    public string Name(string? member) => member is null ? "Somebody" : State.NameOf(member);
}
