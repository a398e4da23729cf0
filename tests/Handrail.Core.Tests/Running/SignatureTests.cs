using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class SignatureTests
{
    static Play Verified(string by) => new(Make.Procedure(Make.Step("a") with { VerifiedBy = by }, Make.Step("b")));
    static Play Approved() => new(Make.Procedure(Make.Step("a") with { Approval = "Security lead" }, Make.Step("b")));

    [Fact]
    public void A_step_to_be_verified_waits_for_a_second_person()
    {
        var play = Verified("someone else").Done("a");
        Assert.Equal(StepStatus.AwaitingVerification, play.Status("a"));
        play.Refused<Refusal.Forbidden>(new VerifyStep("a"));
        play.Refused<Refusal.Conflict>(new CompleteStep("a"), Play.Ben);
        play.Refused<Refusal.Conflict>(new SkipStep("a", "nobody is here"));
        play.Do(new VerifyStep("a"), Play.Eve);
        Assert.Equal(("b", "eve", ""), (play.Open, play["a"].VerifiedBy, play.Deviations));
    }

    [Fact]
    public void A_verifier_who_does_not_hold_the_role_is_a_deviation()
    {
        Assert.Equal("a:WrongRole", Verified("Security lead").Done("a").Do(new VerifyStep("a"), Play.Eve).Deviations);
        Assert.Equal("", Verified("Security lead").Done("a").Do(new VerifyStep("a"), Play.Ben).Deviations);
    }

    [Fact]
    public void A_verifier_who_finds_it_wrong_makes_it_a_failure()
    {
        var play = Verified("someone else").Done("a");
        play.Refused<Refusal.Invalid>(new VerifyStep("a", Confirmed: false), Play.Ben);
        play.Do(new VerifyStep("a", Confirmed: false, "I could still sign in"), Play.Ben);
        Assert.Equal((StepStatus.Failed, "ben"), (play.Status("a"), play["a"].FailedBy));
    }

    [Fact]
    public void An_approval_is_signed_by_a_holder_of_the_role_who_did_not_do_the_step()
    {
        var play = Approved().Done("a");
        Assert.Equal(StepStatus.AwaitingApproval, play.Status("a"));
        play.Refused<Refusal.Forbidden>(new ApproveStep("a"), Play.Eve);
        Assert.Equal("b", play.Do(new ApproveStep("a", "well done"), Play.Ben).Open);
        play.Refused<Refusal.Conflict>(new ApproveStep("a"), Play.Ben);
        var own = Approved().Do(new CompleteStep("a"), Play.Ben);
        own.Refused<Refusal.Forbidden>(new ApproveStep("a"), Play.Ben);
    }

    [Fact]
    public void A_signature_may_come_before_the_work_and_then_somebody_else_does_it()
    {
        var play = Approved().Do(new ApproveStep("a"), Play.Ben);
        Assert.Equal("a", play.Open);
        play.Refused<Refusal.Forbidden>(new CompleteStep("a"), Play.Ben);
        Assert.Equal("b", play.Done("a").Open);
    }

    [Fact]
    public void A_declined_approval_is_a_failure_with_the_signers_words()
    {
        var play = Approved().Done("a");
        play.Refused<Refusal.Forbidden>(new DeclineApproval("a", "no"), Play.Eve);
        play.Do(new DeclineApproval("a", "the backup is missing"), Play.Ben);
        Assert.Equal((StepStatus.Failed, "the backup is missing"), (play.Status("a"), play["a"].Reason));
        Assert.Equal(StepStatus.AwaitingApproval, play.Do(new RetryStep("a")).Done("a").Status("a"));
    }

    [Fact]
    public void Where_no_signer_can_be_reached_the_run_can_go_on_with_a_reason()
    {
        var play = Approved().Done("a").Do(new FailStep("a", "nobody can sign tonight")).Do(new AcceptFailure("a", "emergency"));
        Assert.Equal(("b", "a:Failed"), (play.Open, play.Deviations));
    }

    [Fact]
    public void Verification_comes_before_approval()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { VerifiedBy = "someone else", Approval = "Security lead" })).Done("a");
        play.Do(new VerifyStep("a"), Play.Eve);
        Assert.Equal(StepStatus.AwaitingApproval, play.Status("a"));
        Assert.True(play.Do(new ApproveStep("a"), Play.Ben).State.CanFinish);
    }

    [Fact]
    public void An_answer_leads_on_only_when_it_is_signed()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("Yes", Make.GoTo("c"))) with { Approval = "Security lead" }, Make.Step("b"), Make.Step("c"))).Answer("q", "Yes");
        Assert.Equal("q", play.Open);
        Assert.Equal("c", play.Do(new ApproveStep("q"), Play.Ben).Open);
    }

    [Fact]
    public void Somebody_without_the_role_may_act_and_it_is_a_deviation()
    {
        var procedure = Make.Procedure(Make.Step("a") with { Role = "IT administrator" }, Make.Step("b") with { Role = "Security lead or IT administrator" }, Make.Step("c") with { Role = "owner of the system" });
        Assert.Equal("", new Play(procedure).Done("a", "b", "c").Deviations);
        Assert.Equal("a:WrongRole b:WrongRole", new Play(procedure).Do(new CompleteStep("a"), Play.Eve).Do(new CompleteStep("b"), Play.Eve).Do(new CompleteStep("c"), Play.Eve).Deviations);
    }

    [Fact]
    public void Somebody_not_qualified_is_a_deviation() =>
        Assert.Equal("a:Unqualified", new Play(Make.Procedure(Make.Step("a"))).Do(new CompleteStep("a"), Play.Anna with { Qualified = false }).Deviations);
}
