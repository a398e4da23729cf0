using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Procedures.Tailoring;

/// <summary>
/// A text rewritten for another tool, as little as possible: the new name where the old one stands in plain words outside its own variants, and a variant
/// to be written where a step has one for the old tool and none for the new. Code, addresses, file names and anchors are left alone: a person must look at them.
/// </summary>
public static partial class ToolSwap
{
    public static string In(Procedure procedure, string from, string to)
    {
        var subject = new Subject(procedure, LintContext.Nothing);
        Splice[] edits = [.. Renamed(subject, from, to), .. subject.Steps.Select(step => Unwritten(subject, step, from, to)).OfType<Splice>()];
        return Splice.Apply(procedure.Source, edits);
    }

    static IEnumerable<Splice> Renamed(Subject subject, string from, string to)
    {
        var source = subject.Source;
        List<Span> kept =
        [
            .. subject.Steps.SelectMany(step => ToolUses.VariantsOf(step, from)).Select(line => line.Span),
            .. subject.Markup.Links.Select(link => link.TargetSpan),
            .. subject.Markup.Anchors.Select(anchor => anchor.Span),
            .. Addresses().Matches(source).Select(match => new Span(match.Index, match.Index + match.Length)),
        ];
        return Tools.NamedIn(source, from).Where(span => !subject.Markup.IsCode(span.Start) && !ToolUses.Holds(kept, span)).Select(span => new Splice(span, to));
    }

    static Splice? Unwritten(Subject subject, Step step, string from, string to) =>
        ToolUses.VariantsOf(step, from).Any() && !ToolUses.VariantsOf(step, to).Any()
            ? subject.Write.Line(step, $"In {to}: {Fixes.Todo}: write how this is done in {to}.")
            : null;

    /// <summary>Web and mail addresses, host and file names.</summary>
    [GeneratedRegex(@"\S+://\S+|\S+@\S+|\b[\w-]+(?:\.[A-Za-z][\w-]*)+|\{\{[^{}\n]*\}\}")]
    private static partial Regex Addresses();
}
