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
        ## Steps
        1. Disable the account {#disable}
        2. Revoke every access {#revoke}
           - For each: system
        3. Was the person an administrator? {#admin}
           - Yes: continue
           - No: go to [Sign](#sign)
        4. Rotate the secrets {#rotate}
        5. Sign {#sign}
        """);

    // The run starts at 09:00 and each act takes a minute.
    static Play Begun(string departure = "2026-03-02T09:00:00Z") => new(Leaver, FieldValue.Of("departure", departure), FieldValue.Of("severity", "high"));

    static Play Revoked() => Begun().Done("disable").Do(new ChooseItems("revoke", [new("GitHub", "g"), new("AWS", "a")])).Done("revoke~aws").Later(TimeSpan.FromHours(3)).Done("revoke~github");

    [Fact]
    public void What_was_done_in_time_keeps_it()
    {
        var measured = Measure("1 hour from Departure to [disabled](leaver.md#disable)", Begun().Done("disable"))!;
        Assert.Equal((TimeSpan.FromMinutes(1), true), (measured.Took, measured.IsKept(measured.Due)));
    }

    [Fact]
    public void A_step_for_several_items_takes_as_long_as_the_slowest()
    {
        var measured = Measure("3 hours from Departure to [all revoked](leaver.md#revoke)", Revoked())!;
        Assert.Equal((new TimeSpan(3, 4, 0), "GitHub", false), (measured.Took, measured.Slowest?.Label, measured.IsKept(measured.Due)));
    }

    [Fact]
    public void While_something_is_missing_it_is_open_until_the_time_is_up()
    {
        var play = Begun().Done("disable").Do(new ChooseItems("revoke", [new("GitHub", "g"), new("AWS", "a")])).Done("revoke~aws");
        var measured = Measure("3 hours from Departure to [all revoked](leaver.md#revoke)", play)!;
        Assert.Null(measured.Took);
        Assert.Null(measured.IsKept(play.Now));
        Assert.False(measured.IsKept(measured.Due + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void What_an_ended_run_has_not_done_was_not_kept()
    {
        var play = Begun().Do(new AbandonRun("the wrong person"));
        Assert.False(Measure("3 days from Departure to [disabled](leaver.md#disable)", play)!.IsKept(play.Now));
    }

    [Fact]
    public void A_step_this_run_does_not_need_has_no_limit() => Assert.Null(Measure("1 day from Departure to [rotated](leaver.md#rotate)", Revoked().Answer("admin", "No")));

    [Fact]
    public void Between_two_steps_and_from_start_to_end()
    {
        var play = Revoked().Answer("admin", "No").Done("sign").Do(new FinishRun());
        Assert.Equal(new TimeSpan(3, 3, 0), Measure("1 day from [disabled](leaver.md#disable) to [revoked](leaver.md#revoke)", play)!.Took);
        Assert.Equal(play.State.EndedAt - play.State.StartedAt, Measure("1 day from [the start](leaver.md) to [the end](leaver.md)", play)!.Took);
    }

    [Theory]
    [InlineData("1 hour from Departure to [disabled](leaver.md#disable) if Severity is high", true)]
    [InlineData("1 hour from Departure to [disabled](leaver.md#disable) if Severity is low", false)]
    [InlineData("1 hour from Departure to [disabled](leaver.md#disable) if admin is Yes", false)]
    [InlineData("1 hour from Arrival to [disabled](leaver.md#disable)", false)]
    public void It_holds_for_the_runs_it_speaks_of(string limit, bool holds) => Assert.Equal(holds, Measure(limit, Begun().Done("disable")) is not null);

    [Fact]
    public void An_absurd_length_sets_no_limit() => Assert.Null(Measure("100000 years from Departure to [disabled](leaver.md#disable)", Begun()));

    static MeasuredLimit? Measure(string limit, Play play) =>
        MeasuredLimit.Of((Limit.Within)PolicyReader.Read($"## Clauses\n\n1. A clause. {{#a}}\n   - Limit: {limit}\n").Clauses[0].Limits[0], play.State);
}
