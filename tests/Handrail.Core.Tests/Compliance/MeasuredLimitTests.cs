using CsCheck;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Core.Tests.Running;

namespace Handrail.Core.Tests.Compliance;

/// <summary>A clause's limit measured on a run: the sentence in the policy becomes a number of the run.</summary>
public class MeasuredLimitTests
{
    static readonly Procedure Leaver = ProcedureReader.Read("""
        ## Before you start
        - Record: Departure (date and time)
        - Record: Severity (choice: low, high)
        - Record: Last day (date)
        ## Steps
        1. Disable the account {#disable}
        2. Revoke every access {#revoke}
           - For each: system
        3. Was the person an administrator? {#admin}
           - Yes: continue
           - No: go to [Sign](#sign)
        4. Rotate the secrets {#rotate}
        5. Sign {#sign}
           - Record: Told at (date and time)
        """);

    // The run starts at 09:00 and each act takes a minute.
    static Play Begun() => new(Leaver, FieldValue.Of("departure", "2026-03-02T09:00:00Z"), FieldValue.Of("severity", "high"), FieldValue.Of("last-day", "2026-03-02"));

    static Play Revoked() => Begun().Done("disable").Do(new ChooseItems("revoke", [new("GitHub", "g"), new("AWS", "a")])).Done("revoke~aws").Later(TimeSpan.FromHours(3)).Done("revoke~github");

    [Fact]
    public void What_was_done_in_time_keeps_it()
    {
        var measured = Measure("1 hour from Departure to [disabled](leaver.md#disable)", Begun().Done("disable"));
        Assert.Equal((TimeSpan.FromMinutes(1), LimitStanding.Kept, null), (measured.Took, measured.Standing(Late), measured.MissedBy(Late)));
    }

    [Fact]
    public void A_step_for_several_items_takes_as_long_as_the_slowest()
    {
        var measured = Measure("3 hours from Departure to [all revoked](leaver.md#revoke)", Revoked());
        Assert.Equal((new TimeSpan(3, 4, 0), "GitHub", LimitStanding.Missed, TimeSpan.FromMinutes(4)), (measured.Took, measured.Slowest, measured.Standing(Late), measured.MissedBy(Late)));
    }

