namespace Handrail.Core.Procedures.Editing;

/// <summary>What names a phase in the text: a heading, or a paragraph in bold.</summary>
/// <param name="Span">Without the line end behind it.</param>
/// <param name="Words">The title and what belongs to it, without the marks around it and without anchor.</param>
/// <param name="Level">0 for a paragraph in bold.</param>
/// <param name="IsSection">The steps stand directly in their section, or below the title of the whole.</param>
sealed record PhaseHead(Span Span, Span Words, int Level, bool IsSection)
{
    /// <summary>Null where nothing names it.</summary>
    public static PhaseHead? Of(Procedure procedure, Phase phase)
    {
        var (source, start) = (procedure.Source, phase.Span.Start);
        if (phase.Steps.Count == 0 || start >= phase.Steps[0].Span.Start) return null;
        var end = TextLines.BackOverSpace(source, TextLines.End(source, start));
        var isSection = procedure.Sections.Any(section => section.Span.Start == start && section.Kind != SectionKind.Preamble);
        if (source[start] == '#')
        {
            var level = source.AsSpan(start, end - start).IndexOfAnyExcept('#') is > 0 and var marks ? marks : end - start;
            return new(new(start, end), WithoutAnchor(source, new(Math.Min(end, TextLines.OverSpace(source, start + level)), TrimmedEnd(source, start, end))), level, isSection || level == 1);
        }
        if (source[start] is '*' or '_') return new(new(start, end), Bold(source, start, end), 0, isSection);
        for (var line = TextLines.Next(source, start); line < phase.Steps[0].Span.Start; line = TextLines.Next(source, line))
            if (source.AsSpan(line, TextLines.End(source, line) - line).Trim() is { Length: > 0 } under && (under.Trim('=').IsEmpty || under.Trim('-').IsEmpty))
                return new(new(start, TextLines.End(source, line)), WithoutAnchor(source, new(start, TextLines.BackOverSpace(source, line))), under[0] == '=' ? 1 : 2, isSection || under[0] == '=');
        return null;
    }

    /// <summary>The headings of all phases of this title.</summary>
    public static IEnumerable<Span> All(Procedure procedure, string title) =>
        procedure.AllPhases.Where(phase => phase.Title == title).Select(phase => Of(procedure, phase)?.Span).OfType<Span>();

    static int TrimmedEnd(string source, int start, int end)
    {
        var closing = end;
        while (closing > start && source[closing - 1] == '#') closing--;
        return closing < end && closing > start && source[closing - 1] is ' ' or '\t' ? TextLines.BackOverSpace(source, closing) : end;
    }

    static Span Bold(string source, int start, int end)
    {
        var (from, to) = (start, end);
        while (from < to && source[from] is '*' or '_') from++;
        while (to > from && source[to - 1] is '*' or '_' or ':') to--;
        return new(from, to);
    }

    static Span WithoutAnchor(string source, Span words)
    {
        var anchor = words.In(source).LastIndexOf("{#", StringComparison.Ordinal);
        return anchor < 0 || source[words.End - 1] != '}' ? words : words with { End = Math.Max(words.Start, TextLines.BackOverSpace(source, words.Start + anchor)) };
    }
}
