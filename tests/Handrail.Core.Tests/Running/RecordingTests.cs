using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class RecordingTests
{
    const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static readonly EvidenceFile Proof = new(Hash.ToUpperInvariant(), " status.png ", "image/png", 1234);

    static Play One(Step step) => new(Make.Procedure(step, Make.Step("z")));
    static Play Field(FieldType type, params string[] options) => One(Make.Step("a") with { Records = [Make.Field("It", type, false, options)] });

    [Theory]
    [InlineData(FieldType.Text, " T-1 ", "T-1")]
    [InlineData(FieldType.LongText, "one\ntwo", "one\ntwo")]
    [InlineData(FieldType.Number, "-12.50", "-12.50")]
    [InlineData(FieldType.Number, "12,5", null)]
    [InlineData(FieldType.Number, "many", null)]
    [InlineData(FieldType.Date, "2026-02-28", "2026-02-28")]
    [InlineData(FieldType.Date, "2026-02-30", null)]
    [InlineData(FieldType.DateAndTime, "2026-03-01T17:30+01:00", "2026-03-01T16:30:00.000000Z")]
    [InlineData(FieldType.DateAndTime, "Friday", null)]
    [InlineData(FieldType.YesNo, "on", "Yes")]
    [InlineData(FieldType.YesNo, "NO", "No")]
    [InlineData(FieldType.YesNo, "perhaps", null)]
    [InlineData(FieldType.Choice, "HIGH", "High")]
    [InlineData(FieldType.Choice, "huge", null)]
    [InlineData(FieldType.Member, "m-17", "m-17")]
    [InlineData(FieldType.System, "s-4", "s-4")]
    [InlineData(FieldType.File, Hash, Hash)]
    [InlineData(FieldType.File, "status.png", null)]
    [InlineData(FieldType.Link, "https://example.org/T-1", "https://example.org/T-1")]
    [InlineData(FieldType.Link, "mailto:anna@example.org", "mailto:anna@example.org")]
    [InlineData(FieldType.Link, "javascript:alert(1)", null)]
    [InlineData(FieldType.Link, "example.org", null)]
    [InlineData(FieldType.SecretReference, "vault: prod/db/root", "vault: prod/db/root")]
    [InlineData(FieldType.SecretReference, "ghp_0123456789abcdef", null)]
    [InlineData(FieldType.SecretReference, "postgres://root:hunter2@db", null)]
    [InlineData(FieldType.Unknown, "anything", "anything")]
    [InlineData(FieldType.Text, "nul\0nul", null)]
    public void Values_are_checked_by_their_type_and_kept_in_one_form(FieldType type, string typed, string? kept)
    {
        var play = Field(type, "High", "Low");
        var act = new CompleteStep("a") { Fields = [FieldValue.Of("it", typed)] };
        if (kept is null) Assert.Equal("it", play.Refused<Refusal.Invalid>(act).Field);
        else Assert.Equal(kept, Assert.Single(play.Do(act).State.Fields["it"].Values));
    }

    [Fact]
    public void A_checklist_keeps_the_ticked_options_in_the_procedures_order()
    {
        var play = Field(FieldType.Checklist, "laptop", "phone", "keys");
        Assert.Equal("it", play.Refused<Refusal.Invalid>(new CompleteStep("a") { Fields = [FieldValue.Of("it", "boat")] }).Field);
        Assert.Equal("laptop, keys", play.Do(new CompleteStep("a") { Fields = [FieldValue.Of("it", "Keys", "laptop")] }).State.Fields["it"].Text);
    }

    [Fact]
    public void Half_a_character_is_refused_because_it_could_not_be_kept() =>
        Assert.Equal("it", Field(FieldType.Text).Refused<Refusal.Invalid>(new CompleteStep("a") { Fields = [FieldValue.Of("it", "a\ud83d")] }).Field);

    [Fact]
    public void A_required_field_holds_the_step_until_it_is_filled_in()
    {
        var play = One(Make.Step("a") with { Records = [Make.Field("Ticket", required: true), Make.Field("Remark")] });
        Assert.Equal(["ticket"], play.State.MissingFor(play["a"], play.Now).Select(missing => missing.Field));
        Assert.Equal("Fill in Ticket.", play.Refused<Refusal.Invalid>(new CompleteStep("a") { Fields = [FieldValue.Of("ticket", " ")] }).Message);
        play.Do(new RecordFields("a", [FieldValue.Of("ticket", "T-1")]));
        Assert.Empty(play.State.MissingFor(play["a"], play.Now));
        Assert.Equal("z", play.Done("a").Open);
    }

    [Fact]
    public void A_field_the_step_does_not_have_is_refused() =>
        Assert.Equal("colour", One(Make.Step("a")).Refused<Refusal.Invalid>(new CompleteStep("a") { Fields = [FieldValue.Of("colour", "red")] }).Field);

    [Fact]
    public void A_record_is_corrected_with_a_reason_and_the_old_value_stays_in_the_facts()
    {
        var play = One(Make.Step("a") with { Records = [Make.Field("Ticket", required: true)] }).Do(new CompleteStep("a") { Fields = [FieldValue.Of("ticket", "T-1")] });
        Assert.Equal("reason", play.Refused<Refusal.Invalid>(new RecordFields("a", [FieldValue.Of("ticket", "T-2")])).Field);
        Assert.Equal("ticket", play.Refused<Refusal.Invalid>(new RecordFields("a", [FieldValue.Of("ticket", "")], "typo")).Field);
        play.Do(new RecordFields("a", [FieldValue.Of("ticket", "T-2")], "typo"));
        Assert.Equal("T-2", play.State.Fields["ticket"].Text);
        Assert.Equal(["T-1", "T-2"], play.Entries.Select(entry => entry.Fact).OfType<FieldsRecorded>().Select(fact => fact.Values[0].Text));
    }

    [Fact]
    public void Start_fields_are_checked_before_a_run_begins_and_give_it_its_title()
    {
        var procedure = Make.Procedure(Make.Step("a")) with { Header = new() { Run = "Offboard {{Leaver}} at {{organization}}" }, StartFields = [Make.Field("Leaver", FieldType.Member, required: true)] };
        Assert.Equal(new Refusal.Invalid("leaver", "Fill in Leaver."), RunEngine.Start(procedure, new("SOP-001 v1"), Play.Anna, default).Refusal);
        var play = new Play(procedure, new FieldValue("leaver", ["m-1"], ["Lea Lang"]));
        Assert.Equal("Offboard Lea Lang at {{organization}}", play.State.Title);
        Assert.Equal("Lea Lang", Assert.Single(play.Record.StartValues).Value.Text);
    }

    [Fact]
    public void Evidence_is_needed_or_the_reason_why_there_is_none()
    {
        var play = One(Make.Step("a") with { Evidence = "a screenshot" });
        Assert.Equal("withoutEvidence", play.Refused<Refusal.Invalid>(new CompleteStep("a")).Field);
        Assert.Equal("a:WithoutEvidence", play.Do(new CompleteStep("a") { WithoutEvidence = "the page was gone" }).Deviations);
    }

    [Fact]
    public void Evidence_may_come_before_or_with_the_completion()
    {
        var step = Make.Step("a") with { Evidence = "a screenshot" };
        var before = One(step).Do(new AttachEvidence("a", Proof)).Done("a");
        Assert.Equal(("", new EvidenceFile(Hash, "status.png", "image/png", 1234)), (before.Deviations, Assert.Single(before["a"].Evidence).File));
        before.Refused<Refusal.Conflict>(new AttachEvidence("a", Proof));
        var with = One(step).Do(new CompleteStep("a") { Evidence = [Proof] });
        Assert.Equal("step 1 “Do a”", Assert.Single(with.Record.Evidence).StepName);
    }

    [Fact]
    public void A_file_without_a_hash_is_refused() =>
        One(Make.Step("a")).Refused<Refusal.Invalid>(new AttachEvidence("a", Proof with { Sha256 = "abc" }));

    [Fact]
    public void A_failure_keeps_what_was_typed()
    {
        var play = One(Make.Step("a") with { Verify = "green", Records = [Make.Field("Ticket")] }).Do(new CompleteStep("a") { Confirmed = false, Fields = [FieldValue.Of("ticket", "T-1")], Evidence = [Proof] });
        Assert.Equal((StepStatus.Failed, "T-1", 1), (play.Status("a"), play.State.Fields["ticket"].Text, play["a"].Evidence.Count));
    }

    [Fact]
    public void A_step_is_taken_by_one_person_and_can_be_handed_over()
    {
        var play = One(Make.Step("a")).Do(new ClaimStep("a"));
        Assert.StartsWith("Anna took step 1", play.Refused<Refusal.Conflict>(new ClaimStep("a"), Play.Ben).Message, StringComparison.Ordinal);
        play.Refused<Refusal.Invalid>(new HandOverStep("a", ""));
        Assert.Equal("ben", play.Do(new HandOverStep("a", "ben", "my shift ends"))["a"].ClaimedBy);
        play.Refused<Refusal.Conflict>(new HandOverStep("a", "ben"));
        Assert.Equal("ben", play.Do(new HandOverRun("ben")).State.Lead);
    }
}
