using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class SequenceTests
{
    [Fact]
    public void Steps_open_one_after_the_other()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"), Make.Step("c")));
        Assert.Equal("a", play.Open);
        Assert.Equal("b", play.Done("a").Open);
        Assert.Equal("c", play.Done("b").Open);
        Assert.False(play.State.CanFinish);
        Assert.True(play.Done("c").State.CanFinish);
        play.Do(new FinishRun("All well"));
        Assert.Equal((RunStatus.Finished, RunEnding.Completed, "All well"), (play.State.Status, play.State.Ending!.Value, play.State.Summary));
        Assert.Equal("a b c", play.Path);
    }

    [Fact]
    public void A_phase_in_any_order_opens_all_its_steps_and_holds_the_next_phase_back()
    {
        var play = new Play(Make.Procedure(Make.Phase("One", true, Make.Step("a"), Make.Step("b")), Make.Phase("Two", false, Make.Step("c"))));
        Assert.Equal("a b", play.Open);
        Assert.Equal("a", play.Done("b").Open);
        Assert.Equal("c", play.Done("a").Open);
    }

    [Fact]
    public void A_parent_without_work_of_its_own_is_done_with_its_sub_steps()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Step("x"), Make.Step("y")), Make.Step("z")));
        Assert.Equal("x", play.Open);
        Assert.Equal(StepStatus.Underway, play.Status("p"));
        play.Done("x", "y");
        Assert.Equal(StepStatus.Done, play.Status("p"));
        Assert.Equal("z", play.Open);
    }

    [Fact]
    public void A_parent_with_a_checkpoint_opens_after_its_sub_steps()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Step("x")) with { Verify = "it works" }));
        play.Done("x");
        Assert.Equal("p", play.Open);
        play.Do(new CompleteStep("p") { Confirmed = true });
        Assert.True(play.State.CanFinish);
    }

    [Fact]
    public void Finishing_early_is_refused_and_names_what_is_open()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b")));
        Assert.Contains("Do a", play.Refused<Refusal.Conflict>(new FinishRun()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Completing_twice_is_refused_naming_who_was_first_and_when()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"))).Done("a");
        Assert.Equal("Anna already completed step 1 “Do a” on 2 March 2026, 09:01 UTC.", play.Refused<Refusal.Conflict>(new CompleteStep("a"), Play.Ben).Message);
    }

    [Fact]
    public void An_unknown_step_is_not_found() =>
        new Play(Make.Procedure(Make.Step("a"))).Refused<Refusal.NotFound>(new CompleteStep("nowhere"));

    [Fact]
    public void A_step_ahead_of_its_turn_needs_a_reason_and_is_a_deviation()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"), Make.Step("c")));
        Assert.Equal("reason", play.Refused<Refusal.Invalid>(new CompleteStep("b")).Field);
        play.Do(new CompleteStep("b") { Reason = "the vendor called back early" });
        Assert.Equal("b:OutOfOrder", play.Deviations);
        Assert.Equal("c", play.Done("a").Open);
        Assert.Equal("a c", string.Join(" ", play.Done("c").State.Steps.Where(step => step.Reason is null).Select(step => step.Key)));
    }

    [Fact]
    public void Skipping_needs_a_reason_unless_the_step_is_optional()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b") with { Optional = true }, Make.Step("c")));
        Assert.Equal("reason", play.Refused<Refusal.Invalid>(new SkipStep("a", " ")).Field);
        play.Do(new SkipStep("a", "no such system here")).Do(new SkipStep("b", null));
        Assert.Equal("c", play.Open);
        Assert.Equal("a:Skipped", play.Deviations);
    }

    [Fact]
    public void Skipping_a_parent_skips_what_is_left_in_it()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Step("x"), Make.Step("y")), Make.Step("z"))).Done("x").Do(new SkipStep("p", "not needed"));
        Assert.Equal("Done Skipped Skipped", play.Statuses("x", "y", "p"));
        Assert.Equal("z", play.Open);
    }

    [Fact]
    public void A_step_added_while_running_comes_next_and_is_a_deviation()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b")));
        play.Do(new AddStep("a", "Call the vendor", "they changed the address"));
        Assert.Equal("b", play.Done("a", "added-1").Open);
        Assert.Equal("added-1:Added", play.Deviations);
        Assert.True(play["added-1"].IsAdded);
    }

    [Fact]
    public void A_step_added_after_everything_is_done_keeps_the_run_open()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Step("x")))).Done("x").Do(new AddStep("x", "Tell the manager", "she asked"));
        Assert.False(play.State.CanFinish);
        Assert.Equal("added-1", play.Open);
        Assert.True(play.Done("added-1").State.CanFinish);
    }

    [Fact]
    public void Progress_counts_what_applies()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("p", Make.Step("x"), Make.Step("y"))).WithContingency(Make.Step("c")).WithRollback(Make.Step("r")));
        Assert.Equal(new(0, 3), play.State.Progress);
        Assert.Equal(new(2, 3), play.Done("a", "x").State.Progress);
    }

    [Fact]
    public void A_text_without_steps_cannot_be_run() =>
        Assert.IsType<Refusal.Invalid>(RunEngine.Start(Make.Procedure(Make.Phase("Empty", false)), new("SOP-001 v1"), Play.Anna, default).Refusal);
}