    [Fact]
    public void While_something_is_missing_it_is_open_until_the_time_is_up()
    {
        var play = Begun().Done("disable").Do(new ChooseItems("revoke", [new("GitHub", "g"), new("AWS", "a")])).Done("revoke~aws");
        var measured = Measure("3 hours from Departure to [all revoked](leaver.md#revoke)", play);
        Assert.Equal((null, LimitStanding.Open), (measured.Took, measured.Standing(play.Now)));
        var due = measured.Due!.Value;
        Assert.Equal((LimitStanding.Open, null), (measured.Standing(due), measured.MissedBy(due)));
        Assert.Equal((LimitStanding.Missed, TimeSpan.FromSeconds(1)), (measured.Standing(due + TimeSpan.FromSeconds(1)), measured.MissedBy(due + TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void What_happened_before_its_beginning_took_no_time()
    {
        var measured = Measure("1 hour from Last day to [disabled](leaver.md#disable)", Begun().Done("disable"));
        Assert.Equal((TimeSpan.Zero, LimitStanding.Kept), (measured.Took, measured.Standing(Late)));
    }

    [Theory]
    [InlineData("3 days from Departure to [disabled](leaver.md#disable)", WhyNotMeasured.EndedBefore)]
    [InlineData("1 minute from Departure to [disabled](leaver.md#disable)", null)]
    [InlineData("3 days from [the start](leaver.md) to [the end](leaver.md)", WhyNotMeasured.EndedBefore)]
    public void A_run_that_was_given_up_is_held_against_nobody_while_there_was_time(string limit, WhyNotMeasured? why)
    {
        var measured = Measure(limit, Begun().Later(TimeSpan.FromMinutes(5)).Do(new AbandonRun("the wrong person")));
        Assert.Equal((why, why is null ? LimitStanding.Missed : LimitStanding.NotMeasured), (measured.Why, measured.Standing(Late)));
    }

    [Theory]
    [InlineData("3 days", WhyNotMeasured.StepSkipped)]
    [InlineData("1 minute", null)]
    public void A_step_that_was_left_out_says_nothing_unless_its_time_was_up_already(string most, WhyNotMeasured? why)
    {
        var measured = Measure($"{most} from Departure to [disabled](leaver.md#disable)", Begun().Later(TimeSpan.FromMinutes(5)).Do(new SkipStep("disable", "there was none")));
        Assert.Equal((why, why is null ? LimitStanding.Missed : LimitStanding.NotMeasured), (measured.Why, measured.Standing(Late)));
    }

    [Fact]
    public void One_item_left_out_is_enough_to_say_nothing()
    {
        var play = Begun().Done("disable").Do(new ChooseItems("revoke", [new("GitHub", "g"), new("AWS", "a")])).Done("revoke~aws").Do(new SkipStep("revoke~github", "closed last year"));
        Assert.Equal(WhyNotMeasured.StepSkipped, Measure("3 hours from Departure to [all revoked](leaver.md#revoke)", play).Why);
    }

    [Fact]
    public void Between_two_steps_from_start_to_end_and_to_a_recorded_date()
    {
        var play = Revoked().Answer("admin", "No").Do(new CompleteStep("sign") { Fields = [FieldValue.Of("told-at", "2026-03-02T10:30:00Z")] }).Do(new FinishRun());
        Assert.Equal(new TimeSpan(3, 3, 0), Measure("1 day from [disabled](leaver.md#disable) to [revoked](leaver.md#revoke)", play).Took);
        Assert.Equal(play.State.EndedAt - play.State.StartedAt, Measure("1 day from [the start](leaver.md) to [the end](leaver.md)", play).Took);
        Assert.Equal(new TimeSpan(1, 30, 0), Measure("1 day from [the start](leaver.md) to Told at", play).Took);
        Assert.Equal(new TimeSpan(0, 90, 0), Measure("1 day from Departure to Told at", play).Took);
    }

    [Theory]
    [InlineData("1 hour from Departure to [disabled](leaver.md#disable) if Severity is high", null)]
    [InlineData("1 hour from Departure to [disabled](leaver.md#disable) if Severity is low", WhyNotMeasured.ConditionNotHeld)]
    [InlineData("1 hour from Departure to [disabled](leaver.md#disable) if CVSS >= 9", WhyNotMeasured.ConditionUnknown)]
    [InlineData("1 hour from Departure to [disabled](leaver.md#disable) if admin is Yes", WhyNotMeasured.ConditionNotHeld)]
    [InlineData("1 hour from Departure to [rotated](leaver.md#rotate)", WhyNotMeasured.NotNeeded)]
    [InlineData("1 hour from Departure to [gone](leaver.md#gone)", WhyNotMeasured.StepUnknown)]
    [InlineData("1 hour from Arrival to [disabled](leaver.md#disable)", WhyNotMeasured.DateNotRecorded)]
    [InlineData("1 hour from [rotated](leaver.md#rotate) to [signed](leaver.md#sign)", WhyNotMeasured.NotNeeded)]
    [InlineData("1 hour from [gone](leaver.md#gone) to [signed](leaver.md#sign)", WhyNotMeasured.StepUnknown)]
    [InlineData("100000 years from Departure to [disabled](leaver.md#disable)", WhyNotMeasured.Endless)]
    public void What_a_run_says_nothing_about_has_its_reason(string limit, WhyNotMeasured? why)
    {
        var measured = Measure(limit, Revoked().Answer("admin", "No").Done("sign").Do(new FinishRun()));
        Assert.Equal((why, why is null ? LimitStanding.Kept : LimitStanding.NotMeasured), (measured.Why, measured.Standing(Late)));
    }

    [Fact]
    public void A_beginning_that_was_left_out_never_began() =>
        Assert.Equal(WhyNotMeasured.NotBegun, Measure("1 hour from [disabled](leaver.md#disable) to [signed](leaver.md#sign)", Begun().Do(new SkipStep("disable", "there was none"))).Why);

    [Theory]
    [InlineData(null, "2026-04-01", LimitStanding.NotMeasured)]
    [InlineData("2026-01-31", "2026-04-30", LimitStanding.Kept)]
    [InlineData("2026-01-31", "2026-05-01", LimitStanding.Missed)]
    [InlineData("2026-01-31", null, LimitStanding.Missed)]
    [InlineData("2026-11-01", null, LimitStanding.Open)]
    public void What_is_done_every_three_months_is_measured_from_run_to_run(string? before, string? finished, LimitStanding standing) =>
        Assert.Equal(standing, MeasuredLimit.Of((Limit.Every)Read("every 3 months: [Review](review.md)"), At(before), At(finished)).Standing(At("2026-12-01")!.Value));

    [Fact]
    public void The_later_it_ends_the_worse_it_stands_and_the_longer_the_limit_the_better() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Int[1, 5_000], Gen.Int[1, 5_000]).Sample((one, other, limit, longer) =>
        {
            var (soon, late) = (Standing(Math.Min(one, other), limit), Standing(Math.Max(one, other), limit));
            Assert.True(soon <= late);
            Assert.True(Standing(one, limit + longer) <= Standing(one, limit));
            Assert.Equal(one <= limit ? LimitStanding.Kept : LimitStanding.Missed, Standing(one, limit));
        });

    [Fact]
    public void A_tally_counts_every_run_once_and_never_calls_nothing_kept() =>
        Gen.Int[-1, 9].Select(kind => kind < 0 ? (WhyNotMeasured?)null : (WhyNotMeasured)kind).SelectMany(why => Gen.Int[0, 120].Select(minutes => (Why: why, Minutes: minutes))).List[0, 30].Sample(runs =>
        {
            var limits = runs.ConvertAll(run => run.Why is { } why ? MeasuredLimit.Not(why) : Ended(run.Minutes, 60));
            var tally = LimitTally.Of(limits, Late);
            Assert.Equal(runs.Count(run => run.Why is null && run.Minutes <= 60), tally.Kept);
            Assert.Equal(runs.Count(run => run.Why is null), tally.Measured);
            Assert.Equal(tally.Measured > 0 && runs.All(run => run.Why is not null || run.Minutes <= 60), tally.IsAllKept);
            Assert.DoesNotContain(WhyNotMeasured.ConditionNotHeld, tally.NotMeasured.Keys);
            Assert.True(tally.Measured + tally.NotMeasured.Values.Sum() <= runs.Count);
        });

    static readonly Instant Late = At("2027-01-01")!.Value;

    static Instant? At(string? day) => day is null ? null : Instant.From(new DateTimeOffset(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(12, 0), TimeSpan.Zero));

    static LimitStanding Standing(int minutes, int limit) => Ended(minutes, limit).Standing(Late);

    static MeasuredLimit Ended(int minutes, int limit) =>
        MeasuredLimit.Of(new Limit.Every(new(limit, IntervalUnit.Minute), null, "", "", default), At("2026-03-02"), At("2026-03-02") + TimeSpan.FromMinutes(minutes));

    static MeasuredLimit Measure(string limit, Play play) => MeasuredLimit.Of((Limit.Within)Read(limit), play.State);

    static Limit Read(string limit) => PolicyReader.Read($"## Clauses\n\n1. A clause. {{#a}}\n   - Limit: {limit}\n").Clauses[0].Limits[0];
}
