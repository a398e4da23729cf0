namespace Handrail.Core.Running;

/// <summary>Every fact of a run as one plain sentence, for the journal and the timeline.</summary>
public static class RunSentences
{
    /// <param name="state">A state that knows the step: the one after the fact, or any later one.</param>
    public static string Of(RunState state, RunEntry entry) => $"{state.NameOf(entry.By)} {Predicate(entry.Fact, state)}";

    /// <summary>What comes after the name of the person: "completed step 4 “Disable the account”."</summary>
    /// <param name="state">Null where the run is not at hand; steps, fields and people then go by their keys.</param>
    public static string Predicate(RunFact fact, RunState? state = null) => $"{Did(fact, state)}.";

    /// <summary>What a step waits for, to follow "waits for": "the signature of Security lead". Empty when it waits for nothing.</summary>
    public static string WaitsFor(StepState step) => step.Status switch
    {
        StepStatus.ConditionAsked => $"somebody to say whether it applies ({step.Step.OnlyIf?.Text})",
        StepStatus.ItemsAsked => $"somebody to say what it is done for ({step.Step.ForEach})",
        StepStatus.Waiting => step.WakesAt is { } at ? $"{Texts.When(at)} ({step.Step.Wait?.Text})" : step.Step.Wait?.Text ?? "",
        StepStatus.AwaitingRun => step.Child is { Ending: null } child ? $"the run {child.Run} to end" : $"a run of {Links.Of(step)?.Text} to be started",
        StepStatus.Open => step.Step.Role ?? "",
        StepStatus.AwaitingVerification => Roles.IsAnybody(step.Step.VerifiedBy ?? "") ? "somebody else to verify it" : $"{step.Step.VerifiedBy} to verify it",
        StepStatus.AwaitingApproval => $"the signature of {step.Step.Approval}",
        StepStatus.Failed => "somebody to choose a way on",
        StepStatus.Detour => "the contingency to be through",
        _ => "",
    };

    static string Did(RunFact fact, RunState? state)
    {
        string Step(string? key) => key is null ? "the run" : state?.Find(key)?.Name ?? state?.EarlierRounds.LastOrDefault(step => step.Key == key)?.Name ?? $"step “{key}”";
        string Who(string member) => state?.NameOf(member) ?? member;
        return fact switch
        {
            RunStarted f => $"started {Kind(f.Kind)} “{f.Title}”{(f.Procedure.Length > 0 ? $" of {f.Procedure}" : "")}{(f.Parent is null ? "" : $", part of {f.Parent}")}",
            RunHandedOver f => $"handed the run over to {Who(f.To)}{Colon(f.Note)}",
            RunPaused f => $"paused the run{Colon(f.Reason)}",
            RunResumed => "resumed the run",
            RunAbandoned f => $"abandoned the run{Colon(f.Reason)}",
            RunFinished f => Ended(f.Ending) + Colon(f.Summary),
            RollbackStarted f => $"began to roll back{(f.Step is null ? "" : $" after {Step(f.Step)}")}{Colon(f.Reason)}",
            FieldsRecorded f => $"{(f.Reason is null ? "recorded" : "corrected")} {string.Join("; ", f.Values.Select(value => Value(state, value)))}{(f.Step is null ? "" : $" in {Step(f.Step)}")}{Colon(f.Reason)}",
            EvidenceAttached f => $"attached {f.File.FileName} to {Step(f.Step)}",
            NoteAdded f => $"noted{(f.Step is null ? "" : $" on {Step(f.Step)}")}: {f.Text.TrimEnd('.')}",
            DeviationNoted f => $"departed from the procedure in {Step(f.Step)}: {Departure(f.Kind, f.Detail, f.Overrun)}{(f.Reason.Length == 0 ? "" : $" ({f.Reason.TrimEnd('.')})")}",
            ConditionAnswered { Asked: true } f => $"decided that {Step(f.Step)} {(f.Holds ? "applies" : "does not apply")}",
            ConditionAnswered f => $"went on: {Step(f.Step)} {(f.Holds ? "applies" : "does not apply")}{Brackets(state?.Find(f.Step)?.Step.OnlyIf?.Text)}",
            ItemsChosen f => $"{(f.Asked ? "chose" : "went on with")} what {Step(f.Step)} is done for: {(f.Items.Count == 0 ? "nothing" : string.Join(", ", f.Items.Select(item => item.Label)))}",
            StepClaimed f => $"took {Step(f.Step)}",
            StepHandedOver f => $"handed {Step(f.Step)} to {Who(f.To)}{Colon(f.Note)}",
            StepEscalated f => $"called {Who(f.To)} for {Step(f.Step)}",
            StepCompleted { Answer: { } answer } f => $"answered {Step(f.Step)}: {answer}",
            StepCompleted f => $"completed {Step(f.Step)}",
            StepVerified f => $"verified {Step(f.Step)}",
            StepApproved f => $"signed {Step(f.Step)}{Colon(f.Comment)}",
            ApprovalDeclined f => $"did not sign {Step(f.Step)}{Colon(f.Reason)}",
            StepSkipped f => $"skipped {Step(f.Step)}{Colon(f.Reason)}",
            StepFailed f => $"reported that {Step(f.Step)} did not work{Colon(f.Reason)}",
            StepRetried f => $"began {Step(f.Step)} again",
            WayOutTaken f => $"took the way out written for {Step(f.Step)}",
            FailureAccepted f => $"went on although {Step(f.Step)} did not work{Colon(f.Reason)}",
            WaitEnded f => $"ended the wait of {Step(f.Step)}{Colon(f.Reason)}",
            ChildRunStarted f => $"started the run {f.Run} of {(state?.Find(f.Step) is { } step ? Links.Words(step, f.Procedure) : f.Procedure)} for {Step(f.Step)}",
            ChildRunEnded f => $"saw the run {f.Run} end for {Step(f.Step)}: {Ending(f.Ending)}",
            StepAdded f => $"added a step after {Step(f.After)}: {f.Instruction.TrimEnd('.')}",
            _ => $"did something this version does not know ({fact.GetType().Name})",
        };
    }

