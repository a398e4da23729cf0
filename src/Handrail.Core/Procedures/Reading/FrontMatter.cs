using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Handrail.Core.Procedures.Reading;

/// <summary>The YAML at the head of a text. What cannot be read is noted and stays in the text.</summary>
static class FrontMatter
{
    static readonly string[] OfProcedures = ["title", "summary", "family", "owner", "controls", "policies", "review", "run", "classification", "audience", "runners", "writers", "schedule", "tags"];

    internal static Header Read(string source, List<ReadingNote> notes) => ToHeader(Find(source, OfProcedures, notes));

    /// <param name="Span">With its fences; empty when there is none.</param>
    /// <param name="Keys">As written, each with its scalar values; empty when the YAML cannot be read.</param>
    internal readonly record struct Values(Span Span, IReadOnlyList<(string Key, List<string> Values)> Keys)
    {
        internal static Values None { get; } = new(default, []);

        internal IReadOnlyList<string> UnknownTo(string[] known) => [.. Keys.Select(value => value.Key).Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase))];
    }

    /// <param name="known">The keys that mean something: front matter without its opening fence is known by them.</param>
    internal static Values Find(string source, string[] known, List<ReadingNote> notes)
    {
        var start = source.StartsWith('\uFEFF') ? 1 : 0;
        var lines = new Lines(source, start);
        if (!lines.Next(out var first)) return Values.None;
        return IsOpeningFence(first) ? Fenced(source, start, lines, notes) : Unfenced(source, start, known, notes);
    }

    /// <summary>Where the front matter between fences ends; 0 where there is none.</summary>
    internal static int EndOfFenced(string source) => Read(source, []) is { Span.IsEmpty: false } header && source.AsSpan(header.Span.Start).StartsWith("---") ? header.Span.End : 0;

    static Values Fenced(string source, int start, Lines lines, List<ReadingNote> notes)
    {
        var body = lines.Position;
        for (var at = body; lines.Next(out var line); at = lines.Position)
            if (IsClosingFence(line))
                return Parse(source[body..at], new(start, lines.Position), notes);
        return Values.None;
    }

    /// <summary>Some tools write the keys and the closing fence only. One lonely unknown key is a heading underlined with hyphens.</summary>
    static Values Unfenced(string source, int start, string[] names, List<ReadingNote> notes)
    {
        var lines = new Lines(source, start);
        var (keys, known) = (0, false);
        for (var at = start; lines.Next(out var line); at = lines.Position)
        {
            if (IsOpeningFence(line) && keys > 0)
            {
                if (keys == 1 && !known) return Values.None;
                notes.Add(new("front-matter-unfenced", "The front matter has no opening line of hyphens; it was read all the same.", new(start, lines.Position)));
                return Parse(source[start..at], new(start, lines.Position), notes);
            }
            if (Key(line) is { IsEmpty: false } key) (keys, known) = (keys + 1, known || names.Contains(key.ToString()));
            else if (keys == 0 || line.IsWhiteSpace() || !(char.IsWhiteSpace(line[0]) || line[0] is '-' or '#')) return Values.None;
        }
        return Values.None;
    }

    static bool IsOpeningFence(ReadOnlySpan<char> line) => line.TrimEnd() is "---";

    static bool IsClosingFence(ReadOnlySpan<char> line) => line.TrimEnd() is "---" or "...";

    static ReadOnlySpan<char> Key(ReadOnlySpan<char> line)
    {
        var length = 0;
        while (length < line.Length && (char.IsAsciiLetterOrDigit(line[length]) || line[length] is '_' or '-')) length++;
        var isKey = length > 0 && char.IsAsciiLetter(line[0]) && length < line.Length && line[length] == ':' && (length + 1 == line.Length || char.IsWhiteSpace(line[length + 1]));
        return isKey ? line[..length] : [];
    }

    static Values Parse(string yaml, Span span, List<ReadingNote> notes)
    {
        try
        {
            return new(span, Scalars(new Parser(new Scanner(new StringReader(yaml)))));
        }
        // The library answers some broken texts with other exceptions than its own.
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException)
        {
            var line = error is YamlException { Start.Line: var at } ? $" (line {at})" : "";
            notes.Add(new("front-matter-unreadable", $"The front matter is not valid YAML{line}; it is kept as it is and nothing was read from it.", span));
            return new(span, []);
        }
    }

    /// <summary>Every key with its scalar values; what is nested deeper is known by its key alone.</summary>
    static List<(string Key, List<string> Values)> Scalars(Parser parser)
    {
        List<(string, List<string>)> values = [];
        var depth = 0;
        (string Key, List<string> Values)? current = null;
        while (YamlEvents.Next(parser))
        {
            switch (parser.Current)
            {
                case MappingStart or SequenceStart:
                    depth++;
                    break;
                case MappingEnd or SequenceEnd:
                    if (--depth == 1) current = null;
                    break;
                case Scalar { Value: var text } when depth == 1 && current is null:
                    current = (text, []);
                    values.Add(current.Value);
                    break;
                case Scalar { Value: var text } when depth is 1 or 2:
                    current?.Values.Add(text);
                    if (depth == 1) current = null;
                    break;
                case AnchorAlias when depth == 1:
                    current = null;
                    break;
            }
        }
        return values;
    }

    static Header ToHeader(Values values)
    {
        var header = new Header { Span = values.Span, UnknownKeys = values.UnknownTo(OfProcedures) };
        foreach (var (key, list) in values.Keys)
        {
            var one = list.FirstOrDefault(text => text.Length > 0);
            header = key.ToLowerInvariant() switch
            {
                "title" => header with { Title = one },
                "summary" => header with { Summary = one },
                "family" => header with { Family = one },
                "owner" => header with { Owner = one },
                "controls" => header with { Controls = list },
                "policies" => header with { Policies = list },
                "review" => header with { Review = Interval.TryParse(one, out var interval, out _) ? interval : null },
                "run" => header with { Run = one },
                "classification" => header with { Classification = one },
                "audience" => header with { Audience = list },
                "runners" => header with { Runners = [.. list.Where(name => !string.IsNullOrWhiteSpace(name))] },
                "writers" => header with { Writers = [.. list.Where(name => !string.IsNullOrWhiteSpace(name))] },
                "schedule" => header with { Schedule = one },
                "tags" => header with { Tags = list },
                _ => header,
            };
        }
        return header;
    }
}
