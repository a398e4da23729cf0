using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class ConditionTests
{
    static readonly Condition Severe = new Condition.Compare("CVSS >= 9", "cvss", ">=", 9);
    static readonly Condition Urgent = Make.Is("severity", "high", "critical");

    static bool? Holds(Condition condition, params FieldValue[] fields) =>
        Conditions.Holds(condition, name => fields.FirstOrDefault(value => value.Field == name), name => name == "privileged" ? "Yes" : null);

    [Theory]
    [InlineData("Critical", true)]
    [InlineData("low", false)]
    public void Is_compares_without_letter_case(string value, bool holds) => Assert.Equal(holds, Holds(Urgent, FieldValue.Of("severity", value)));

    [Theory]
    [InlineData("9", true)]
    [InlineData("9.8", true)]
    [InlineData("8.9", false)]
    [InlineData("unknown", null)]
    public void Numbers_are_compared_as_numbers(string value, bool? holds) => Assert.Equal(holds, Holds(Severe, FieldValue.Of("cvss", value)));

    [Theory]
    [InlineData("<", false)]
    [InlineData("<=", true)]
    [InlineData("=", true)]
    [InlineData(">", false)]
    [InlineData(">=", true)]
    [InlineData("~", null)]
    public void Every_sign_is_known_or_asked_about(string sign, bool? holds) => Assert.Equal(holds, Holds(new Condition.Compare("", "cvss", sign, 9), FieldValue.Of("cvss", "9.0")));

    [Fact]
    public void A_name_may_be_a_decisions_answer() => Assert.True(Holds(Make.Is("privileged", "yes")));

    [Fact]
    public void Not_turns_it_round() => Assert.False(Holds(new Condition.Is("", "privileged", ["yes"], Not: true)));

    [Fact]
    public void What_is_not_recorded_is_not_known_even_when_turned_round() => Assert.Null(Holds(new Condition.Is("", "severity", ["high"], Not: true)));

    [Fact]
    public void Membership_needs_the_groups_of_the_member()
    {
        var engineer = new Condition.MemberOf("Leaver is a member of Engineering", "leaver", "engineering");
        Assert.Null(Holds(engineer, FieldValue.Of("leaver", "m-1")));
        Assert.True(Holds(engineer, new FieldValue("leaver", ["m-1"], ["Lea"], ["Engineering"])));
        Assert.False(Holds(engineer, new FieldValue("leaver", ["m-1"], ["Lea"], [])));
    }

    [Fact]
    public void And_is_false_as_soon_as_one_part_is_and_or_is_true_as_soon_as_one_part_is()
    {
        var yes = Make.Is("privileged", "Yes");
        var no = Make.Is("privileged", "No");
        Assert.False(Holds(new Condition.All("", [Severe, no])));
        Assert.Null(Holds(new Condition.All("", [Severe, yes])));
        Assert.True(Holds(new Condition.Any("", [Severe, yes])));
        Assert.Null(Holds(new Condition.Any("", [Severe, no])));
        Assert.Null(Holds(new Condition.Unread("when the moon is full")));
    }

    static Play Asking(Condition condition) => new(Make.Procedure(Make.Decision("privileged", ("Yes", Make.Continue), ("No", Make.Continue)), Make.Step("rotate") with { OnlyIf = condition }, Make.Step("z")));

    [Fact]
    public void A_step_whose_condition_does_not_hold_is_recorded_as_not_applicable()
    {
        var play = Asking(Make.Is("privileged", "Yes")).Answer("privileged", "No");
        Assert.Equal(("z", StepStatus.NotApplicable), (play.Open, play.Status("rotate")));
        Assert.Contains(play.Entries, entry => entry.Fact is ConditionAnswered { Step: "rotate", Holds: false, Asked: false });
        Assert.Equal("rotate", Asking(Make.Is("privileged", "Yes")).Answer("privileged", "Yes").Open);
    }

    [Fact]
    public void What_cannot_be_known_is_asked_and_the_answer_is_noted()
    {
        var play = Asking(new Condition.Unread("when it matters")).Answer("privileged", "No");
        Assert.Equal(StepStatus.ConditionAsked, play.Status("rotate"));
        play.Refused<Refusal.Conflict>(new CompleteStep("rotate"));
        play.Do(new AnswerCondition("rotate", Holds: false, "it does not matter"));
        Assert.Equal(("z", "rotate:ConditionAsked"), (play.Open, play.Deviations));
        play.Refused<Refusal.Conflict>(new AnswerCondition("rotate", Holds: true));
    }

    [Fact]
    public void A_question_answers_itself_when_the_field_is_recorded_meanwhile()
    {
        var procedure = Make.Procedure(Make.Phase("", true, Make.Step("a") with { Records = [Make.Field("Severity")] }, Make.Step("b") with { OnlyIf = Urgent }));
        var play = new Play(procedure);
        Assert.Equal(StepStatus.ConditionAsked, play.Status("b"));
        Assert.Equal("a b", play.Do(new RecordFields("a", [FieldValue.Of("severity", "high")])).Open);
        Assert.Equal(StepStatus.Open, play.Status("b"));
    }

    [Fact]
    public void A_repeated_step_reads_the_values_of_its_own_item_first()
    {
        var look = Make.Step("look") with { Records = [Make.Field("Severity")] };
        var act = Make.Step("act") with { OnlyIf = Urgent };
        var play = new Play(Make.Procedure(Make.Step("each", look, act) with { ForEach = "server" }));
        play.Do(new ChooseItems("each", [new("A"), new("B")]));
        play.Do(new CompleteStep("look~a") { Fields = [FieldValue.Of("severity", "high")] }).Do(new CompleteStep("look~b") { Fields = [FieldValue.Of("severity", "low")] });
        Assert.Equal("Open NotApplicable", play.Statuses("act~a", "act~b"));
    }

    [Fact]
    public void A_parent_that_does_not_apply_takes_its_sub_steps_with_it()
    {
        var play = new Play(Make.Procedure(Make.Decision("privileged", ("No", Make.Continue)), Make.Step("p", Make.Step("x")) with { OnlyIf = Make.Is("privileged", "Yes") }, Make.Step("z"))).Answer("privileged", "No");
        Assert.Equal("NotApplicable NotApplicable", play.Statuses("p", "x"));
        Assert.Equal(new(1, 2), play.State.Progress);
    }
}
