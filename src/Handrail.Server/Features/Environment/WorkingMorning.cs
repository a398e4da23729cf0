using System.Globalization;
using System.Text.RegularExpressions;
using Handrail.Core;

namespace Handrail.Server.Features.Environment;

/// <summary>When the working day of an organization begins, and which day it is there.</summary>
sealed partial record WorkingMorning(IReadOnlyCollection<DayOfWeek> Days, TimeOnly From, TimeZoneInfo Zone)
{
    /// <summary>Where nobody has said when people are there.</summary>
    public static WorkingMorning Usual { get; } = new([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new(7, 0), TimeZoneInfo.Utc);

    /// <param name="hours">As <see cref="KeepContacts"/> writes them: "Monday to Friday, 09:00 to 17:00, Europe/London".</param>
    public static WorkingMorning Of(string? hours) =>
        Written().Match(hours ?? "") is { Success: true } match
        && TimeOnly.TryParseExact(match.Groups["from"].Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
        && TimeZoneInfo.TryFindSystemTimeZoneById(match.Groups["zone"].Value, out var zone)
        && Read(match.Groups["days"].Value) is { Count: > 0 } days ? new(days, from, zone) : Usual;

    /// <summary>Today, when it is a working day and has begun.</summary>
    public DateOnly? Begun(Instant now)
    {
        var there = There(now);
        return Days.Contains(there.DayOfWeek) && TimeOnly.FromDateTime(there) >= From ? DateOnly.FromDateTime(there) : null;
    }

    public DateOnly DayOf(Instant at) => DateOnly.FromDateTime(There(at));

    DateTime There(Instant at) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), Zone).DateTime;

    static IReadOnlyCollection<DayOfWeek> Read(string days)
    {
        var named = Enum.GetValues<DayOfWeek>().OrderBy(day => ((int)day + 6) % 7).ToList();
        return days.Split(" to ") is [var first, var last] && named.FindIndex(day => day.ToString() == first) is >= 0 and var from && named.FindIndex(day => day.ToString() == last) is var to && to >= from
            ? named[from..(to + 1)]
            : named.FindAll(day => days.Contains(day.ToString(), StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^(?<days>.+), (?<from>\d\d:\d\d) to \d\d:\d\d, (?<zone>[^,]+)$")]
    private static partial Regex Written();
}
