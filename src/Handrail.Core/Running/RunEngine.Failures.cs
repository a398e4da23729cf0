using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>"Did not work", and the ways on from there.</summary>
public static partial class RunEngine
{
    static Outcome<List<RunFact>> Fail(Request request, FailStep act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.Status is not (StepStatus.Open or StepStatus.Waiting or StepStatus.AwaitingRun or StepStatus.AwaitingVerification or StepStatus.AwaitingApproval))
            return request.NotNow(step);
        if (Texts.Need("reason", act.Reason, "Say what happened.", out var reason) is { } bad) return bad;
        return Facts(new StepFailed(step.Key, step.Round, reason));
    }

    static Outcome<List<RunFact>> Retry(Request request, RetryStep act)
    {
        if (!FailedStep(request, act).Granted(out var step, out var refusal)) return refusal;
        return Facts(new StepRetried(step.Key, step.Round));
    }

    static Outcome<List<RunFact>> Accept(Request request, AcceptFailure act)
    {
        if (!FailedStep(request, act).Granted(out var step, out var refusal)) return refusal;
        if (Texts.Need("reason", act.Reason, "Say why the run can go on although this did not work.", out var reason) is { } bad) return bad;
        return Facts(new FailureAccepted(step.Key, step.Round, reason), new DeviationNoted(step.Key, step.Round, DeviationKind.Failed, reason, step.Reason ?? "", null));
    }

    static Outcome<List<RunFact>> TakeWayOut(Request request, TakeWayOut act)
    {
        if (!FailedStep(request, act).Granted(out var step, out var refusal)) return refusal;
        if (WaysOn.Written(request.State, step) is { Kind: WayOnKind.GoTo or WayOnKind.RollBack or WayOnKind.Continue or WayOnKind.Stop })
            return Facts(new WayOutTaken(step.Key, step.Round));
        return step.Step.IfItFails is Exit.Start start
            ? new Refusal.Invalid("", $"Start {start.Procedure.Text} for this step instead.")
            : new Refusal.Invalid("", "The procedure names no way out here. Retry, go on with a reason, roll back or abandon the run.");
    }

    static Outcome<StepState> FailedStep(Request request, StepAct act) =>
        request.Step(act).Then(step => step.Status == StepStatus.Failed ? (Outcome<StepState>)step : request.NotNow(step));

    static Outcome<List<RunFact>> StartRollback(Request request, StartRollback act)
    {
        var state = request.State;
        if (state.IsRollingBack) return new Refusal.Conflict($"This run has been rolling back since {Texts.When(state.RollbackAt)}.");
        if (!WaysOn.CanRollBack(state)) return new Refusal.Invalid("", "This procedure has no rollback.");
        if (act.Step is not null && state.Find(act.Step) is null) return new Refusal.NotFound($"This run has no step “{act.Step}”.");
        if (Texts.Need("reason", act.Reason ?? state.Find(act.Step)?.Reason, "Say why the run is rolled back.", out var reason) is { } bad) return bad;
        return Facts(new RollbackStarted(act.Step, null, reason));
    }
}
