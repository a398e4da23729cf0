using System.Text.RegularExpressions;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Compliance.Reading;

/// <summary>Reads the limits of clauses, in the three forms people write: between two events, again and again, and for how long something is kept.</summary>
static partial class LimitReader
{
    const int Longest = 1000;

    internal static Limit Read(string text, Span span)
    {
        if (text.Length > Longest) return new Limit.Unread(text, span);
        if (Keep().Match(text) is { Success: true } keep && Whole(keep.Groups["length"].Value) is { } least) return new Limit.Keep(least, keep.Groups["what"].Value, text, span);
        if (Every().Match(text) is { Success: true } every && Repeated(every.Groups["length"].Value) is { } often) return Again(often, every.Groups["what"].Value.Trim(), text, span);
        return Between(text, span) ?? (Limit)new Limit.Unread(text, span);
    }

    static Limit.Every Again(Interval often, string what, string text, Span span) => new(often, ExitReader.Link(what), Words(what), text, span);

    static Limit.Within? Between(string text, Span span)
    {
        if (!Interval.TryParse(text, out var most, out var rest) || most is null || Events().Match(rest) is not { Success: true } events) return null;
        var condition = events.Groups["if"] is { Success: true, Value: var words } ? ConditionReader.Read(words) : null;
        return new(most, Event(events.Groups["from"].Value), Event(events.Groups["to"].Value), condition, text, span);
    }

    static LimitEvent Event(string words)
    {
        if (ExitReader.Link(words) is not { } link) return new(words.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? words[4..] : words);
        var parts = link.Target.Split('#', 2);
        return new(link.Text, parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null);
    }

    static string Words(string text) => ExitReader.Link(text)?.Text ?? text;

    static Interval? Whole(string text) => Interval.TryParse(text, out var interval, out var rest) && rest.TrimEnd('.').Length == 0 ? interval : null;

    /// <summary>"3 months", "month", "second week" is none.</summary>
    static Interval? Repeated(string text) => Whole(text) ?? Whole("a " + text);

    /// <summary>Every length of time a text names: "within 24 hours", "every month". "At once" is none: nobody can measure it.</summary>
    internal static IReadOnlyList<Interval> LengthsIn(string text)
    {
        List<Interval> found = [];
        for (var at = 0; at < text.Length; at++)
        {
            if (at > 0 && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] is not ('(' or '"' or '“')) continue;
            // No length of time takes more letters; a long text must not be copied at each of its words.
            var here = text.Substring(at, Math.Min(40, text.Length - at));
            if (Interval.TryParse(here, out var length, out _) && length is { Count: > 0 }) found.Add(length);
            else if (EveryUnit().Match(here) is { Success: true } every && Whole("a " + every.Groups["unit"].Value) is { } one) found.Add(one);
        }
        return found;
    }

    [GeneratedRegex(@"^keep\s+(?<what>.+?)\s+for\s+(?:at least\s+)?(?<length>\S+\s+\w+\.?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Keep();

    [GeneratedRegex(@"^every\s+(?<length>[^:,\[]+?)\s*[:,]\s*(?<what>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Every();

    [GeneratedRegex(@"^every\s+(?<unit>minute|hour|day|week|month|year)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EveryUnit();

    // An event is a link, or words; words before a link may hold a "to" of their own ("Way to go to [done](a.md)").
    [GeneratedRegex(@"^(?:from|of|after)\s+(?<from>\[[^\]]*\]\([^)]*\)|.+?)\s+to\s+(?:(?<to>\[[^\]]*\]\([^)]*\))|(?<to>[^\[]+?))(?:\s+if\s+(?<if>.+?))?\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex Events();
}
