using System.Globalization;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures;

public enum IntervalUnit { Minute, Hour, Day, Week, Month, Year }

/// <summary>A length of time as people write it: "15 minutes", "12 months", "at once". Months and years follow the calendar.</summary>
public sealed partial record Interval(int Count, IntervalUnit Unit)
{
    static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public Instant After(Instant start) => Unit switch
    {
        IntervalUnit.Month => Instant.From(start.ToDateTimeOffset().AddMonths(Count)),
        IntervalUnit.Year => Instant.From(start.ToDateTimeOffset().AddYears(Count)),
        IntervalUnit.Week => start + TimeSpan.FromDays(7.0 * Count),
        IntervalUnit.Day => start + TimeSpan.FromDays(Count),
        IntervalUnit.Hour => start + TimeSpan.FromHours(Count),
        _ => start + TimeSpan.FromMinutes(Count),
    };

    /// <summary>Reads "1 hour", "30 min", "two weeks", "a year", "annually", "at once"; what follows the length is left in <paramref name="rest"/>.</summary>
    public static bool TryParse(string? text, out Interval? interval, out string rest)
    {
        (interval, rest) = (null, text?.Trim() ?? "");
        if (AtOnce().Match(rest) is { Success: true } now)
        {
            (interval, rest) = (new(0, IntervalUnit.Minute), rest[now.Length..].Trim());
            return true;
        }
        if (Every().Match(rest) is { Success: true } every)
        {
            interval = every.Value.ToLowerInvariant() switch
            {
                "daily" => new(1, IntervalUnit.Day),
                "weekly" => new(1, IntervalUnit.Week),
                "monthly" => new(1, IntervalUnit.Month),
                "quarterly" => new(3, IntervalUnit.Month),
                _ => new(1, IntervalUnit.Year),
            };
            rest = rest[every.Length..].Trim();
            return true;
        }
        if (Length().Match(rest) is not { Success: true } length) return false;
        var word = length.Groups["n"].Value.ToLowerInvariant();
        var count = word is "a" or "an" ? 1 : Array.IndexOf(Words, word);
        if (count < 0 && !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out count)) return false;
        if (count > 100_000) return false;
        interval = new(count, char.ToLowerInvariant(length.Groups["u"].Value[0]) switch
        {
            'm' when length.Groups["u"].Value.StartsWith("mo", StringComparison.OrdinalIgnoreCase) => IntervalUnit.Month,
            'm' => IntervalUnit.Minute,
            'h' => IntervalUnit.Hour,
            'd' => IntervalUnit.Day,
            'w' => IntervalUnit.Week,
            _ => IntervalUnit.Year,
        });
        rest = rest[length.Length..].Trim();
        return true;
    }

    public override string ToString() => Count == 0 ? "at once" : $"{Count.ToString(CultureInfo.InvariantCulture)} {Unit.ToString().ToLowerInvariant()}{(Count == 1 ? "" : "s")}";

    [GeneratedRegex(@"^(?:at once|immediately)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AtOnce();

    [GeneratedRegex(@"^(?:daily|weekly|monthly|quarterly|annually|yearly)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Every();

    // A number may touch its unit ("15min"), a word may not: "and" is not a day.
    [GeneratedRegex(@"^(?:(?<n>\d{1,6})[ -]*|(?<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -]+)(?<u>minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|months?|years?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Length();
}
