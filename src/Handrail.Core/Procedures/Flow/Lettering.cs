namespace Handrail.Core.Procedures.Flow;

/// <summary>
/// How wide text is at most. Nobody knows which system font a reader has, so the widths are those of the widest one in common use;
/// text set in a narrower font leaves a little room, and never runs over.
/// </summary>
static class Lettering
{
    /// <summary>Hundredths of an em for the characters from space to tilde.</summary>
    static ReadOnlySpan<byte> Ascii =>
    [
        32, 41, 46, 84, 64, 96, 79, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
        100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50,
        50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];

    const int Bold = 112;

    /// <returns>Pixels, rounded up.</returns>
    public static int Width(ReadOnlySpan<char> text, int size, bool bold = false)
    {
        var hundredths = 0;
        foreach (var letter in text) hundredths += Hundredths(letter);
        return ((hundredths * size * (bold ? Bold : 100)) + 9999) / 10000;
    }

    static int Hundredths(char letter) => letter switch
    {
        < ' ' => 32,
        <= '~' => Ascii[letter - ' '],
        < '\u0300' => 70,
        < '\u0370' => 0,
        < '\u1100' => 85,
        '\u2026' or '\u2014' or '\u2192' => 100,
        >= '\u2000' and < '\u2100' => 60,
        _ when char.IsSurrogate(letter) => 65,
        _ => 102,
    };

    /// <summary>Breaks at spaces, inside a word only where it is wider than a line. What does not fit into the lines ends in an ellipsis.</summary>
    public static List<string> Wrap(string text, int width, int size, int most, bool bold = false)
    {
        var lines = new List<string>(2);
        var at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) break;
            var end = LineEnd(text, at, width, size, bold);
            lines.Add(text[at..end].TrimEnd());
            at = end;
            if (lines.Count < most) continue;
            if (!text.AsSpan(at).IsWhiteSpace()) lines[^1] = Shorten(lines[^1], width, size, bold);
            break;
        }
        return lines;
    }

    static int LineEnd(string text, int start, int width, int size, bool bold)
    {
        var (room, taken, lastSpace) = (width * 10000 / (size * (bold ? Bold : 100)), 0, -1);
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i])) lastSpace = i;
            taken += Hundredths(text[i]);
            if (taken <= room || lastSpace == i) continue;
            if (lastSpace > start) return lastSpace;
            var cut = Math.Max(i, start + 1);
            return cut < text.Length && char.IsLowSurrogate(text[cut]) ? (cut - 1 > start ? cut - 1 : cut + 1) : cut;
        }
        return text.Length;
    }

    static string Shorten(string line, int width, int size, bool bold)
    {
        var room = width - Width("…", size, bold);
        var end = line.Length;
        while (end > 0 && Width(line.AsSpan(0, end), size, bold) > room) end--;
        if (end > 0 && char.IsHighSurrogate(line[end - 1])) end--;
        return line[..end].TrimEnd(' ', ',', ';', ':', '.', '-') + "…";
    }
}
