using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class DeadlineTests
{
    static readonly Interval Hour = new(1, IntervalUnit.Hour);

    static Play With(Deadline within, params FieldValue[] fields) => new(
        Make.Procedure(Make.Step("a"), Make.Step("b") with { Within = within }) with { StartFields = [Make.Field("Departure", FieldType.DateAndTime), Make.Field("Last day", FieldType.Date)] }, fields);

    [Fact]
    public void A_limit_counts_from_the_opening_of_the_step()
    {
        var play = With(new(Hour, DeadlineFrom.StepOpened, null)).Later(TimeSpan.FromHours(5)).Done("a");
        Assert.Equal(play.Now + TimeSpan.FromHours(1), play["b"].DueAt);
    }

    [Fact]
    public void Or_from_the_start_of_the_run()
    {
        var play = With(new(Hour, DeadlineFrom.RunStart, null));
        var start = play.Now;
        Assert.Equal(start + TimeSpan.FromHours(1), play.Later(TimeSpan.FromMinutes(30)).Done("a")["b"].DueAt);
    }

    [Fact]
    public void Or_from_the_step_before()
    {
        var play = With(new(Hour, DeadlineFrom.PreviousStep, null)).Done("a");
        Assert.Equal(play.Now + TimeSpan.FromHours(1), play["b"].DueAt);
    }

    [Theory]
    [InlineData("departure", "2026-03-02T16:50:00Z", "2026-03-02T17:50:00.000000Z")]
    [InlineData("last-day", "2026-03-02", "2026-03-03T01:00:00.000000Z")]
    public void Or_from_a_recorded_date(string key, string value, string due) =>
        Assert.Equal(due, With(new(Hour, DeadlineFrom.Field, key == "departure" ? "Departure" : "Last day"), FieldValue.Of(key, value)).Done("a")["b"].DueAt.ToString());

    [Fact]
    public void A_date_that_is_recorded_or_corrected_later_moves_the_limit()
    {
        var play = With(new(Hour, DeadlineFrom.Field, "Departure")).Done("a");
        Assert.Null(play["b"].DueAt);
        play.Do(new RecordFields(null, [FieldValue.Of("departure", "2026-03-02T16:50:00Z")], "now known"));
        Assert.Equal("2026-03-02T17:50:00.000000Z", play["b"].DueAt.ToString());
        play.Do(new RecordFields(null, [FieldValue.Of("departure", "2026-03-02T18:50:00Z")], "moved"));
        Assert.Equal("2026-03-02T19:50:00.000000Z", play["b"].DueAt.ToString());
    }

    [Fact]
    public void Done_late_is_a_deviation_that_says_how_late()
    {
        var play = With(new(Hour, DeadlineFrom.StepOpened, null)).Done("a").Later(TimeSpan.FromHours(3)).Done("b");
        var late = Assert.Single(play.State.Deviations);
        Assert.Equal((DeviationKind.Late, TimeSpan.FromMinutes(121)), (late.Kind, late.Overrun!.Value));
        Assert.Equal(TimeSpan.FromMinutes(121), play.Record.Steps[1].Overrun);
    }

    [Fact]
    public void Lateness_is_that_of_the_doer_not_of_the_verifier()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Within = new(Hour, DeadlineFrom.StepOpened, null), VerifiedBy = "someone else" })).Done("a");
        Assert.Equal("", play.Later(TimeSpan.FromHours(9)).Do(new VerifyStep("a"), Play.Ben).Deviations);
    }

    [Fact]
    public void A_parent_is_late_when_its_last_sub_step_is()
    {
        var play = new Play(Make.Procedure(Make.Step("p", Make.Step("x"), Make.Step("y")) with { Within = new(Hour, DeadlineFrom.StepOpened, null) })).Done("x").Later(TimeSpan.FromHours(2)).Done("y");
        Assert.Equal("p:Late", play.Deviations);
    }

    [Fact]
    public void A_retry_has_a_limit_of_its_own()
    {
        var play = With(new(Hour, DeadlineFrom.StepOpened, null)).Done("a").Fail("b").Later(TimeSpan.FromHours(2)).Do(new RetryStep("b")).Done("b");
        Assert.Equal("", play.Deviations);
    }

    [Fact]
    public void A_limit_beyond_all_calendars_is_none() =>
        Assert.Null(With(new(new(100_000, IntervalUnit.Year), DeadlineFrom.StepOpened, null)).Done("a")["b"].DueAt);

    [Fact]
    public void Whom_to_call_and_when_is_known_from_the_opening()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { Escalate = new("Security lead", new(15, IntervalUnit.Minute)) }));
        Assert.Equal(play.Now + TimeSpan.FromMinutes(15), play["a"].EscalateAt);
        play.Do(new EscalateStep("a"));
        Assert.Null(play["a"].EscalateAt);
        play.Refused<Refusal.Conflict>(new EscalateStep("a"));
        play.Do(new EscalateStep("a", "Chief executive"));
    }
}
