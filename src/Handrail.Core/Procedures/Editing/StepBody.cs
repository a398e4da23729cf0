namespace Handrail.Core.Procedures.Editing;

/// <summary>The places inside a step where something can be written, in the style of what stands there.</summary>
sealed class StepBody(Procedure procedure, Step step)
{
    readonly string _source = procedure.Source;
    readonly ListItem? _item = ListItem.Of(procedure.Source, step);

    public string NewLine { get; } = TextLines.NewLine(procedure.Source);

    /// <summary>Where the content of the step begins in each line.</summary>
    public int Column => _item?.Column ?? 0;

    /// <summary>Details, field lines and sub-steps, as they follow each other.</summary>
    IReadOnlyList<Span> Parts => [.. step.Details.Where(detail => detail.Tool is null).Select(detail => detail.Span).Concat(step.Lines.Select(line => line.Span)).Concat(step.Children.Select(child => child.Span)).OrderBy(span => span.Start)];

    /// <summary>Behind the paragraph or heading that holds the instruction.</summary>
    public int EndOfInstruction
    {
        get
        {
            foreach (var part in Parts)
                if (!IsSameParagraph(part)) return TextLines.BackOverSpace(_source, part.Start);
            return step.Span.End;
        }
    }

    /// <summary>Behind a hard line break, or a lettered line.</summary>
    bool IsSameParagraph(Span part)
    {
        var lineBefore = TextLines.Start(_source, part.Start) is > 0 and var start ? _source.AsSpan(0, start).TrimEnd("\r\n") : [];
        var isNextLine = lineBefore.Length > 0 && TextLines.Next(_source, lineBefore.Length) == TextLines.Start(_source, part.Start);
        return isNextLine && (lineBefore.EndsWith("  ") || lineBefore.EndsWith("\\")) && !step.Lines.Any(line => line.Span == part)
            || step.Children.Any(child => child.Span == part && ListItem.Of(_source, child) is null);
    }

    /// <summary>Behind all that is the step's own, before the sub-steps that come last.</summary>
    public int End
    {
        get
        {
            var own = Parts.LastOrDefault(part => !step.Children.Any(child => child.Span == part));
            return step.Children.Count == 0 ? step.Span.End : Math.Max(own.End, EndOfInstruction);
        }
    }

    /// <summary>Bullets behind the field lines there are, else behind the instruction.</summary>
    /// <param name="after">Behind this line.</param>
    public Splice Bullets(IEnumerable<string> texts, FieldLine? after = null)
    {
        after ??= step.Lines.MaxBy(line => line.Span.End);
        var mark = after is null ? UsualMark(_source) : _source[after.Span.Start];
        var indent = after is not null && TextLines.BeginsLine(_source, after.Span.Start) ? _source[TextLines.Start(_source, after.Span.Start)..after.Span.Start] : new string(' ', Column);
        var at = after?.Span.End ?? EndOfInstruction;
        if (Swallows(at, indent.Length + 2)) at = End;
        var bullets = texts.Select(text => $"{NewLine}{indent}{mark} {TextLines.Indent(text, indent.Length + 2, NewLine)}");
        // Behind a heading or a paragraph, which is no list item, a list stands by itself.
        var apart = _item is null && after is null ? NewLine : "";
        return new(new(at, at), apart + string.Concat(bullets) + (IsFollowedByText(at) ? NewLine : ""));
    }

    /// <summary>Would what follows, being indented further, become part of a bullet put before it?</summary>
    bool Swallows(int at, int column)
    {
        var next = TextLines.OverSpace(_source, at);
        return next < step.Span.End && TextLines.Column(_source, next) >= column;
    }

    /// <summary>A line right behind that would be read as the bullet's own.</summary>
    bool IsFollowedByText(int at)
    {
        var next = TextLines.Next(_source, at);
        var text = _source.AsSpan(next, Math.Max(0, Math.Min(TextLines.End(_source, next), step.Span.End) - next)).Trim();
        return next > at && text.Length > 0 && ListItem.MarkerLength(text) == 0;
    }

    static char UsualMark(string source)
    {
        foreach (var mark in "-*+")
            if (source.Contains($"\n   {mark} ", StringComparison.Ordinal)) return mark;
        return '-';
    }

    /// <summary>A paragraph or other block of its own, behind all that is the step's own.</summary>
    public Splice Block(string text)
    {
        var isFollowed = End < step.Span.End && !IsBlank(TextLines.Next(_source, End));
        return new(new(End, End), $"{NewLine}{NewLine}{new string(' ', Column)}{TextLines.Indent(text, Column, NewLine)}{(isFollowed ? NewLine : "")}");
    }

    bool IsBlank(int line) => _source.AsSpan(line, TextLines.End(_source, line) - line).IsWhiteSpace();
}
