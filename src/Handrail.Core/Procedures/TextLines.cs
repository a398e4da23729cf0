namespace Handrail.Core.Procedures;

/// <summary>Where lines and columns of a text are. Lines end in LF, CRLF or CR; a tab reaches to the next multiple of four.</summary>
static class TextLines
{
    /// <summary>The line end the text uses, by its first.</summary>
    public static string NewLine(string text) => text.AsSpan().IndexOfAny('\n', '\r') switch
    {
        >= 0 and var at when text[at] == '\r' => at + 1 < text.Length && text[at + 1] == '\n' ? "\r\n" : "\r",
        _ => "\n",
    };

    public static int Start(string text, int at) => at == 0 ? 0 : text.AsSpan(0, at).LastIndexOfAny('\n', '\r') + 1;

    /// <summary>Where the line's end stands.</summary>
    public static int End(string text, int at) => text.AsSpan(at).IndexOfAny('\n', '\r') is >= 0 and var length ? at + length : text.Length;

    /// <summary>Where the next line begins; the text's end in the last line.</summary>
    public static int Next(string text, int at)
    {
        var end = End(text, at);
        return Math.Min(text.Length, end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1));
    }

    public static int Column(string text, int at)
    {
        var column = 0;
        for (var i = Start(text, at); i < at; i++) column = text[i] == '\t' ? column / 4 * 4 + 4 : column + 1;
        return column;
    }

    /// <summary>Is there only white space before it in its line?</summary>
    public static bool BeginsLine(string text, int at) => Start(text, at) is var start && text.AsSpan(start, at - start).IsWhiteSpace();

    /// <summary>Back over white space, line ends included.</summary>
    public static int BackOverSpace(string text, int at)
    {
        while (at > 0 && char.IsWhiteSpace(text[at - 1])) at--;
        return at;
    }

    public static int OverSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    /// <summary>The lines with LF between them, each but the first less up to so many columns of white space.</summary>
    public static string Dedent(string text, int columns)
    {
        var lines = Unified(text).Split('\n');
        for (var i = 1; i < lines.Length; i++) lines[i] = Dedented(lines[i], columns);
        return string.Join('\n', lines);
    }

    static string Dedented(string line, int columns)
    {
        if (string.IsNullOrWhiteSpace(line)) return "";
        var (at, column) = (0, 0);
        while (at < line.Length && column < columns && line[at] is ' ' or '\t') column = line[at++] == '\t' ? column / 4 * 4 + 4 : column + 1;
        return column > columns ? new string(' ', column - columns) + line[at..] : line[at..];
    }

    /// <summary>Each line but the first and the blank ones moved right, with the given line end between them.</summary>
    public static string Indent(string text, int columns, string newLine) =>
        string.Join(newLine, text.Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : new string(' ', columns) + line));

    /// <summary>With LF only, without blank lines before and white space behind.</summary>
    public static string Tidy(string text)
    {
        var unified = Unified(text).TrimEnd();
        return unified[(OverSpace(unified, 0) is var first && first == 0 ? 0 : unified.LastIndexOf('\n', first - 1) + 1)..];
    }

    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string Unified(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
