using System.Globalization;
using System.Text.RegularExpressions;

namespace Handrail.Core.Tests.Library;

/// <summary>Numbers that bind somebody, as texts write them: "1, 2 and 5 days", "a year", "quarterly", "80 %", "10 people". Others name things: step 5, ISO 27001.</summary>
static partial class Numbers
{
    static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>Each in one unit of its kind, so that 24 hours are a day: "1440 minute", "12 month", "80 %".</summary>
    public static IEnumerable<string> In(string text)
    {
        var plain = Link().Replace(Code().Replace(text, " "), "$1");
        foreach (Match match in Counted().Matches(plain))
            foreach (Match number in Number().Matches(match.Groups["numbers"].Value))
                if (Value(number.Value) is { } value) yield return Normal(value, match.Groups["unit"].Value);
        foreach (Match match in Often().Matches(plain))
            yield return match.Value.ToLowerInvariant() switch { "daily" => Normal(1, "day"), "weekly" => Normal(1, "week"), "monthly" => Normal(1, "month"), "quarterly" => Normal(3, "month"), _ => Normal(1, "year") };
        foreach (Match match in Half().Matches(plain)) yield return Normal(0.5m, match.Groups["unit"].Value);
        foreach (Match match in Every().Matches(plain)) yield return Normal(1, match.Groups["unit"].Value);
    }

    static decimal? Value(string word) =>
        decimal.TryParse(word.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value
        : Array.IndexOf(Words, word.ToLowerInvariant()) is >= 0 and var index ? index
        : null;

    static string Normal(decimal value, string unit)
    {
        var (factor, name) = unit.ToLowerInvariant().TrimEnd('s') switch
        {
            "minute" => (1m, "minute"),
            "hour" => (60m, "minute"),
            "day" => (1440m, "minute"),
            "week" => (10080m, "minute"),
            "year" => (12m, "month"),
            "percent" => (1m, "%"),
            var word => (1m, word),
        };
        return $"{(value * factor).ToString("0.####", CultureInfo.InvariantCulture)} {name}";
    }

    const string Digits = @"(?:\d[\d,]*\d|\d)(?:\.\d+)?";
    const string Spelled = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";

    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[([^\]\n]*)\]\([^)\n]*\)")]
    private static partial Regex Link();

    [GeneratedRegex($@"(?<![\w.#-])(?:(?<numbers>(?:{Digits}|{Spelled})(?:(?:, | and | or | to |, and )(?:{Digits}|{Spelled}))*)[ -](?:more |further |working |business |calendar |other )*(?<unit>seconds|minutes?|hours?|days?|weeks?|months?|years?)(?!\w)|(?<numbers>{Digits}(?:(?:, | and | or | to |, and ){Digits})*) (?<unit>%|percent|people)(?!\w))", RegexOptions.IgnoreCase)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\d[\d,]*\d(?:\.\d+)?|\d(?:\.\d+)?|[a-z]+", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:daily|weekly|monthly|quarterly|yearly|annually)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Often();

    [GeneratedRegex(@"\bhalf (?:an? )?(?<unit>hour|day|year)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Half();

    [GeneratedRegex(@"(?<!\bhalf )\b(?:every|each|once an?|an?) (?<unit>hour|day|week|month|year)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Every();
}
