namespace Handrail.Core.Procedures.Editing;

/// <summary>The words of sections that hold no steps.</summary>
static class SectionWording
{
    public static Outcome<Draft> Set(Procedure procedure, SectionKind kind, string markdown)
    {
        if (procedure.Sections.FirstOrDefault(section => section.Kind == kind) is { } there) return Set(procedure, there, markdown, isKind: true);
        var text = TextLines.Tidy(markdown);
        if (text.Length == 0) return Draft.Nothing;
        if (kind is SectionKind.Preamble or SectionKind.Other) return new Refusal.Invalid("section", "Only a section with a name of its own can be added.");
        var place = NewSection.Of(procedure, kind);
        return new Draft([new(new(place.At, place.At), place.Before + TextLines.Indent(text, 0, TextLines.NewLine(procedure.Source)) + place.After)])
        {
            Outside = after => Spans(after, kind),
            Done = after => after.Sections.Count == procedure.Sections.Count + 1 && after.Sections.Any(section => section.Kind == kind),
        };
    }

    public static Outcome<Draft> Set(Procedure procedure, string anchor, string markdown) =>
        procedure.Sections.FirstOrDefault(section => section.Anchor == anchor) is { } section ? Set(procedure, section, markdown, isKind: false) : new Refusal.NotFound("This section is not there any more.");

    static Outcome<Draft> Set(Procedure procedure, Section section, string markdown, bool isKind)
    {
        if (procedure.AllSteps.Any(step => step.Span.Start >= section.Span.Start && step.Span.Start < section.Span.End)) return new Refusal.Invalid("section", $"\"{section.Heading}\" holds steps; change them one by one.");
        var block = Body(procedure, section);
        var text = TextLines.Tidy(markdown);
        if (text == block.Text) return Draft.Nothing;
        if (text.Length == 0 && isKind) return Removed(procedure, section);
        var newLine = TextLines.NewLine(procedure.Source);
        var splice = block.Becomes(text);
        // Below a bare heading the first words stand apart.
        if (block.Span.IsEmpty && section.Kind != SectionKind.Preamble) splice = splice with { Text = newLine + newLine + splice.Text };
        var place = procedure.Sections.ToList().IndexOf(section);
        return new Draft([splice])
        {
            Outside = after => after.Sections.Count == procedure.Sections.Count ? [after.Sections[place].Span] : [],
            Done = after => after.Sections.Select(now => (now.Kind, now.Heading)).SequenceEqual(procedure.Sections.Select(was => (was.Kind, was.Heading))),
        };
    }

    static Draft Removed(Procedure procedure, Section section)
    {
        var isLast = section.Span.End >= procedure.Source.Length;
        Span cut = isLast ? new(TextLines.BackOverSpace(procedure.Source, section.Span.Start), TextLines.BackOverSpace(procedure.Source, section.Span.End)) : section.Span;
        return new([new(cut, "")])
        {
            Outside = after => after == procedure ? [section.Span] : [],
            Done = after => after.Sections.Count == procedure.Sections.Count - 1,
        };
    }

    static IEnumerable<Span> Spans(Procedure procedure, SectionKind kind) => procedure.Sections.Where(section => section.Kind == kind).Select(section => section.Span);

    /// <summary>What stands below the heading, without blank lines around.</summary>
    static TextBlock Body(Procedure procedure, Section section)
    {
        var source = procedure.Source;
        var start = section.Kind == SectionKind.Preamble ? Math.Max(section.Span.Start, procedure.Header.Span.End) : EndOfHeading(source, section.Span.Start);
        var end = Math.Max(start, TextLines.BackOverSpace(source, section.Span.End));
        var first = Math.Min(end, TextLines.OverSpace(source, start));
        return new(source, first < end ? new(TextLines.Start(source, first) is var line && line >= start ? line : first, end) : new(start, start), 0);
    }

    /// <summary>One line with number signs, or the lines up to the one that underlines them.</summary>
    static int EndOfHeading(string source, int start)
    {
        if (source[start] == '#') return TextLines.End(source, start);
        for (var line = TextLines.Next(source, start); line < source.Length; line = TextLines.Next(source, line))
            if (source.AsSpan(line, TextLines.End(source, line) - line).Trim() is { Length: > 0 } under && (under.Trim('=').IsEmpty || under.Trim('-').IsEmpty))
                return TextLines.End(source, line);
        return TextLines.End(source, start);
    }
}
