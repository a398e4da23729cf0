using Handrail.Core.Procedures;
using Handrail.Core.Reviewing;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Reviewing;

public class TriggersTests
{
    static readonly Instant Day = Instant.From(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    static readonly Procedure Text = ProcedureReader.Read("# Lock up\n\n## Steps\n1. Lock the front door {#front}\n2. Lock the back door {#back}\n", "lock.md");

    static PastRun Run(int number, params (string Step, DeviationKind Kind)[] deviations) =>
        new($"R-{number}", "Lock up", RunKind.Live, Day + TimeSpan.FromDays(number), [.. deviations.Select(deviation => new DeviationNoted(deviation.Step, 1, deviation.Kind, "", "", null))]);

    static PastRun[] LatestFirst(params PastRun[] runs) => [.. runs.Reverse()];

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void The_same_step_failing_or_skipped_in_three_of_the_last_ten_runs_asks_for_a_review(int troubled, bool asks)
    {
        var runs = Enumerable.Range(1, 10).Select(number => number <= troubled ? Run(number, ("front", number % 2 == 0 ? DeviationKind.Failed : DeviationKind.Skipped)) : Run(number)).ToArray();

        var found = Triggers.OfRuns(Text, LatestFirst(runs));

        Assert.Equal(asks ? ["The step “Lock the front door” failed or was skipped in 3 of the last 10 runs."] : [], found.Select(trigger => trigger.InWords));
        Assert.Equal(asks ? ["R-3", "R-2", "R-1"] : [], found.SelectMany(trigger => trigger.Runs ?? []));
    }

    [Fact]
    public void What_counts_is_runs_not_how_often_it_went_wrong_in_one()
    {
        var often = Run(1, ("front~a", DeviationKind.Failed), ("front~b", DeviationKind.Failed), ("front", DeviationKind.Skipped));
        Assert.Empty(Triggers.OfRuns(Text, LatestFirst(often, Run(2, ("front~a", DeviationKind.Skipped)))));
        Assert.Equal(3, Assert.Single(Triggers.OfRuns(Text, LatestFirst(often, Run(2, ("front~a", DeviationKind.Skipped)), Run(3, ("front", DeviationKind.Failed))))).Count);
    }

    [Fact]
    public void Other_deviations_and_other_steps_do_not_add_up()
    {
        var runs = LatestFirst(Run(1, ("front", DeviationKind.Late)), Run(2, ("front", DeviationKind.Failed)), Run(3, ("back", DeviationKind.Failed)), Run(4, ("front", DeviationKind.Skipped)), Run(5, ("gone", DeviationKind.Failed)));
        Assert.Empty(Triggers.OfRuns(Text, runs));
    }

    [Fact]
    public void What_went_wrong_before_the_last_ten_runs_is_forgotten()
    {
        var old = Enumerable.Range(1, 3).Select(number => Run(number, ("front", DeviationKind.Failed)));
        Assert.NotEmpty(Triggers.OfRuns(Text, LatestFirst([.. old, .. Enumerable.Range(4, 7).Select(number => Run(number))])));
        Assert.Empty(Triggers.OfRuns(Text, LatestFirst([.. old, .. Enumerable.Range(4, 8).Select(number => Run(number))])));
    }

    [Fact]
    public void Incidents_are_counted_each_once()
    {
        var first = Triggers.OfIncident(null, Run(1));
        Assert.Equal("It was used in an incident: R-1 Lock up, which ended on 3 March 2026.", first.InWords);
        Assert.Equal(first, Triggers.OfIncident(first, Run(1)));
        var second = Triggers.OfIncident(first, Run(2));
        Assert.Equal("It was used in 2 incidents, the last of them R-2 Lock up, which ended on 4 March 2026.", second.InWords);
        Assert.Equal(["R-2", "R-1"], second.Runs);
    }

    [Fact]
    public void A_suggestion_asks_for_a_review_when_it_has_waited_for_thirty_days_and_after_a_review_again()
    {
        Assert.Null(Triggers.OfSuggestions(0, null, Day));
        var waiting = Triggers.OfSuggestions(2, Day, Day - TimeSpan.FromDays(100))!;
        Assert.Equal(Day + TimeSpan.FromDays(30), waiting.At);
        Assert.Equal("2 suggestions wait for an answer, the oldest for more than 30 days, since 2 March 2026.", waiting.InWords);
        Assert.Equal(Day + TimeSpan.FromDays(70), Triggers.OfSuggestions(1, Day, Day + TimeSpan.FromDays(40))!.At);
    }

    [Theory]
    [InlineData(99, null, false)] // Its day has not come.
    [InlineData(101, null, true)]
    [InlineData(101, -1, true)] // It ran, but before.
    [InlineData(101, 5, false)]
    public void A_procedure_that_nobody_ran_between_two_reviews_says_so_when_its_day_has_come(int now, int? ran, bool asks)
    {
        Instant? lastRun = ran is { } days ? Day + TimeSpan.FromDays(days) : null;
        Assert.Equal(asks, Triggers.OfNoRun(Day, Day + TimeSpan.FromDays(100), lastRun, Day + TimeSpan.FromDays(now)) is not null);
    }

    [Fact]
    public void A_review_is_wanted_on_its_day_or_from_the_first_reason_before_it()
    {
        var outlook = new Outlook(Day, Day + TimeSpan.FromDays(100), null, []);
        Assert.Equal(outlook.Due, outlook.WantedAt);
        var asked = outlook.With(new ReviewTrigger(TriggerKind.Role, "caretaker", Day + TimeSpan.FromDays(20), "Caretaker", 2, Detail: "was left without anybody who holds it"));
        Assert.Equal(Day + TimeSpan.FromDays(20), asked.WantedAt);
        Assert.Equal("Caretaker was left without anybody who holds it on 22 March 2026; it is named 2 times.", asked.Triggers[0].InWords);
        Assert.Equal(Day + TimeSpan.FromDays(40), (asked with { HeldUntil = Day + TimeSpan.FromDays(40) }).WantedAt);
        Assert.Equal(outlook.Due, (outlook with { HeldUntil = Day + TimeSpan.FromDays(40) }).WantedAt);
    }

    [Theory]
    [InlineData(365, 335)]
    [InlineData(120, 90)]
    [InlineData(28, 21)]
    public void Whoever_answers_for_it_is_told_thirty_days_before_and_of_a_short_interval_in_its_last_quarter(int due, int told) =>
        Assert.Equal(Day + TimeSpan.FromDays(told), new Outlook(Day, Day + TimeSpan.FromDays(due), null, []).RemindAt);

    [Fact]
    public void The_latest_about_a_thing_takes_the_place_of_what_was_known_of_it()
    {
        var outlook = new Outlook(Day, Day + TimeSpan.FromDays(100), null, [])
            .With(new ReviewTrigger(TriggerKind.System, "payroll", Day, "Payroll", 1, Detail: "was changed (owner: HR)"))
            .With(new ReviewTrigger(TriggerKind.Tool, "payroll", Day, "Nimbus", 1, Detail: "gave way to Larkspur"))
            .With(new ReviewTrigger(TriggerKind.System, "payroll", Day + TimeSpan.FromDays(1), "Payroll", 1, Detail: "was retired"));
        Assert.Equal(["Nimbus gave way to Larkspur on 2 March 2026; it is named once.", "Payroll was retired on 3 March 2026; it is named once."], outlook.Triggers.Select(trigger => trigger.InWords));
    }

    [Theory]
    [InlineData("review: 6 months\n", 2026, 9)]
    [InlineData("", 2027, 3)]
    public void The_next_day_comes_after_the_interval_of_the_text_or_after_twelve_months(string review, int year, int month)
    {
        var header = ProcedureReader.Read($"---\nowner: HR\n{review}---\n# A\n\n## Steps\n1. B\n", "a.md").Header;
        Assert.Equal(new DateTimeOffset(year, month, 2, 9, 0, 0, TimeSpan.Zero), Outlook.DueAfter(header, Day).ToDateTimeOffset());
    }
}
