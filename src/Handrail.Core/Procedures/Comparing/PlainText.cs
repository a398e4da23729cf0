using System.Text;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>Text as people compare it: without common indentation, blank lines, spaces at line ends and carriage returns.</summary>
static class PlainText
{
    public static string Of(string source, Span span, params IEnumerable<Span> without)
    {
        var kept = new StringBuilder(span.Length);
        var at = LineStart(source, span.Start);
        foreach (var hole in without.Where(hole => hole.Start >= span.Start && hole.End <= span.End).OrderBy(hole => hole.Start))
        {
            if (hole.Start < at) continue;
            kept.Append(source, at, hole.Start - at);
            at = hole.End;
        }
        if (at < span.End) kept.Append(source, at, span.End - at);
        return Of(kept.ToString());
    }

    public static string Of(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        var indent = lines.Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line[indent..]));
    }

    // A block's span may start after its indentation; its first line must not look less indented than the rest.
    static int LineStart(string source, int start)
    {
        var at = start;
        while (at > 0 && source[at - 1] is ' ' or '\t') at--;
        return at == 0 || source[at - 1] == '\n' ? at : start;
    }
}
