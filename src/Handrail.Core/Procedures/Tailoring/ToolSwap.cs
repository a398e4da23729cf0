using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Procedures.Tailoring;

/// <summary>
/// A text rewritten for another tool, as little as possible: the new name where the old one stands in plain words outside its own variants, and a variant
/// to be written where a step has one for the old tool and none for the new. Code, addresses, file names and anchors are left alone: a person must look at them.
/// </summary>
public static class ToolSwap
{
    public static string In(Procedure procedure, string from, string to)
    {
        var named = Tools.NamedIn(procedure.Source, from).Where(span => !IsInAddress(procedure.Source, span)).ToList();
        var unwritten = Unwritten(procedure, from, to).ToList();
        if (named.Count + unwritten.Count == 0) return procedure.Source;
        var subject = new Subject(procedure, LintContext.Nothing);
        Splice[] edits = [.. Renamed(subject, named, from, to), .. unwritten.Select(step => subject.Write.Line(step, $"In {to}: {Fixes.Todo}: write how this is done in {to}.")).OfType<Splice>()];
        return Splice.Apply(procedure.Source, edits);
    }

    /// <summary>Steps that say how they are done in the old tool and not how in the new one.</summary>
    public static IEnumerable<Step> Unwritten(Procedure procedure, string from, string to) => procedure.AllSteps.Where(step => ToolUses.VariantsOf(step, from).Any() && !ToolUses.VariantsOf(step, to).Any());

    /// <summary>Steps of a text made here in which nobody has written yet how they are done in the new tool.</summary>
    public static IEnumerable<Step> LeftToWrite(Procedure procedure, string to) =>
        procedure.AllSteps.Where(step => ToolUses.VariantsOf(step, to).Any(line => line.Span.In(procedure.Source).Contains(Fixes.Todo, StringComparison.Ordinal)));

    static IEnumerable<Splice> Renamed(Subject subject, IEnumerable<Span> named, string from, string to)
    {
        var variants = subject.Steps.SelectMany(step => ToolUses.VariantsOf(step, from)).Select(line => line.Span).ToList();
        var outside = named.Where(span => !ToolUses.Holds(variants, span)).ToList();
        if (outside.Count == 0) return [];
        List<Span> kept =
        [
            .. subject.Markup.Links.Select(link => link.TargetSpan),
            .. subject.Markup.Anchors.Select(anchor => anchor.Span),
            .. Placeholders.In(subject.Source).Select(placeholder => placeholder.Span),
        ];
        return outside.Where(span => !subject.Markup.IsCode(span.Start) && !ToolUses.Holds(kept, span)).Select(span => new Splice(span, to));
    }

    /// <summary>Part of a web or mail address, of a host or file name: "okta" in https://help.okta.com, in me@okta.example, in okta.sh.</summary>
    static bool IsInAddress(string source, Span span)
    {
        var (start, end) = (span.Start, span.End);
        while (start > 0 && !char.IsWhiteSpace(source[start - 1])) start--;
        while (end < source.Length && !char.IsWhiteSpace(source[end])) end++;
        return source.AsSpan(start, end - start) is var word && (word.Contains("://", StringComparison.Ordinal) || word.Contains('@'))
            || span.Start > 1 && source[span.Start - 1] == '.' && char.IsLetterOrDigit(source[span.Start - 2])
            || span.End + 1 < source.Length && source[span.End] == '.' && char.IsLetterOrDigit(source[span.End + 1]);
    }
}
