using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class RepeatTests
{
    static Play Revoking(params Step[] then) =>
        new(Make.Procedure([Make.Step("revoke") with { ForEach = "system the Leaver has an account in", Records = [Make.Field("Ticket")] }, .. then]));

    static ChooseItems Choose(string step, params string[] labels) => new(step, [.. labels.Select(label => new RunItem(label))]);

    [Fact]
    public void A_set_from_outside_is_asked_for_and_gives_one_instance_each()
    {
        var play = Revoking(Make.Step("z"));
        Assert.Equal(StepStatus.ItemsAsked, play.Status("revoke"));
        play.Do(Choose("revoke", "Okta", "Git Hub", "git/hub!"));
        Assert.Equal("revoke~okta revoke~git-hub revoke~git-hub-2", play.Open);
        Assert.Equal("Git Hub", play["revoke~git-hub"].Item!.Label);
        play.Done("revoke~git-hub", "revoke~okta");
        Assert.Equal(StepStatus.Underway, play.Status("revoke"));
        Assert.Equal("z", play.Done("revoke~git-hub-2").Open);
        Assert.Equal(StepStatus.Done, play.Status("revoke"));
    }

    [Fact]
    public void Items_must_be_named_and_differ()
    {
        var play = Revoking();
        play.Refused<Refusal.Invalid>(Choose("revoke", "Okta", "okta "));
        play.Refused<Refusal.Invalid>(Choose("revoke", " "));
        play.Refused<Refusal.Conflict>(new CompleteStep("revoke"));
        play.Do(Choose("revoke", "Okta"));
        play.Refused<Refusal.Conflict>(Choose("revoke", "Okta"));
    }

    [Fact]
    public void Nothing_to_repeat_over_means_the_step_does_not_apply()
    {
        var play = Revoking(Make.Step("z")).Do(Choose("revoke"));
        Assert.Equal(StepStatus.NotApplicable, play.Status("revoke"));
        Assert.Equal("z", play.Open);
    }

    [Fact]
    public void The_ticked_items_of_a_checklist_are_taken_by_themselves()
    {
        var play = new Play(Make.Procedure(
            Make.Step("collect") with { Records = [Make.Field("Items returned", FieldType.Checklist, false, "laptop", "phone", "keys")] },
            Make.Step("wipe") with { ForEach = "item of Items returned" }));
        play.Do(new CompleteStep("collect") { Fields = [FieldValue.Of("items-returned", "phone", "laptop")] });
        Assert.Equal("wipe~laptop wipe~phone", play.Open);
    }

    [Fact]
    public void Sub_steps_repeat_with_their_parent()
    {
        var play = new Play(Make.Procedure(Make.Step("each", Make.Step("off"), Make.Step("check")) with { ForEach = "server" }, Make.Step("z"))).Do(Choose("each", "A", "B"));
        Assert.Equal("off~a off~b", play.Open);
        play.Done("off~a");
        Assert.Equal("check~a off~b", play.Open);
        play.Done("check~a", "off~b", "check~b");
        Assert.Equal("z", play.Open);
    }

    [Fact]
    public void Repetition_inside_repetition_names_both_items()
    {
        var play = new Play(Make.Procedure(Make.Step("site", Make.Step("host") with { ForEach = "host of the site" }) with { ForEach = "site" })).Do(Choose("site", "North", "South")).Do(Choose("host~north", "N1"));
        Assert.Equal("host~north~n1 host~south", play.Open);
    }

    [Fact]
    public void Each_instance_keeps_its_own_values()
    {
        var play = Revoking().Do(Choose("revoke", "Okta", "AWS"));
        play.Do(new CompleteStep("revoke~okta") { Fields = [FieldValue.Of("ticket", "T-1")] }).Do(new CompleteStep("revoke~aws") { Fields = [FieldValue.Of("ticket", "T-2")] });
        Assert.Equal("T-1", play.State.Fields["ticket~okta"].Text);
        Assert.Equal("T-2", play.State.Fields["ticket"].Text);
    }

    [Fact]
    public void A_decision_in_an_instance_leads_within_that_instance()
    {
        var play = new Play(Make.Procedure(Make.Step("each", Make.Step("off"), Make.Decision("gone", ("No", Make.GoTo("off")), ("Yes", Make.Continue))) with { ForEach = "server" })).Do(Choose("each", "A", "B"));
        play.Done("off~a", "off~b").Answer("gone~a", "No");
        Assert.Equal("off~a gone~b", play.Open);
        Assert.Equal((2, 1), (play["off~a"].Round, play["off~b"].Round));
    }

    [Fact]
    public void A_decision_that_leaves_the_repetition_leaves_the_other_instances_alone()
    {
        var play = new Play(Make.Procedure(Make.Step("each", Make.Decision("q", ("Out", Make.GoTo("z"))), Make.Step("x")) with { ForEach = "server" }, Make.Step("y"), Make.Step("z"))).Do(Choose("each", "A", "B"));
        play.Answer("q~a", "Out");
        Assert.Equal("NotTaken NotTaken", play.Statuses("x~a", "y"));
        Assert.Equal("q~b", play.Open);
        Assert.Equal("z", play.Answer("q~b", "Out").Open);
    }

    [Fact]
    public void A_new_round_of_a_repeated_step_asks_for_its_items_again()
    {
        var play = new Play(Make.Procedure(Make.Step("each") with { ForEach = "server" }, Make.Decision("q", ("Again", Make.GoTo("each")), ("On", Make.Continue)))).Do(Choose("each", "A")).Done("each~a").Answer("q", "Again");
        Assert.Equal("each", play.Open);
        Assert.Null(play.State.Find("each~a"));
        play.Do(Choose("each", "A", "B")).Done("each~a", "each~b").Answer("q", "On");
        Assert.Equal(2, play["each~a"].Round);
        Assert.Equal("each#1 each#2 each~a#1 each~a#2 each~b#1", string.Join(" ", play.Record.Steps.Where(step => step.Key != "q").Select(step => $"{step.Key}#{step.Round}")));
    }

    [Fact]
    public void A_step_added_beside_an_instance_follows_the_whole_repetition()
    {
        var play = Revoking(Make.Step("z")).Do(Choose("revoke", "Okta")).Do(new AddStep("revoke~okta", "Tell the owner", "she asked"));
        Assert.Equal("revoke~okta", play.Open);
        Assert.Equal("added-1", play.Done("revoke~okta").Open);
    }
}
