namespace Handrail.Core.Running;

/// <summary>The second person, and the signature.</summary>
public static partial class RunEngine
{
    static Outcome<List<RunFact>> Verify(Request request, VerifyStep act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.Status != StepStatus.AwaitingVerification) return request.NotNow(step);
        if (step.CompletedBy == request.By.Id) return new Refusal.Forbidden("You did this step; somebody else must verify it.");
        if (!act.Confirmed)
            return Texts.Need("reason", act.Reason, "Say what is not as it should be.", out var reason) is { } bad ? bad : Facts(new StepFailed(step.Key, step.Round, reason));
        var facts = Facts(new StepVerified(step.Key, step.Round));
        if (Roles.Held(request.State, step, step.Step.VerifiedBy!, request.By) == false)
            facts.Add(new DeviationNoted(step.Key, step.Round, DeviationKind.WrongRole, act.Reason?.Trim() ?? "", step.Step.VerifiedBy!, null));
        return facts;
    }

    static Outcome<List<RunFact>> Approve(Request request, ApproveStep act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.Step.Approval is null) return new Refusal.Invalid("", $"{Texts.Sentence(step.Name)} needs no signature.");
        if (step.ApprovedBy is { } signer && !step.IsSettled) return new Refusal.Conflict($"{request.Name(signer)} already signed {step.Name} on {Texts.When(step.ApprovedAt)}.");
        if (step.Status is not (StepStatus.Open or StepStatus.Waiting or StepStatus.AwaitingRun or StepStatus.AwaitingVerification or StepStatus.AwaitingApproval)) return request.NotNow(step);
        if (NotSigner(request, step) is { } notSigner) return notSigner;
        if (Texts.Check("comment", act.Comment, Texts.Long, out var comment) is { } bad) return bad;
        return Facts(new StepApproved(step.Key, step.Round, comment));
    }

    static Outcome<List<RunFact>> Decline(Request request, DeclineApproval act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.Status != StepStatus.AwaitingApproval) return request.NotNow(step);
        if (NotSigner(request, step) is { } notSigner) return notSigner;
        if (Texts.Need("reason", act.Reason, "Say why you do not sign.", out var reason) is { } bad) return bad;
        return Facts(new ApprovalDeclined(step.Key, step.Round, reason));
    }

    static Refusal.Forbidden? NotSigner(Request request, StepState step) =>
        step.CompletedBy == request.By.Id ? new("You did this step; somebody else must sign it.")
        : Roles.Held(request.State, step, step.Step.Approval!, request.By) == false ? new($"Only {step.Step.Approval} can sign this step.")
        : null;
}
