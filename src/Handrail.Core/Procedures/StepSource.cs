using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures;

/// <summary>One step's Markdown as a person edits it: without its list marker and indentation, its sub-steps included; and the text with another in its place.</summary>
public static partial class StepSource
{
    public static string Of(Procedure procedure, Step step)
    {
        var item = Item(procedure, step);
        var lines = item.Text[item.Marker.Length..].ReplaceLineEndings("\n").Split('\n');
        return string.Join('\n', lines.Select((line, at) => at == 0 ? line.TrimEnd() : line.Length > item.Indent ? line[item.Indent..].TrimEnd() : ""));
    }

    /// <summary>Alike but for spaces at line ends.</summary>
    public static bool Same(string a, string b) => Plain(a) == Plain(b);

    /// <summary>The whole text with the step's own replaced; everything outside the step byte for byte.</summary>
    public static string Replace(Procedure procedure, Step step, string replacement)
    {
        var item = Item(procedure, step);
        var end = procedure.Source.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = Plain(replacement).Split('\n').Select((line, at) => at == 0 || line.Length == 0 ? line : new string(' ', item.Indent) + line);
        return string.Concat(procedure.Source.AsSpan(0, step.Span.Start), item.Marker, string.Join(end, lines), procedure.Source.AsSpan(step.Span.Start + item.Text.Length));
    }

    /// <param name="Text">Without the white space at its end.</param>
    /// <param name="Indent">How far in its second line stands, or would stand.</param>
    readonly record struct ListItem(string Text, string Marker, int Indent);

    static ListItem Item(Procedure procedure, Step step)
    {
        var text = step.Span.In(procedure.Source).TrimEnd();
        var marker = Marker().Match(text).Value;
        var column = step.Span.Start - (step.Span.Start == 0 ? 0 : procedure.Source.LastIndexOf('\n', step.Span.Start - 1) + 1);
        var written = text.Split('\n').Skip(1).Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(column + marker.Length).Min();
        return new(text, marker, written);
    }

    static string Plain(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => line.TrimEnd()));

    // "12. ", "- [ ] ", "a) ": what makes it an item of a list.
    [GeneratedRegex(@"^(?:\d+[.)]|[A-Za-z][.)]|[-*+])[ \t]+(?:\[[ xX]\][ \t]+)?")]
    private static partial Regex Marker();
}
