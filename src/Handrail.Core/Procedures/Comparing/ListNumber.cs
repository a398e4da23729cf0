using System.Globalization;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>The number an item of a list is written with.</summary>
static partial class ListNumber
{
    internal static int? Of(string item) => Marker().Match(item) is { Success: true } marker ? int.Parse(marker.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;

    internal static string Without(string item) => Marker().Match(item) is { Success: true } marker ? new string(' ', marker.Length) + item[marker.Length..] : item;

    /// <summary>The item under another number; what it holds moves with the width of the number.</summary>
    internal static string With(string item, int number)
    {
        if (Marker().Match(item) is not { Success: true } marker) return item;
        var (before, after) = (marker.Groups["number"].Value, number.ToString(CultureInfo.InvariantCulture));
        var wider = after.Length - before.Length;
        var rest = item[(marker.Groups["number"].Index + before.Length)..];
        if (wider != 0) rest = string.Join('\n', rest.Split('\n').Select((line, at) => at == 0 ? line : Moved(line, wider, marker.Length)));
        return item[..marker.Groups["number"].Index] + after + rest;
    }

    /// <summary>Lines that stand inside the item; one further left than its words does not.</summary>
    static string Moved(string line, int wider, int column)
    {
        var indent = line.Length - line.TrimStart(' ').Length;
        if (indent < column) return line;
        return wider > 0 ? new string(' ', wider) + line : line[-wider..];
    }

    /// <summary>Where the item's own words begin in its line, and what it holds.</summary>
    internal static int Column(string item) => Item().Match(item).Length;

    /// <summary>All lines of the item so far to the right, or to the left as far as there is room.</summary>
    internal static string Moved(string item, int by) => by == 0 ? item : string.Join('\n', item.Split('\n').Select(line => string.IsNullOrWhiteSpace(line) ? line : by > 0 ? new string(' ', by) + line : line[Math.Min(-by, line.Length - line.TrimStart(' ').Length)..]));

    [GeneratedRegex(@"\A[ ]*(?:\d{1,9}[.)]|[A-Za-z][.)]|[-*+])[ ]{1,4}")]
    private static partial Regex Item();

    [GeneratedRegex(@"\A[ ]{0,8}(?<number>\d{1,9})[.)](?:[ ]{1,4}|(?=\r?\n|\z))")]
    private static partial Regex Marker();
}
