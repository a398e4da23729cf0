namespace Handrail.Core.Procedures.Editing;

/// <summary>The words outside the steps.</summary>
static class SectionWording
{
    public static Outcome<Draft> Set(Procedure procedure, SectionKind kind, string markdown)
    {
        if (procedure.Sections.FirstOrDefault(section => section.Kind == kind) is { } there) return Set(procedure, there, markdown);
        if (markdown.Trim().Length == 0) return Draft.Nothing;
        return kind is SectionKind.Preamble or SectionKind.Other ? new Refusal.Invalid("section", "Only a section with a name of its own can be added.") : SectionPlacing.Add(procedure, new(kind, "", markdown));
    }

    /// <summary>Of any passage there is.</summary>
    public static Outcome<Draft> Set(Procedure procedure, string address, string markdown)
    {
        if (Passage.Find(procedure, address) is not { } passage) return SectionPlacing.Gone;
        var text = TextLines.Tidy(markdown);
        if (text == passage.Text) return Draft.Nothing;
        return new Draft([passage.Becomes(procedure.Source, text)])
        {
            Outside = after => Passage.Find(after, address) is { } now ? [now.Region] : [],
            Done = after => HasSame(procedure, after) && TextLines.OneLine(Passage.Find(after, address)?.Text ?? "") == TextLines.OneLine(text),
        };
    }

    /// <summary>Are the headings of sections and phases what they were?</summary>
    static bool HasSame(Procedure procedure, Procedure after) => after.Title == procedure.Title
        && after.Sections.Select(now => (now.Kind, now.Heading)).SequenceEqual(procedure.Sections.Select(was => (was.Kind, was.Heading)))
        && after.AllPhases.Select(now => (now.Track, now.Title)).SequenceEqual(procedure.AllPhases.Select(was => (was.Track, was.Title)));

    static Outcome<Draft> Set(Procedure procedure, Section section, string markdown)
    {
        if (SectionPlacing.HoldsSteps(procedure, section)) return new Refusal.Invalid("section", $"\"{section.Heading}\" holds steps; change them one by one.");
        var block = Body(procedure, section);
        var text = TextLines.Tidy(markdown);
        if (text == block.Text) return Draft.Nothing;
        if (text.Length == 0) return SectionPlacing.Removed(procedure, section);
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

    /// <summary>What stands below the heading, without blank lines around.</summary>
    static TextBlock Body(Procedure procedure, Section section)
    {
        var source = procedure.Source;
        var start = section.Kind == SectionKind.Preamble ? Math.Max(section.Span.Start, procedure.Header.Span.End) : Passage.HeadingOf(source, section).End;
        var end = Math.Max(start, TextLines.BackOverSpace(source, section.Span.End));
        var first = Math.Min(end, TextLines.OverSpace(source, start));
        return new(source, first < end ? new(TextLines.Start(source, first) is var line && line >= start ? line : first, end) : new(start, start), 0);
    }
}
