using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

readonly record struct Moment(RunState State, Instant Now);

/// <summary>People who do what a procedure says: each step by a holder of its role, verified and signed by somebody else, until the run has ended.</summary>
sealed class Follower(Procedure procedure)
{
    const int Patience = 2000;

    /// <summary>The answer to a decision, from its number in the list; the next one each round where nothing else is said.</summary>
    public Func<StepState, Answer> Answers { get; init; } = step => step.Step.Answers[(step.Round - 1) % step.Step.Answers.Count];
    /// <summary>Whether a step does not work when its turn comes.</summary>
    public Predicate<StepState> Fails { get; init; } = _ => false;
    /// <summary>Whether a failed step makes people go back, where the procedure has a way back.</summary>
    public Predicate<StepState> RollsBack { get; init; } = _ => false;
    /// <summary>Which of several possible values is recorded.</summary>
    public int Turn { get; init; }

    public RunState Follow()
    {
        var at = Begin();
        for (var acts = 0; acts < Patience && at.State.Status == RunStatus.Running; acts++) at = Go(at, Answers);
        return at.State;
    }

    public Moment Begin()
    {
        var now = new Instant(1_772_000_000_000_000);
        return new(RunState.Fold(procedure, []).After(RunEngine.Start(procedure, new("SOP-001 v1") { Fields = [.. procedure.StartFields.Select(Filled)] }, Play.Anna, now).Value, now, "anna"), now);
    }

    /// <summary>Where the next thing that somebody does can lead: once for each answer of a decision, and whether a step applies or not where a person says it.</summary>
    public IEnumerable<(Moment To, string Choice)> Onwards(Moment at) =>
        at.State.Status != RunStatus.Running ? []
        : NextUp(at.State) is not { } step ? [(Go(at, Answers), "")]
        : step.Status == StepStatus.ConditionAsked ? new[] { true, false }.Select(applies => (Go(at, Answers, applies), $"{step.Key} {(applies ? "applies" : "does not apply")}"))
        : step.Step.IsDecision ? step.Step.Answers.Select(answer => (Go(at, _ => answer), $"{step.Key}: {answer.Label}"))
        : [(Go(at, Answers), "")];

    static StepState? NextUp(RunState state) => state.Open.FirstOrDefault(step => step.Status != StepStatus.Detour);

    Moment Go(Moment at, Func<StepState, Answer> answers, bool applies = true)
    {
        var (state, now) = at;
        var step = NextUp(state);
        now = (step?.WakesAt is { } wakes && wakes > now ? wakes : now) + TimeSpan.FromMinutes(1);
        var (act, by) = step is null || state.CanFinish ? (new FinishRun(), Play.Anna) : Next(state, step, answers, applies);
        return new(state.After(RunEngine.Decide(state, act, by, now).Value, now, by.Id), now);
    }

    (RunAct Act, Actor By) Next(RunState state, StepState step, Func<StepState, Answer> answers, bool applies)
    {
        var says = step.Step;
        var holder = new Actor("ben", "Ben", [says.Role ?? "", says.VerifiedBy ?? "", says.Approval ?? "", .. (says.Role ?? "").Split(',', '/')]);
        return step.Status switch
        {
            StepStatus.ConditionAsked => (new AnswerCondition(step.Key, applies), holder),
            StepStatus.ItemsAsked => (new ChooseItems(step.Key, [new("first"), new("second")]), holder),
            StepStatus.Failed => (WayOn(state, step), holder),
            StepStatus.AwaitingRun when step.Child is { Ending: null } child => (new EndChildRun(step.Key, child.Run, RunEnding.Completed), holder),
            StepStatus.AwaitingRun when Fails(step) => (new FailStep(step.Key, "It did not work."), holder),
            StepStatus.AwaitingRun => (new StartChildRun(step.Key, $"R-{state.Children.Count + 2}"), holder),
            StepStatus.AwaitingVerification => (new VerifyStep(step.Key), holder with { Id = "eve" }),
            StepStatus.AwaitingApproval => (new ApproveStep(step.Key), holder with { Id = "eve" }),
            _ when Fails(step) => (new FailStep(step.Key, "It did not work."), holder),
            _ => (new CompleteStep(step.Key)
            {
                Answer = says.IsDecision ? answers(step).Label : null, Confirmed = true,
                Fields = [.. says.Records.DistinctBy(field => field.Key).Select(Filled)], Evidence = [new(new string('a', 64), "proof.txt", "text/plain", 5)],
            }, holder),
        };
    }

    /// <summary>What the procedure writes, and where it only advises, going on.</summary>
    RunAct WayOn(RunState state, StepState step) => RollsBack(step) && WaysOn.CanRollBack(state) ? new StartRollback(step.Key, "It did not work.") : step.Child is { Ending: null } child ? new EndChildRun(step.Key, child.Run, RunEnding.Completed) : WaysOn.Written(state, step)?.Kind switch
    {
        WayOnKind.GoTo or WayOnKind.Continue or WayOnKind.Stop or WayOnKind.RollBack when !step.WayOutTaken => new TakeWayOut(step.Key),
        WayOnKind.StartProcedure when step.Child is null => new StartChildRun(step.Key, $"R-{state.Children.Count + 2}"),
        _ => new AcceptFailure(step.Key, "Somebody else sees to it."),
    };

    FieldValue Filled(RecordField field) => FieldValue.Of(field.Key, field.Type switch
    {
        FieldType.Number => "7",
        FieldType.Date => "2026-03-01",
        FieldType.DateAndTime => "2026-03-01T09:00:00Z",
        FieldType.YesNo => Turn % 2 == 0 ? "Yes" : "No",
        FieldType.Choice => field.Options.Count > 0 ? field.Options[Turn % field.Options.Count] : "",
        FieldType.Checklist => field.Options.Count > 0 ? field.Options[Turn % field.Options.Count] : "one",
        FieldType.File => new string('a', 64),
        FieldType.Link => "https://example.org",
        _ => "something",
    });
}
