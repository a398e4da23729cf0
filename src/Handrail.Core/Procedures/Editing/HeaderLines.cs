using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Procedures.Editing;

/// <summary>The front matter, key by key. What stands under other keys keeps its bytes, comments too.</summary>
static partial class HeaderLines
{
    static readonly string[] Lists = ["controls", "policies", "audience", "runners", "writers", "tags"];

    public static Outcome<Draft> Set(Procedure procedure, string key, IReadOnlyList<string> values)
    {
        if (!Key().IsMatch(key)) return new Refusal.Invalid("key", "A key of the front matter is one word of letters, digits, - and _.");
        if (procedure.Notes.Any(note => note.Code == "front-matter-unreadable")) return new Refusal.Invalid("key", "The front matter is not valid YAML; mend it in the source first.");
        string[] words = [.. values.Select(TextLines.OneLine).Where(value => value.Length > 0)];
        var isList = Lists.Contains(key, StringComparer.OrdinalIgnoreCase);
        if (key.Equals("review", StringComparison.OrdinalIgnoreCase) && words.Length > 0 && !Interval.TryParse(words[0], out _, out _)) return new Refusal.Invalid("values", "A review interval is a length of time such as 12 months.");
        if (words.Length > 1 && !isList) return new Refusal.Invalid("values", $"\"{key}\" takes one value.");
        if (!Splice(procedure, key, words, isList).Granted(out var splice, out var refusal)) return refusal;
        return splice is null ? Draft.Nothing : new Draft([splice]) { Done = after => Has(after.Header, key, words) };
    }

    static Outcome<Splice?> Splice(Procedure procedure, string key, string[] values, bool isList)
    {
        var (source, span, newLine) = (procedure.Source, procedure.Header.Span, TextLines.NewLine(procedure.Source));
        var line = $"{key}: {(isList ? Yaml.List(values) : values.Length > 0 ? Yaml.Scalar(values[0]) : "")}";
        if (span.IsEmpty)
        {
            var start = source.StartsWith('\uFEFF') ? 1 : 0;
            return values.Length == 0 ? (Splice?)null : new Splice(new(start, start), $"---{newLine}{line}{newLine}---{newLine}{(source.Length > start ? newLine : "")}");
        }
        if (Entry(source, span, key) is { } entry)
            return Unchanged(procedure.Header, key, values) ? (Splice?)null
                : values.Length == 0 ? new Splice(entry with { End = TextLines.Next(source, entry.End) }, "")
                : new Splice(entry, IsBlockList(entry.In(source)) ? BlockList(entry.In(source), values, newLine) : line);
        var closing = TextLines.Start(source, TextLines.BackOverSpace(source, span.End));
        if (!HoldsKeys(source, new(span.Start, closing))) return new Refusal.Invalid("key", "The front matter is no list of keys and values; mend it in the source first.");
        return values.Length == 0 ? (Splice?)null : new Splice(new(closing, closing), line + newLine);
    }

    /// <summary>The lines of one key, without the last line end.</summary>
    static Span? Entry(string source, Span header, string key)
    {
        var closing = TextLines.Start(source, TextLines.BackOverSpace(source, header.End));
        for (var line = header.Start; line < closing; line = TextLines.Next(source, line))
        {
            if (HeaderKey().Match(source, line, TextLines.End(source, line) - line) is not { Success: true } match || !match.Groups["key"].Value.Equals(key, StringComparison.OrdinalIgnoreCase)) continue;
            var end = TextLines.End(source, line);
            for (var next = TextLines.Next(source, line); next < closing && source[next] is ' ' or '\t' or '-'; next = TextLines.Next(source, next)) end = TextLines.End(source, next);
            return new(line, end);
        }
        return null;
    }

    /// <summary>Keys, or nothing yet but the fence and remarks.</summary>
    static bool HoldsKeys(string source, Span lines)
    {
        for (var line = lines.Start; line < lines.End; line = TextLines.Next(source, line))
            if (source.AsSpan(line, TextLines.End(source, line) - line).Trim() is { Length: > 0 } text && text is not ("---" or ['#', ..] or ['\uFEFF', ..]))
                return HeaderKey().Match(source, line, TextLines.End(source, line) - line).Success;
        return true;
    }

    static bool IsBlockList(string entry) => BlockItem().IsMatch(entry);

    /// <summary>One value a line, as it was written.</summary>
    static string BlockList(string entry, string[] values, string newLine)
    {
        var first = BlockItem().Match(entry);
        return entry[..TextLines.End(entry, 0)] + string.Concat(values.Select(value => newLine + first.Groups["mark"].Value + Yaml.InList(value)));
    }

    static bool Unchanged(Header header, string key, string[] values) => ValuesOf(header, key) is { Count: > 0 } now && now.SequenceEqual(values);

    static bool Has(Header header, string key, string[] values) =>
        key.Equals("review", StringComparison.OrdinalIgnoreCase) ? header.Review is not null == values.Length > 0
        : ValuesOf(header, key) is { } now ? now.SequenceEqual(values) : values.Length > 0 == header.UnknownKeys.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for a key the format does not know.</summary>
    static IReadOnlyList<string>? ValuesOf(Header header, string key) => key.ToLowerInvariant() switch
    {
        "title" => One(header.Title),
        "summary" => One(header.Summary),
        "family" => One(header.Family),
        "owner" => One(header.Owner),
        "run" => One(header.Run),
        "classification" => One(header.Classification),
        "schedule" => One(header.Schedule),
        "controls" => header.Controls,
        "policies" => header.Policies,
        "audience" => header.Audience,
        "runners" => header.Runners,
        "writers" => header.Writers,
        "tags" => header.Tags,
        _ => null,
    };

    static string[] One(string? value) => value is null ? [] : [value];

    [GeneratedRegex(@"^[A-Za-z][\w-]*$")]
    private static partial Regex Key();

    [GeneratedRegex(@"\G(?<key>[\w-]+)[ \t]*:(?:[ \t]|$)", RegexOptions.Multiline)]
    private static partial Regex HeaderKey();

    [GeneratedRegex(@"^(?<mark>[ \t]*-[ \t]+)", RegexOptions.Multiline)]
    private static partial Regex BlockItem();
}