    /// <summary>"2 h 10 min past its limit of 1 hour", to follow a colon.</summary>
    public static string Departure(DeviationKind kind, string detail, TimeSpan? overrun) => kind switch
    {
        DeviationKind.Skipped => "skipped",
        DeviationKind.Failed => "went on although it did not work",
        DeviationKind.Added => "a step the procedure does not have",
        DeviationKind.Late => $"{Texts.Length(overrun ?? TimeSpan.Zero)} past its limit of {detail}",
        DeviationKind.Early => $"before the wait was over ({detail})",
        DeviationKind.OutOfOrder => "before its turn",
        DeviationKind.WrongRole => $"by somebody who is not {detail}",
        DeviationKind.Unqualified => "by somebody who is not qualified for it",
        DeviationKind.WithoutEvidence => $"without evidence ({detail})",
        DeviationKind.ChildAbandoned => $"the run of {detail} was abandoned",
        DeviationKind.ConditionAsked => $"a person decided whether “{detail}” holds",
        _ => detail,
    };

    static string Value(RunState? state, FieldValue value) => $"{(state is null ? null : Names.Field(state.Procedure, value.Field)?.Label) ?? value.Field}: {(value.IsBlank ? "nothing" : value.Text)}";

    static string Brackets(string? text) => string.IsNullOrEmpty(text) ? "" : $" ({text})";

    static string Colon(string? text) => string.IsNullOrEmpty(text) ? "" : $": {text.TrimEnd('.')}";

    static string Kind(RunKind kind) => kind switch
    {
        RunKind.Drill => "the drill",
        RunKind.Training => "the training run",
        RunKind.WalkThrough => "the walk-through",
        RunKind.Trial => "the drill of a draft",
        _ => "the run",
    };

    static string Ended(RunEnding ending) => ending switch
    {
        RunEnding.Stopped => "ended the run where the procedure says stop",
        RunEnding.RolledBack => "finished the run as rolled back",
        RunEnding.Abandoned => "abandoned the run",
        _ => "finished the run",
    };

    static string Ending(RunEnding ending) => ending switch
    {
        RunEnding.Stopped => "stopped, as its procedure says",
        RunEnding.RolledBack => "rolled back",
        RunEnding.Abandoned => "abandoned",
        _ => "completed",
    };
}
