namespace Handrail.Core.Procedures.Editing;

/// <summary>A step taken out of its text, with the blank lines that set it apart, and with the heading of a phase that would be left empty.</summary>
sealed record Cut(Splice Splice, Func<Procedure, IEnumerable<Span>> Heading)
{
    public static Cut Of(Procedure procedure, Step step)
    {
        var (source, span, heading) = (procedure.Source, step.Span, (Func<Procedure, IEnumerable<Span>>)(_ => []));
        if (procedure.AllPhases.FirstOrDefault(phase => phase.Steps is [var only] && only == step) is { } emptied && PhaseHead.Of(procedure, emptied) is { IsSection: false } head
            && source.AsSpan(head.Span.End, span.Start - head.Span.End).IsWhiteSpace())
        {
            span = span with { Start = head.Span.Start };
            heading = after => PhaseHead.All(after, emptied.Title);
        }
        return new(new(WithSpace(source, span), ""), heading);
    }

    /// <summary>Up to what follows where that is the same list, else from what stands before.</summary>
    static Span WithSpace(string source, Span span)
    {
        var before = TextLines.BackOverSpace(source, span.Start);
        var after = TextLines.OverSpace(source, span.End);
        var line = TextLines.Start(source, span.Start);
        if (before == 0) return new(0, after == source.Length ? span.End : TextLines.Start(source, after));
        return after < source.Length && TextLines.Column(source, after) == TextLines.Column(source, span.Start) && ListItem.MarkerLength(source.AsSpan(after)) > 0 ? new(line, TextLines.Start(source, after)) : new(before, span.End);
    }
}
