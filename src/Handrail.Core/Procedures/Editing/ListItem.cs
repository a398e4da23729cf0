using System.Globalization;

namespace Handrail.Core.Procedures.Editing;

/// <summary>How a step stands in its text as an item of a list: "   4.  Instruction".</summary>
/// <param name="Indent">The white space before the marker.</param>
/// <param name="Marker">"4.", "4)", "-"; without the space behind it.</param>
/// <param name="Gap">Columns between the marker and the content.</param>
/// <param name="Column">Where the content begins, and with it every line that belongs to the step.</param>
/// <param name="Content">The same place in the text.</param>
sealed record ListItem(string Indent, string Marker, int Gap, int Column, int Content)
{
    public bool IsBullet => Marker.Length == 1;

    /// <summary>Null for a bullet.</summary>
    public int? Number => IsBullet ? null : int.Parse(Marker.AsSpan(0, Marker.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);

    public string Numbered(int number) => number.ToString(CultureInfo.InvariantCulture) + Marker[^1];

    /// <summary>Null for a step that is a heading, a paragraph or a line of one.</summary>
    public static ListItem? Of(string source, Step step)
    {
        var (line, start) = (TextLines.Start(source, step.Span.Start), step.Span.Start);
        var length = MarkerLength(source.AsSpan(start));
        if (length == 0 || !TextLines.BeginsLine(source, start)) return null;
        var content = start + length;
        while (content < source.Length && source[content] is ' ' or '\t') content++;
        var afterMarker = TextLines.Column(source, start) + length;
        var gap = TextLines.Column(source, content) - afterMarker;
        // More space is code, and no text at all: either way the content begins one column behind the marker.
        if (gap is 0 or > 4 || content == TextLines.End(source, start)) (gap, content) = (1, Math.Min(start + length + 1, TextLines.End(source, start)));
        return new(source[line..start], source.Substring(start, length), gap, afterMarker + gap, content);
    }

    public static int MarkerLength(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var first ? first : text.Length;
        var length = digits is > 0 and < 10 && digits < text.Length && text[digits] is '.' or ')' ? digits + 1 : digits == 0 && text is ['-' or '*' or '+', ..] ? 1 : 0;
        return length < text.Length && !char.IsWhiteSpace(text[length]) ? 0 : length;
    }
}
