using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class WaitTests
{
    static Play Sleeping() => new(Make.Procedure(Make.Step("a") with { Wait = new(new(30, IntervalUnit.Day), "30 days, then delete the mailbox") }, Make.Step("b")));

    [Fact]
    public void A_waiting_step_says_when_it_wakes()
    {
        var play = Sleeping();
        Assert.Equal((StepStatus.Waiting, play.Now + TimeSpan.FromDays(30)), (play.Status("a"), play["a"].WakesAt!.Value));
    }

    [Fact]
    public void Before_the_wait_is_over_a_reason_is_needed_and_it_is_a_deviation()
    {
        var play = Sleeping();
        Assert.Equal("reason", play.Refused<Refusal.Invalid>(new CompleteStep("a")).Field);
        Assert.Equal("reason", play.Refused<Refusal.Invalid>(new EndWait("a")).Field);
        play.Do(new CompleteStep("a") { Reason = "legal hold was lifted" });
        Assert.Equal(("b", "a:Early"), (play.Open, play.Deviations));
    }

    [Fact]
    public void After_the_wait_the_step_is_completed_like_any_other()
    {
        var play = Sleeping().Later(TimeSpan.FromDays(31));
        Assert.Equal(StepStatus.Open, play.Do(new EndWait("a")).Status("a"));
        Assert.Equal(("b", ""), (play.Done("a").Open, play.Deviations));
        Assert.Equal(("b", ""), (Sleeping().Later(TimeSpan.FromDays(31)).Done("a").Open, play.Deviations));
    }

    [Fact]
    public void A_wait_in_words_ends_when_somebody_says_so()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Wait = new(null, "until the vendor confirms") }));
        Assert.Null(play["a"].WakesAt);
        Assert.Equal("", play.Done("a").Deviations);
    }

    [Fact]
    public void A_child_run_is_waited_for()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Run = Make.Link("rotate") }, Make.Step("b")));
        Assert.Equal("rotate", RunState.LinkOf(play["a"])!.Text);
        play.Refused<Refusal.Conflict>(new CompleteStep("a"));
        play.Do(new StartChildRun("a", "R-2"));
        play.Refused<Refusal.Conflict>(new StartChildRun("a", "R-3"));
        play.Refused<Refusal.NotFound>(new EndChildRun("a", "R-9", RunEnding.Completed));
        Assert.Equal("b", play.Do(new EndChildRun("a", "R-2", RunEnding.Completed)).Open);
        play.Refused<Refusal.Conflict>(new EndChildRun("a", "R-2", RunEnding.Completed));
    }

    [Fact]
    public void A_step_that_asks_for_more_than_the_child_run_opens_afterwards()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Run = Make.Link("rotate"), Verify = "no old key works" })).Do(new StartChildRun("a", "R-2")).Do(new EndChildRun("a", "R-2", RunEnding.Completed));
        Assert.Equal(StepStatus.Open, play.Status("a"));
        play.Do(new CompleteStep("a") { Confirmed = true });
    }

    [Fact]
    public void An_abandoned_child_run_is_a_deviation_and_a_failure()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Run = Make.Link("rotate") })).Do(new StartChildRun("a", "R-2")).Do(new EndChildRun("a", "R-2", RunEnding.Abandoned));
        Assert.Equal((StepStatus.Failed, "a:ChildAbandoned"), (play.Status("a"), play.Deviations));
        play.Do(new RetryStep("a")).Do(new StartChildRun("a", "R-3")).Do(new EndChildRun("a", "R-3", RunEnding.Completed));
        Assert.True(play.State.CanFinish);
    }

    [Fact]
    public void A_child_run_may_end_while_its_parent_is_paused()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Run = Make.Link("rotate") }, Make.Step("b"))).Do(new StartChildRun("a", "R-2")).Do(new PauseRun()).Do(new EndChildRun("a", "R-2", RunEnding.Stopped));
        Assert.Equal("b", play.Do(new ResumeRun()).Open);
    }

    [Fact]
    public void A_child_run_that_ends_after_its_step_was_skipped_is_still_recorded()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Run = Make.Link("rotate") }, Make.Step("b"))).Do(new StartChildRun("a", "R-2")).Do(new SkipStep("a", "takes too long"));
        play.Do(new EndChildRun("a", "R-2", RunEnding.Completed));
        Assert.Equal(RunEnding.Completed, Assert.Single(play.State.Children).Ending);
        Assert.Equal("b", play.Open);
    }

    [Fact]
    public void An_answer_that_starts_a_procedure_waits_for_it()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("Theft", new Exit.Start(Make.Link("insider"))), ("No", Make.Continue)), Make.Step("b"))).Answer("q", "Theft");
        Assert.Equal((StepStatus.AwaitingRun, "insider"), (play.Status("q"), RunState.LinkOf(play["q"])!.Text));
        Assert.Equal("b", play.Do(new StartChildRun("q", "R-2")).Do(new EndChildRun("q", "R-2", RunEnding.Completed)).Open);
    }

    [Fact]
    public void While_paused_only_notes_are_taken_and_the_pause_is_measured()
    {
        var play = new Play(Make.Procedure(Make.Step("a"))).Do(new PauseRun("lunch"));
        play.Refused<Refusal.Conflict>(new CompleteStep("a"));
        play.Refused<Refusal.Conflict>(new PauseRun());
        play.Do(new AddNote("a", "still hungry")).Do(new AddNote(null, "back soon")).Later(TimeSpan.FromMinutes(30)).Do(new ResumeRun());
        Assert.Equal(TimeSpan.FromMinutes(33), play.State.PausedFor);
        Assert.Equal(2, play.State.Notes.Count);
        play.Refused<Refusal.Conflict>(new ResumeRun());
    }

    [Fact]
    public void A_run_is_abandoned_with_a_reason_and_then_takes_nothing_more()
    {
        var play = new Play(Make.Procedure(Make.Step("a")));
        play.Refused<Refusal.Invalid>(new AbandonRun(""));
        play.Do(new AbandonRun("the leaver stays"));
        Assert.Equal((RunStatus.Abandoned, RunEnding.Abandoned, "the leaver stays"), (play.State.Status, play.State.Ending!.Value, play.State.Summary));
        Assert.Contains("Anna abandoned", play.Refused<Refusal.Conflict>(new CompleteStep("a")).Message, StringComparison.Ordinal);
        play.Refused<Refusal.Conflict>(new AddNote(null, "too late"));
    }
}
