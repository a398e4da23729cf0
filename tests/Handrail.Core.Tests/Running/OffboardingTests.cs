using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

/// <summary>The example of docs/procedure-format.md, run on a Friday afternoon.</summary>
public class OffboardingTests
{
    static readonly Actor Hal = new("hal", "Hal", ["HR"]);
    static readonly EvidenceFile Screenshot = new(new string('a', 64), "deactivated.png", "image/png", 40_000);

    static Procedure Example()
    {
        var document = Repository.Read("docs/procedure-format.md");
        var start = document.IndexOf("```markdown\n", StringComparison.Ordinal) + 12;
        return ProcedureReader.Read(document[start..document.IndexOf("\n```\n", start, StringComparison.Ordinal)]);
    }

    static Play Friday() => new(Example(), new FieldValue("leaver", ["m-7"], ["Lea Lang"]), FieldValue.Of("departure", "2026-03-02T09:00:00Z"));

    static Play CutOff(Play play) => play
        .Do(new CompleteStep("disable-account") { Confirmed = true, Evidence = [Screenshot] })
        .Do(new ChooseItems("revoke", [new("GitHub", "s-1"), new("AWS", "s-2")]))
        .Do(new CompleteStep("revoke~github") { Confirmed = true, Fields = [FieldValue.Of("ticket", "T-1")] })
        .Do(new VerifyStep("revoke~github"), Play.Ben)
        .Do(new CompleteStep("revoke~aws") { Confirmed = true }, Play.Ben)
        .Do(new VerifyStep("revoke~aws"));

    [Fact]
    public void It_runs_to_the_end_as_written()
    {
        var play = Friday();
        Assert.Equal("Offboard Lea Lang", play.State.Title);
        Assert.Equal("2026-03-02T10:00:00.000000Z", play["disable-account"].DueAt.ToString());
        CutOff(play).Answer("privileged", "Yes");
        Assert.Equal("rotate", play.Open);
        play.Do(new StartChildRun("rotate", "R-2")).Do(new EndChildRun("rotate", "R-2", RunEnding.Completed));
        Assert.Equal("assets transfer", play.Open);
        play.Do(new CompleteStep("assets") { Fields = [FieldValue.Of("items-returned", "laptop", "badge")] }, Hal)
            .Later(TimeSpan.FromDays(30)).Do(new EndWait("transfer")).Done("transfer").Do(new FinishRun("All access removed"));
        Assert.Equal(RunEnding.Completed, play.State.Ending);
        Assert.Equal("", play.Deviations);
        Assert.Equal("disable-account revoke~github revoke~aws privileged rotate assets transfer", play.Path);
        Assert.Equal(new(7, 7), play.State.Progress);
    }

    [Fact]
    public void An_ordinary_leaver_needs_no_rotation()
    {
        var play = CutOff(Friday()).Answer("privileged", "No");
        Assert.Equal(("assets transfer", StepStatus.NotApplicable), (play.Open, play.Status("rotate")));
    }

    [Fact]
    public void Late_and_failed_is_told_as_it_was()
    {
        var play = Friday().Later(TimeSpan.FromHours(4)).Do(new CompleteStep("disable-account") { Confirmed = false, Reason = "the console is down" });
        play.Do(new TakeWayOut("disable-account")).Done("call-on-call").Do(new RetryStep("disable-account"))
            .Do(new CompleteStep("disable-account") { Confirmed = true, WithoutEvidence = "the console cannot show it" });
        Assert.Equal("disable-account:WithoutEvidence disable-account:Late", play.Deviations);
        Assert.Equal(
        [
            "Anna reported that step 1 “Disable the directory account” did not work: the console is down.",
            "Anna took the way out written for step 1 “Disable the directory account”.",
            "Anna completed step C1 “Call the on-call administrator”.",
            "Anna began step 1 “Disable the directory account” again.",
            "Anna completed step 1 “Disable the directory account”.",
            "Anna departed from the procedure in step 1 “Disable the directory account”: without evidence (screenshot of the status page) (the console cannot show it).",
            "Anna departed from the procedure in step 1 “Disable the directory account”: 3 h 5 min past its limit of 1 hour.",
        ], play.Entries.Skip(2).Select(entry => RunSentences.Of(play.State, entry)));
    }

    [Fact]
    public void The_record_says_who_did_what_when_and_against_which_limit()
    {
        var play = CutOff(Friday()).Answer("privileged", "No").Do(new AddNote(null, "keys follow by post")).Do(new AbandonRun("the leaver stays after all"));
        var record = play.Record;
        Assert.Equal(("Offboard Lea Lang", "SOP-001 v1", RunEnding.Abandoned), (record.Title, record.Procedure, record.Ending!.Value));
        Assert.Equal(["Leaver: Lea Lang", "Departure: 2026-03-02T09:00:00.000000Z"], record.StartValues.Select(value => $"{value.Label}: {value.Value.Text}"));
        var first = record.Steps[0];
        Assert.Equal(("1", "Cut access", "anna", TimeSpan.FromMinutes(1), 1), (first.Number, first.Phase, first.CompletedBy, first.Took!.Value, first.Evidence));
        Assert.Null(first.Overrun);
        var aws = Assert.Single(record.Steps, step => step.Item == "AWS");
        Assert.Equal(("ben", "anna"), (aws.CompletedBy, aws.VerifiedBy));
        Assert.Equal("deactivated.png", Assert.Single(record.Evidence).Evidence.File.FileName);
        Assert.Equal(["anna", "ben"], record.Participants);
        Assert.Equal("keys follow by post", Assert.Single(record.Notes).Text);
    }
}
