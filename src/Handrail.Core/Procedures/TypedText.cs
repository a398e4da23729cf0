using System.Text;

namespace Handrail.Core.Procedures;

/// <summary>
/// A text that went through a form. Browsers send every line end as CR LF, whatever it was; what nobody edited has to come back byte for byte.
/// </summary>
public static class TypedText
{
    /// <summary>At most this many characters: many times the longest runbook.</summary>
    public const int Most = 400_000;

    /// <summary>The typed text with the line ends of the old one: those of its untouched beginning and end as they were, the rest as most of them are.</summary>
    public static string Keep(string old, string typed)
    {
        var (before, after) = (Lines(old), Lines(typed));
        var usual = UsualEnd(before);
        var (head, tail, shorter) = (0, 0, Math.Min(before.Count, after.Count));
        while (head < shorter && before[head].Words == after[head].Words && before[head].IsEnded == after[head].IsEnded) head++;
        while (tail < shorter - head && before[^(tail + 1)].Words == after[^(tail + 1)].Words && before[^(tail + 1)].IsEnded == after[^(tail + 1)].IsEnded) tail++;
        var text = new StringBuilder(typed.Length);
        foreach (var line in before.Take(head)) Write(line.Words, line.End);
        foreach (var line in after.Skip(head).Take(after.Count - head - tail)) Write(line.Words, line.IsEnded ? usual : "");
        foreach (var line in before.TakeLast(tail)) Write(line.Words, line.End);
        return text.ToString();

        void Write(string words, string end)
        {
            // CR, and an empty line that ends in LF, would be one line end instead of two.
            if (words.Length == 0 && end == "\n" && text.Length > 0 && text[^1] == '\r') end = "\r\n";
            text.Append(words).Append(end);
        }
    }

    /// <summary>Why this text cannot be kept; null when it can.</summary>
    public static Refusal.Invalid? Refuses(string field, string text)
    {
        if (text.Length > Most) return new(field, $"A procedure has at most {Most:N0} characters. Split it into several that start one another.");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i]) || text[i] == '\0') return new(field, "The text holds characters that cannot be kept. Please type it again.");
        }
        return null;
    }

    readonly record struct Line(string Words, string End)
    {
        public bool IsEnded => End.Length > 0;
    }

    static List<Line> Lines(string text)
    {
        var lines = new List<Line>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.AsSpan(at).IndexOfAny('\r', '\n');
            if (end < 0) { lines.Add(new(text[at..], "")); break; }
            end += at;
            var length = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1;
            lines.Add(new(text[at..end], text.Substring(end, length)));
            at = end + length;
        }
        return lines;
    }

    static string UsualEnd(List<Line> lines) => lines.Where(line => line.IsEnded).GroupBy(line => line.End).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? "\n";
}
