namespace Handrail.Core.Procedures.Comparing;

/// <summary>A stretch of a text that is one thing to people: the front matter, a heading with its words, a step with its sub-steps, words behind a step.</summary>
/// <param name="Id">The same thing in another edition of the text: "step/disable-account", "section/scope", "header".</param>
/// <param name="Name">What people call it.</param>
/// <param name="Number">Of a step whose item is numbered, as it is written.</param>
sealed record TextTile(string Id, string Name, string Text, int? Number)
{
    internal bool IsStep => Id.StartsWith("step/", StringComparison.Ordinal);

    /// <summary>What it says, whatever its number and however far it is indented.</summary>
    internal string Words { get; } = PlainText.Of(Number is not null ? ListNumber.Without(Text) : Text);
}

/// <summary>Cuts a text into tiles. They cover it: one after the other they are the text again, byte for byte.</summary>
static class TextTiles
{
    internal static IReadOnlyList<TextTile> Of(Procedure procedure)
    {
        var source = procedure.Source;
        var cuts = Cuts(procedure).OrderBy(cut => cut.At).DistinctBy(cut => cut.At).ToList();
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
            for (var number = 2; !ids.Add(unique); number++) unique = $"{id}#{number}";
            tiles.Add(new(unique, name, text, id.StartsWith("step/", StringComparison.Ordinal) ? ListNumber.Of(text) : null));
        }
    }

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
