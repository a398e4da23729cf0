using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>A stretch of a text that is one thing to people: the front matter, a heading with its words, a step with its sub-steps, words behind a step.</summary>
/// <param name="Id">The same thing in another edition of the text: "step/disable-account", "section/scope", "header".</param>
/// <param name="Name">What people call it.</param>
/// <param name="Number">Of a step whose item is numbered, as it is written.</param>
/// <param name="Words">What it says, whatever its number and however far it is indented.</param>
sealed record TextTile(string Id, string Name, string Text, int? Number, string Words)
{
    /// <summary>How many steps it stands in; sub-steps are tiles of their own only where a text is cut finely.</summary>
    internal int Depth { get; init; }

    /// <summary>Of a step, as people say it: "2.1".</summary>
    internal string? Label { get; init; }

    internal bool IsStep => Kind == "step";

    /// <summary>A key of the front matter, or one of the lines around its keys.</summary>
    internal bool IsHeader => Kind is "header" or "key";

    /// <summary>"step", "section", "phase", "behind", "key", "header", "start".</summary>
    internal string Kind => Id.IndexOf('/') is > 0 and var at ? Id[..at] : Id;

    internal bool SaysAs(TextTile? other) => other is not null && Words == other.Words && Depth == other.Depth;
}

/// <summary>Cuts a text into tiles. They cover it: one after the other they are the text again, byte for byte.</summary>
static partial class TextTiles
{
    internal static IReadOnlyList<TextTile> Of(Procedure procedure) => Of(procedure, Cuts(procedure), text => PlainText.Of(text));

    /// <summary>Each key of the front matter and each sub-step is a tile of its own, and blank lines inside one count.</summary>
    internal static IReadOnlyList<TextTile> Fine(Procedure procedure)
    {
        var source = procedure.Source;
        var children = procedure.AllPhases.SelectMany(phase => phase.Steps).SelectMany(step => step.Children).SelectMany(child => child.SelfAndDescendants);
        var cuts = Cuts(procedure).Concat(children.Select(child => (LineOf(source, child.Span.Start), "step/" + child.Anchor, child.Instruction, child.Span.End))).Concat(Keys(source, procedure.Header.Span));
        var steps = new Dictionary<string, (string Number, int Depth)>(StringComparer.Ordinal);
        foreach (var step in procedure.AllPhases.SelectMany(phase => phase.Steps)) Note(step, 0);
        return [.. Of(procedure, cuts, Exact).Select(tile => steps.TryGetValue(tile.Id, out var step) ? tile with { Label = step.Number, Depth = step.Depth } : tile)];

        void Note(Step step, int depth)
        {
            steps.TryAdd("step/" + step.Anchor, (step.Number, depth));
            foreach (var child in step.Children) Note(child, depth + 1);
        }
    }

    static List<TextTile> Of(Procedure procedure, IEnumerable<(int At, string Id, string Name, int End)> all, Func<string, string> words)
    {
        var source = procedure.Source;
        var cuts = all.OrderBy(cut => cut.At).DistinctBy(cut => cut.At).ToList();
        if (cuts.Count == 0 || cuts[0].At > 0) cuts.Insert(0, (0, "start", "Introduction", source.Length));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var tiles = new List<TextTile>();
        for (var i = 0; i < cuts.Count; i++)
        {
            var (at, id, name, end) = cuts[i];
            var next = i + 1 < cuts.Count ? cuts[i + 1].At : source.Length;
            // Words between a step and what comes next stay where they are when the step goes.
            var behind = id.StartsWith("step/", StringComparison.Ordinal) ? NextLine(source, Math.Min(end, next)) : next;
            var apart = behind < next && !string.IsNullOrWhiteSpace(source[behind..next]);
            Add(id, name, source[at..(apart ? behind : next)]);
            if (apart) Add("behind/" + id, name, source[behind..next]);
        }
        return tiles;

        void Add(string id, string name, string text)
        {
            var unique = id;
            for (var again = 2; !ids.Add(unique); again++) unique = $"{id}#{again}";
            var number = id.StartsWith("step/", StringComparison.Ordinal) ? ListNumber.Of(text) : null;
            tiles.Add(new(unique, name, text, number, words(number is not null ? ListNumber.Without(text) : text)));
        }
    }

    /// <summary>All but common indentation, and blank lines at the end, which belong to nobody.</summary>
    static string Exact(string text)
    {
        string[] lines = [.. text.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')).Select(line => string.IsNullOrWhiteSpace(line) ? "" : line)];
        var indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    /// <summary>Where each key of the front matter begins, and the line that ends it.</summary>
    static IEnumerable<(int At, string Id, string Name, int End)> Keys(string source, Span header)
    {
        if (header.IsEmpty) yield break;
        var closing = LineOf(source, TextLines.BackOverSpace(source, header.End));
        for (var line = NextLine(source, header.Start + 1); line < closing; line = NextLine(source, line + 1))
            if (Key().Match(source, line) is { Success: true } match) yield return (line, "key/" + match.Groups["key"].Value.ToLowerInvariant(), char.ToUpperInvariant(match.Value[0]) + match.Groups["key"].Value[1..], closing);
        if (closing > header.Start) yield return (closing, "header/end", "Front matter", header.End);
    }

    [GeneratedRegex(@"\G(?<key>[\w-]+)[ \t]*:")]
    private static partial Regex Key();

    /// <summary>Where something begins. Of two that begin on one line the step goes before the heading, the heading of a section before that of a phase.</summary>
    static IEnumerable<(int At, string Id, string Name, int End)> Cuts(Procedure procedure)
    {
        var source = procedure.Source;
        foreach (var step in procedure.AllPhases.SelectMany(phase => phase.Steps)) yield return (LineOf(source, step.Span.Start), "step/" + step.Anchor, step.Instruction, step.Span.End);
        foreach (var section in procedure.Sections.Where(section => section.Heading.Length > 0)) yield return (LineOf(source, section.Span.Start), "section/" + section.Anchor, section.Heading, section.Span.End);
        foreach (var phase in procedure.AllPhases.Where(phase => phase.Title.Length > 0)) yield return (LineOf(source, phase.Span.Start), "phase/" + phase.Anchor, phase.Title, phase.Span.End);
        if (procedure.Header.Span is not { IsEmpty: false } header) yield break;
        yield return (LineOf(source, header.Start), "header", "Front matter", header.End);
        if (NextLine(source, header.End) is var behind && behind < source.Length) yield return (behind, "start", "Introduction", source.Length);
    }

    static int LineOf(string source, int at) => source.LastIndexOf('\n', Math.Max(0, at - 1)) is var line && at > 0 && line >= 0 ? line + 1 : 0;

    static int NextLine(string source, int at)
    {
        if (at > 0 && at <= source.Length && source[at - 1] == '\n') return at;
        var end = source.IndexOf('\n', at);
        return end < 0 ? source.Length : end + 1;
    }
}
