using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class FailureTests
{
    static string Ways(Play play, string step) => string.Join(" ", play.State.WaysOnFrom(play[step]).Select(way => way.IsWritten ? $"{way.Kind}!" : $"{way.Kind}"));

    [Fact]
    public void Where_nothing_is_written_one_may_retry_go_on_or_abandon()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"))).Fail("a");
        Assert.Equal("a", play.Open);
        Assert.Equal("Retry GoOn Abandon", Ways(play, "a"));
        play.Do(new RetryStep("a"));
        Assert.Equal((StepStatus.Open, 2), (play.Status("a"), play["a"].Round));
        Assert.Equal("b", play.Done("a").Open);
        Assert.Equal("a a#2", play.Path);
    }

    [Fact]
    public void Going_on_needs_a_reason_and_is_a_deviation()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"))).Fail("a");
        Assert.Equal("reason", play.Refused<Refusal.Invalid>(new AcceptFailure("a", null)).Field);
        play.Do(new AcceptFailure("a", "the system is gone for good"));
        Assert.Equal(StepStatus.WentOn, play.Status("a"));
        Assert.Equal("a:Failed", play.Deviations);
        Assert.Equal("b", play.Open);
    }

    [Fact]
    public void A_failure_needs_words() =>
        Assert.Equal("reason", new Play(Make.Procedure(Make.Step("a"))).Refused<Refusal.Invalid>(new FailStep("a", "")).Field);

    [Fact]
    public void A_checkpoint_that_is_not_confirmed_is_a_failure()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Verify = "the light is green" }));
        Assert.Equal("confirmed", play.Refused<Refusal.Invalid>(new CompleteStep("a")).Field);
        play.Do(new CompleteStep("a") { Confirmed = false });
        Assert.Equal(StepStatus.Failed, play.Status("a"));
        Assert.Equal("Not as expected: the light is green", play["a"].Reason);
    }

    [Fact]
    public void A_written_contingency_is_worked_and_the_run_comes_back()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = Make.GoTo("call") }, Make.Step("b")).WithContingency(Make.Step("call"))).Fail("a");
        Assert.Equal("GoTo! Retry GoOn Abandon", Ways(play, "a"));
        play.Do(new TakeWayOut("a"));
        Assert.Equal("a call", play.Open);
        Assert.Equal(StepStatus.Detour, play.Status("a"));
        play.Refused<Refusal.Conflict>(new RetryStep("a"));
        play.Done("call");
        Assert.Equal((StepStatus.Failed, true), (play.Status("a"), play["a"].WayOutTaken));
        Assert.Equal("b", play.Do(new RetryStep("a")).Done("a").Open);
        Assert.Equal("a call a#2", play.Path);
    }

    [Fact]
    public void A_contingency_worked_twice_has_two_rounds()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = Make.GoTo("call") }).WithContingency(Make.Step("call")));
        play.Fail("a").Do(new TakeWayOut("a")).Done("call").Do(new RetryStep("a")).Fail("a").Do(new TakeWayOut("a"));
        Assert.Equal((StepStatus.Open, 2), (play.Status("call"), play["call"].Round));
    }

    [Fact]
    public void A_contingency_of_a_contingency_comes_back_step_by_step()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = Make.GoTo("c1") })
            .WithContingency(Make.Step("c1") with { IfItFails = Make.GoTo("c2") }, Make.Step("c2") with { IfItFails = Make.GoTo("c1") }));
        play.Fail("a").Do(new TakeWayOut("a")).Fail("c1").Do(new TakeWayOut("c1"));
        Assert.Equal("a c1 c2", play.Open);
        play.Done("c2").Do(new AcceptFailure("c1", "nobody answers"));
        Assert.Equal("a", play.Open);
        Assert.True(play["a"].WayOutTaken);
    }

    [Fact]
    public void A_contingency_that_leads_back_into_one_under_way_begins_it_anew()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = Make.GoTo("c1") })
            .WithContingency(Make.Step("c1") with { IfItFails = Make.GoTo("c2") }, Make.Step("c2") with { IfItFails = Make.GoTo("c1") }));
        play.Fail("a").Do(new TakeWayOut("a")).Fail("c1").Do(new TakeWayOut("c1")).Fail("c2").Do(new TakeWayOut("c2"));
        Assert.Equal("a c1", play.Open);
        Assert.Equal(2, play["c1"].Round);
    }

    [Fact]
    public void A_contingency_already_under_way_for_another_step_is_not_begun_twice()
    {
        var play = new Play(Make.Procedure(Make.Phase("One", true, Make.Step("a") with { IfItFails = Make.GoTo("call") }, Make.Step("b") with { IfItFails = Make.GoTo("call") })).WithContingency(Make.Step("call")));
        play.Fail("a").Do(new TakeWayOut("a")).Fail("b").Do(new TakeWayOut("b"));
        Assert.Equal("Detour Failed Open", play.Statuses("a", "b", "call"));
        Assert.True(play["b"].WayOutTaken);
    }

    [Fact]
    public void A_way_out_on_the_main_track_leads_there()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b") with { IfItFails = Make.GoTo("a") }, Make.Step("c"))).Done("a").Fail("b").Do(new TakeWayOut("b"));
        Assert.Equal("a", play.Open);
        Assert.Equal((2, 2), (play["a"].Round, play["b"].Round));
    }

    [Fact]
    public void A_way_out_that_is_only_words_is_shown_and_cannot_be_taken()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = new Exit.Advice("ask the vendor") })).Fail("a");
        Assert.Equal("Advice! Retry GoOn Abandon", Ways(play, "a"));
        play.Refused<Refusal.Invalid>(new TakeWayOut("a"));
    }

    [Fact]
    public void A_procedure_written_as_way_out_is_run_and_the_run_comes_back()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = new Exit.Start(Make.Link("help")) })).Fail("a");
        play.Do(new StartChildRun("a", "R-2"));
        Assert.Equal(StepStatus.AwaitingRun, play.Status("a"));
        play.Do(new EndChildRun("a", "R-2", RunEnding.Completed));
        Assert.Equal((StepStatus.Failed, true), (play.Status("a"), play["a"].WayOutTaken));
    }

    [Fact]
    public void Continue_written_as_way_out_is_no_deviation()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = Make.Continue }, Make.Step("b"))).Fail("a").Do(new TakeWayOut("a"));
        Assert.Equal(("b", ""), (play.Open, play.Deviations));
    }

    [Fact]
    public void Stop_written_as_way_out_ends_the_run()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = Make.Stop }, Make.Step("b"))).Fail("a").Do(new TakeWayOut("a"));
        Assert.Equal(RunEnding.Stopped, play.State.Ending);
    }

    [Fact]
    public void Rolling_back_works_the_way_back_in_order_and_finishes_as_rolled_back()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"), Make.Step("c")).WithRollback(Make.Step("r1"), Make.Step("r2"))).Done("a").Fail("b");
        Assert.Equal("Retry GoOn RollBack Abandon", Ways(play, "b"));
        play.Do(new StartRollback("b", null));
        Assert.Equal("r1", play.Open);
        Assert.Equal("Done WentOn NotTaken", play.Statuses("a", "b", "c"));
        play.Refused<Refusal.Conflict>(new CompleteStep("c"));
        play.Refused<Refusal.Conflict>(new FinishRun());
        play.Done("r1", "r2").Do(new FinishRun());
        Assert.Equal(RunEnding.RolledBack, play.State.Ending);
    }

    [Fact]
    public void Rolling_back_written_as_way_out_begins_at_once()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { IfItFails = Make.RollBack }, Make.Step("b")).WithRollback(Make.Step("r"))).Fail("a").Do(new TakeWayOut("a"));
        Assert.Equal("r", play.Open);
        Assert.True(play.State.IsRollingBack);
        Assert.Contains(play.Entries, entry => entry.Fact is RollbackStarted { Step: "a" });
    }

    [Fact]
    public void Rolling_back_is_possible_without_a_failure_given_a_reason()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b")).WithRollback(Make.Step("r"))).Done("a");
        play.Refused<Refusal.Invalid>(new StartRollback(null, ""));
        Assert.Equal("r", play.Do(new StartRollback(null, "the window is over")).Open);
        play.Refused<Refusal.Conflict>(new StartRollback(null, "again"));
    }

    [Fact]
    public void A_procedure_without_a_way_back_cannot_be_rolled_back() =>
        new Play(Make.Procedure(Make.Step("a"))).Refused<Refusal.Invalid>(new StartRollback(null, "please"));

    [Fact]
    public void A_link_into_the_rollback_begins_it_there()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("Bad", Make.GoTo("r2")))).WithRollback(Make.Step("r1"), Make.Step("r2"))).Answer("q", "Bad");
        Assert.Equal("r2", play.Open);
        Assert.Equal(StepStatus.NotTaken, play.Status("r1"));
    }

    [Fact]
    public void A_decision_in_the_rollback_may_lead_back_to_the_main_track()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"), Make.Step("c")).WithRollback(Make.Decision("r", ("Try again", Make.GoTo("b"))))).Done("a", "b").Do(new StartRollback(null, "broken"));
        play.Answer("r", "Try again");
        Assert.Equal("b", play.Open);
        Assert.False(play.State.IsRollingBack);
        Assert.True(play.Done("b", "c").State.CanFinish);
    }

    [Fact]
    public void A_failed_sub_step_holds_its_parent()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Step("x"), Make.Step("y")), Make.Step("z"))).Fail("x");
        Assert.Equal("x", play.Open);
        Assert.Equal("y", play.Do(new AcceptFailure("x", "fine")).Open);
    }

    [Fact]
    public void Retrying_a_parent_repeats_its_sub_steps()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Step("x")) with { Verify = "it works" })).Done("x").Fail("p").Do(new RetryStep("p"));
        Assert.Equal("x", play.Open);
        Assert.Equal("p", play.Done("x").Open);
    }

    [Fact]
    public void Only_an_open_step_can_fail()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"))).Done("a");
        play.Refused<Refusal.Conflict>(new FailStep("a", "after all not"));
    }
}
