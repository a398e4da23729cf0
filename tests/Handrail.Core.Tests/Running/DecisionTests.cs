using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class DecisionTests
{
    [Fact]
    public void An_answer_that_leads_forward_leaves_out_what_lies_between()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("Yes", Make.GoTo("c")), ("No", Make.Continue)), Make.Step("b"), Make.Step("c"))).Answer("q", "yes");
        Assert.Equal("Yes", play["q"].Answer);
        Assert.Equal(StepStatus.NotTaken, play.Status("b"));
        Assert.Equal("c", play.Open);
    }

    [Fact]
    public void An_answer_that_continues_opens_the_next_step() =>
        Assert.Equal("b", new Play(Make.Procedure(Make.Decision("q", ("Yes", Make.GoTo("c")), ("No", Make.Continue)), Make.Step("b"), Make.Step("c"))).Answer("q", "No").Open);

    [Fact]
    public void An_answer_that_leads_back_begins_a_new_round_and_keeps_the_old_one()
    {
        var play = new Play(Make.Procedure(Make.Step("a"), Make.Step("b"), Make.Decision("q", ("Again", Make.GoTo("b")), ("Enough", Make.Continue)), Make.Step("z")));
        play.Done("a", "b").Answer("q", "Again");
        Assert.Equal("b", play.Open);
        Assert.Equal((1, 2, 2), (play["a"].Round, play["b"].Round, play["q"].Round));
        play.Done("b").Answer("q", "Enough").Done("z");
        Assert.Equal("a b q b#2 q#2 z", play.Path);
        Assert.Equal(["b", "q"], play.State.EarlierRounds.Select(step => step.Key));
        Assert.True(play.State.CanFinish);
    }

    [Fact]
    public void A_form_from_an_earlier_round_is_a_conflict()
    {
        var play = new Play(Make.Procedure(Make.Step("b"), Make.Decision("q", ("Again", Make.GoTo("b"))))).Done("b").Answer("q", "Again");
        Assert.Contains("Anna already completed", play.Refused<Refusal.Conflict>(new CompleteStep("b", Round: 1)).Message, StringComparison.Ordinal);
        play.Do(new CompleteStep("b", Round: 2));
    }

    [Fact]
    public void An_answer_that_stops_ends_the_run_as_the_procedure_says()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("False alarm", Make.Stop), ("Real", Make.Continue)), Make.Step("b"))).Answer("q", "False alarm");
        Assert.Equal((RunStatus.Finished, RunEnding.Stopped), (play.State.Status, play.State.Ending!.Value));
        Assert.Equal(StepStatus.NotTaken, play.Status("b"));
    }

    [Fact]
    public void A_question_must_be_answered_with_one_of_its_answers()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("Yes", Make.Continue), ("No", Make.Stop))));
        Assert.Equal("answer", play.Refused<Refusal.Invalid>(new CompleteStep("q")).Field);
        Assert.Equal("Choose one of Yes, No.", play.Refused<Refusal.Invalid>(new CompleteStep("q") { Answer = "Perhaps" }).Message);
    }

    [Fact]
    public void A_contingency_reached_by_an_answer_is_a_detour()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("Locked", Make.GoTo("call")), ("Fine", Make.Continue)), Make.Step("b")).WithContingency(Make.Step("call"), Make.Step("other")));
        play.Answer("q", "Locked");
        Assert.Equal("q call", play.Open);
        Assert.Equal("b", play.Done("call").Open);
        Assert.Equal("call q", play.Path);
        Assert.Equal(StepStatus.Pending, play.Status("other"));
    }

    [Fact]
    public void Leaving_a_parent_leaves_its_own_part_and_its_later_sub_steps()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Decision("q", ("Out", Make.GoTo("z"))), Make.Step("x")) with { Verify = "it works" }, Make.Step("z"))).Answer("q", "Out");
        Assert.Equal("NotTaken NotTaken", play.Statuses("x", "p"));
        Assert.Equal("z", play.Open);
    }

    [Fact]
    public void Going_back_to_a_parent_begins_it_anew()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Step("x"), Make.Decision("q", ("Again", Make.GoTo("p")), ("On", Make.Continue))) with { Verify = "it works" }, Make.Step("z")));
        play.Done("x").Answer("q", "Again");
        Assert.Equal((2, 2), (play["p"].Round, play["x"].Round));
        play.Done("x").Answer("q", "On").Do(new CompleteStep("p") { Confirmed = true });
        Assert.Equal("z", play.Open);
    }

    [Fact]
    public void Leaving_a_phase_in_any_order_leaves_the_work_beside_alone()
    {
        var play = new Play(Make.Procedure(
            Make.Phase("One", true, Make.Step("a"), Make.Decision("q", ("Far", Make.GoTo("z"))), Make.Step("b")),
            Make.Phase("Two", false, Make.Step("y"), Make.Step("z")))).Answer("q", "Far");
        Assert.Equal("a b", play.Open);
        Assert.Equal(StepStatus.NotTaken, play.Status("y"));
        Assert.Equal("z", play.Done("a", "b").Open);
    }

    [Fact]
    public void Going_back_into_a_phase_in_any_order_repeats_only_the_step_named()
    {
        var play = new Play(Make.Procedure(
            Make.Phase("One", true, Make.Step("a"), Make.Step("b"), Make.Step("c")),
            Make.Phase("Two", false, Make.Decision("q", ("Again", Make.GoTo("b")), ("On", Make.Continue))))).Done("a", "b", "c").Answer("q", "Again");
        Assert.Equal("b", play.Open);
        Assert.Equal("Done Done", play.Statuses("a", "c"));
        Assert.Equal("q", play.Done("b").Open);
    }

    [Fact]
    public void Two_answers_that_lead_to_different_places_both_count()
    {
        var play = new Play(Make.Procedure(
            Make.Phase("One", true, Make.Decision("q", ("Near", Make.GoTo("x"))), Make.Decision("r", ("Far", Make.GoTo("z")))),
            Make.Phase("Two", false, Make.Step("w"), Make.Step("x"), Make.Step("y"), Make.Step("z")))).Answer("r", "Far").Answer("q", "Near");
        Assert.Equal("NotTaken Open NotTaken Pending", play.Statuses("w", "x", "y", "z"));
    }

    [Fact]
    public void A_link_to_a_phase_leads_to_its_first_step()
    {
        var play = new Play(Make.Procedure(Make.Phase("One", false, Make.Decision("q", ("On", Make.GoTo("two"))), Make.Step("a")), Make.Phase("Two", false, Make.Step("b")))).Answer("q", "On");
        Assert.Equal("b", play.Open);
        Assert.Equal(StepStatus.NotTaken, play.Status("a"));
    }

    [Fact]
    public void A_contingency_phase_that_leads_back_to_the_main_track_ends_the_detour()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("Bad", Make.GoTo("c1"))), Make.Step("a"), Make.Step("z"))
            .WithContingencyPhase("Trouble", Make.Step("c1"), Make.Decision("c2", ("Mended", Make.GoTo("z")), ("Not", Make.Continue)), Make.Step("c3")));
        play.Answer("q", "Bad").Done("c1").Answer("c2", "Mended");
        Assert.Equal("z", play.Open);
        Assert.Equal("NotTaken NotTaken Done", play.Statuses("a", "c3", "q"));
    }

    [Fact]
    public void A_link_that_leads_nowhere_goes_on_with_the_next_step() =>
        Assert.Equal("b", new Play(Make.Procedure(Make.Decision("q", ("Yes", Make.GoTo("gone"))), Make.Step("b"))).Answer("q", "Yes").Open);

    [Fact]
    public void A_decision_may_ask_itself_again()
    {
        var play = new Play(Make.Procedure(Make.Decision("q", ("Not yet", Make.GoTo("q")), ("Now", Make.Continue)))).Answer("q", "Not yet").Answer("q", "Not yet").Answer("q", "Now");
        Assert.Equal(3, play["q"].Round);
        Assert.True(play.State.CanFinish);
    }
}
