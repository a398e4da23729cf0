using System.Globalization;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Reads conditions as people write them. "and" binds closer than "or"; a list of values is an "or" without a name of its own.</summary>
public static partial class ConditionReader
{
    const int Longest = 1000;

    public static Condition Read(string text)
    {
        text = PlainText.Collapse(text).TrimEnd('.');
        if (text.Length > Longest) return new Condition.Unread(text);
        var any = Join(Or().Split(text), part => Term().IsMatch(part), " or ");
        if (any.Count == 1) return All(text);
        var parts = any.Select(All).ToList();
        return parts.Exists(part => part is Condition.Unread) ? new Condition.Unread(text) : new Condition.Any(text, parts);
    }

    static Condition All(string text)
    {
        var all = Join(And().Split(text), part => Term().IsMatch(part), " and ");
        if (all.Count == 1) return One(text);
        var parts = all.Select(One).ToList();
        return parts.Exists(part => part is Condition.Unread) ? new Condition.Unread(text) : new Condition.All(text, parts);
    }

    /// <summary>What does not begin a condition of its own belongs to the one before: "Severity is high or critical".</summary>
    static List<string> Join(string[] pieces, Predicate<string> begins, string joint)
    {
        List<string> joined = [];
        foreach (var piece in pieces)
            if (joined.Count == 0 || begins(piece)) joined.Add(piece);
            else joined[^1] += joint + piece;
        return joined;
    }

    static Condition One(string text)
    {
        if (Member().Match(text) is { Success: true } member) return new Condition.MemberOf(text, Name(member), member.Groups["group"].Value);
        if (Comparison().Match(text) is { Success: true } comparison && decimal.TryParse(comparison.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new Condition.Compare(text, Name(comparison), comparison.Groups["operator"].Value, number);
        if (Equality().Match(text) is not { Success: true } equality) return new Condition.Unread(text);
        var values = Value().Split(equality.Groups["values"].Value).Select(value => value.Trim().Trim('"', '“', '”')).Where(value => value.Length > 0).ToList();
        return values.Count == 0 ? new Condition.Unread(text) : new Condition.Is(text, Name(equality), values, equality.Groups["not"].Success);
    }

    static string Name(Match match) => match.Groups["name"].Value.Trim();

    [GeneratedRegex(@"\s+or\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Or();

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"\S\s+is\s+\S|\S\s*(?:<=|>=|<|>|=)\s*\S", RegexOptions.IgnoreCase)]
    private static partial Regex Term();

    [GeneratedRegex(@"^(?<name>.+?)\s+is\s+(?:a\s+)?member\s+of\s+(?<group>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Member();

    [GeneratedRegex(@"^(?<name>[^<>=]+?)\s*(?<operator><=|>=|<|>|=)\s*(?<number>-?\d+(?:\.\d+)?)$")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^(?<name>[^<>=]+?)\s+is\s+(?:(?<not>not)\s+)?(?<values>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Equality();

    [GeneratedRegex(@"\s*,\s*(?:or\s+)?|\s+or\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Value();
}
