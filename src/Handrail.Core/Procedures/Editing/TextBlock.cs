namespace Handrail.Core.Procedures.Editing;

/// <summary>A piece of a text that is indented as a whole: what a person sees of it, and how it changes.</summary>
/// <param name="Column">How far all lines but the first are indented.</param>
sealed record TextBlock(string Source, Span Span, int Column)
{
    /// <summary>The whole step behind its number.</summary>
    public static TextBlock Of(string source, Step step) =>
        ListItem.Of(source, step) is { } item ? new(source, new(Math.Min(item.Content, step.Span.End), step.Span.End), item.Column) : new(source, step.Span, 0);

    public static TextBlock Of(string source, Step step, Detail detail)
    {
        var (column, start) = (ListItem.Of(source, step)?.Column ?? 0, detail.Span.Start);
        if (!TextLines.BeginsLine(source, start)) return new(source, detail.Span, column);
        // Code is indented beyond the step; that is part of it.
        while (TextLines.Column(source, start) > column && start > 0 && source[start - 1] == ' ') start--;
        return new(source, detail.Span with { Start = start }, Math.Min(column, TextLines.Column(source, start)));
    }

    /// <summary>The value of a field line, which may go on over several lines.</summary>
    public static TextBlock Of(string source, FieldLine line) => new(source, line.ValueSpan, TextLines.Column(source, line.Span.Start) + 2);

    /// <summary>Without the indentation; lines end in LF.</summary>
    public string Text { get; } = TextLines.Dedent(Span.In(Source), Column);

    /// <summary>Only the lines that differ are written again; the others keep their bytes.</summary>
    /// <param name="text">Lines end in LF.</param>
    public Splice Becomes(string text)
    {
        string[] old = Text.Split('\n'), @new = text.Split('\n');
        var shorter = Math.Min(old.Length, @new.Length);
        var (head, tail) = (0, 0);
        while (head < shorter && old[head] == @new[head]) head++;
        // The first line stands behind the number and is always written in place.
        while (tail < shorter - Math.Max(head, 1) && old[^(tail + 1)] == @new[^(tail + 1)]) tail++;

        var newLine = TextLines.NewLine(Source);
        var written = string.Join(newLine, @new[head..^tail].Select((line, i) => head + i == 0 || line.Length == 0 ? line : new string(' ', Column) + line));
        var lines = Lines();
        if (head == old.Length - tail) return new(new(lines[head - 1].End, lines[head - 1].End), newLine + written);
        var start = @new.Length == head + tail ? lines[head - 1].End : lines[head].Start;
        return new(new(start, lines[^(tail + 1)].End), written);
    }

    List<Span> Lines()
    {
        List<Span> lines = [new(Span.Start, Math.Min(Span.End, TextLines.End(Source, Span.Start)))];
        while (lines[^1].End < Span.End)
        {
            var start = TextLines.Next(Source, lines[^1].End);
            lines.Add(new(start, Math.Min(Span.End, TextLines.End(Source, start))));
        }
        return lines;
    }
}
