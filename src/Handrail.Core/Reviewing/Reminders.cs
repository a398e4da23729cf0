namespace Handrail.Core.Reviewing;

/// <summary>Something that waits for a person, as far as reminding them goes.</summary>
/// <param name="Key">The same from day to day, as long as it is the same thing.</param>
/// <param name="Due">By when it is to be done; null where it only waits.</param>
public readonly record struct Awaited(string Key, DateOnly? Due);

/// <summary>The days on which somebody was first and last told of a thing.</summary>
public readonly record struct Told(DateOnly First, DateOnly Last);

/// <summary>
/// What somebody is told of on a day, so that nothing is forgotten and nobody is nagged: what is new at once; what has a day again when it comes near, on it, and each week after;
/// what only waits after ever longer times, and then no more.
/// </summary>
public static class Reminders
{
    static readonly int[] Before = [30, 7, 0];
    static readonly int[] After = [3, 7, 14, 28];
    const int Week = 7;

    /// <summary>Days that have to lie between, or the second says nothing new; the day itself is always told of.</summary>
    const int Apart = 3;

    /// <summary>What is to be told of today, and what is to be remembered of it: of what no longer waits nothing.</summary>
    /// <param name="told">What was remembered the day before.</param>
    public static (IReadOnlyList<string> ToTell, IReadOnlyDictionary<string, Told> Told) On(DateOnly today, IReadOnlyCollection<Awaited> waiting, IReadOnlyDictionary<string, Told> told)
    {
        var things = waiting.DistinctBy(thing => thing.Key).ToList();
        var toTell = things.Where(thing => !told.TryGetValue(thing.Key, out var before) || Again(thing.Due, before, today)).Select(thing => thing.Key).ToHashSet();
        return ([.. things.Select(thing => thing.Key).Where(toTell.Contains)],
            things.ToDictionary(thing => thing.Key, thing => !told.TryGetValue(thing.Key, out var before) ? new(today, today) : toTell.Contains(thing.Key) ? before with { Last = today } : before));
    }

    static bool Again(DateOnly? due, Told before, DateOnly today) =>
        Latest(due, before.First, today) is { } day && day > before.Last && (day == due || day.DayNumber - before.Last.DayNumber >= Apart);

    /// <summary>The last of the days on which to tell of it that has come.</summary>
    static DateOnly? Latest(DateOnly? due, DateOnly first, DateOnly today)
    {
        if (due is not { } day) return After.Select(first.AddDays).Where(after => after <= today).Select(after => (DateOnly?)after).LastOrDefault();
        var over = today.DayNumber - day.DayNumber;
        return over >= 0 ? day.AddDays(over / Week * Week) : Before.Select(days => day.AddDays(-days)).Where(before => before <= today).Select(before => (DateOnly?)before).LastOrDefault();
    }
}
