using CsCheck;
using Handrail.Core.Reviewing;

namespace Handrail.Core.Tests.Reviewing;

public sealed class RemindersTests
{
    static readonly DateOnly Begin = new(2026, 3, 2);

    /// <summary>The days, counted from the first, on which somebody is told of a thing that waits all the time, when it is looked on these.</summary>
    static List<int> Days(int? due, IEnumerable<int> looked)
    {
        var (said, told) = (new List<int>(), (IReadOnlyDictionary<string, Told>)new Dictionary<string, Told>());
        foreach (var day in looked)
        {
            (var toTell, told) = Reminders.On(Begin.AddDays(day), [new("keys", due is { } days ? Begin.AddDays(days) : null)], told);
            if (toTell.Count > 0) said.Add(day);
        }
        return said;
    }

    static IEnumerable<int> Weekdays(int most) => Enumerable.Range(0, most).Where(day => Begin.AddDays(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    [Fact]
    public void What_only_waits_is_told_of_ever_more_rarely_and_then_no_more() => Assert.Equal([0, 3, 7, 14, 28], Days(null, Enumerable.Range(0, 400)));

    [Fact]
    public void What_has_a_day_is_told_of_before_it_on_it_and_each_week_after() => Assert.Equal([0, 23, 30, 37, 44, 51, 58], Days(30, Enumerable.Range(0, 60)));

    [Fact]
    public void Nobody_is_told_again_the_next_day_because_a_day_on_which_to_tell_it_came_meanwhile() => Assert.Equal([0, 8, 15], Days(8, Enumerable.Range(0, 20)));

    [Fact]
    public void What_is_wanted_at_once_is_told_of_however_lately_something_was_said()
    {
        var (_, told) = Reminders.On(Begin, [new("keys", Begin.AddDays(20))], new Dictionary<string, Told>());

        var (toTell, _) = Reminders.On(Begin.AddDays(1), [new("keys", Begin.AddDays(1))], told);

        Assert.Equal(["keys"], toTell);
    }

    [Fact]
    public void What_waits_no_more_is_forgotten_and_new_when_it_comes_again()
    {
        var (_, told) = Reminders.On(Begin, [new("keys", null)], new Dictionary<string, Told>());
        var (_, none) = Reminders.On(Begin.AddDays(1), [], told);
        var (toTell, _) = Reminders.On(Begin.AddDays(2), [new("keys", null)], none);

        Assert.Empty(none);
        Assert.Equal(["keys"], toTell);
    }

    [Fact]
    public void What_is_late_is_never_given_up() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[70, 400]).Sample((due, most) => Assert.InRange(most - Days(due, Weekdays(most)).Last(), 0, 7 + 3));

    [Fact]
    public void Between_two_that_say_nothing_new_lie_at_least_three_days_whenever_it_is_looked() =>
        Gen.Select(Gen.OneOf(Gen.Const(-1), Gen.Int[0, 50]), Gen.Int[0, 100].List[1, 60]).Sample((due, looked) =>
        {
            var said = Days(due < 0 ? null : due, looked.Distinct().Order());
            Assert.Equal(looked.Min(), said[0]);
            // On the day itself it is said in any case, or on the first day after it on which it was looked.
            Assert.All(said.Zip(said.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 3 || due > pair.First && due <= pair.Second));
        });

    [Fact]
    public void Looking_twice_on_a_day_says_nothing_new() =>
        Gen.Select(Gen.Int[-40, 40].Array[0, 20], Gen.Int[0, 100]).Sample((dues, day) =>
        {
            var waiting = dues.Select((due, i) => new Awaited($"thing {i}", due == 0 ? null : Begin.AddDays(day + due))).ToList();
            var (first, told) = Reminders.On(Begin.AddDays(day), waiting, new Dictionary<string, Told>());
            var (second, same) = Reminders.On(Begin.AddDays(day), waiting, told);

            Assert.Equal(waiting.Select(thing => thing.Key), first);
            Assert.Empty(second);
            Assert.Equal(told, same);
        });
}
