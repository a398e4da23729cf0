using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Linting;

/// <param name="Target">As written, without title and angle brackets.</param>
/// <param name="TargetSpan">Where the target stands, for a fix.</param>
sealed record LinkUse(string Target, Span TargetSpan, bool IsImage)
{
    /// <summary>"#anchor" without the mark, or null.</summary>
    public string? Anchor => Target.StartsWith('#') && Target.Length > 1 ? Uri.UnescapeDataString(Target[1..]) : null;

    /// <summary>Another file: neither an address of the web or mail, nor a path from the root of some site, nor something a template fills in.</summary>
    public string? File
    {
        get
        {
            var path = Target.Split('#', '?')[0];
            return path.Length == 0 || path[0] is '/' or '\\' || path.Contains(':') || path.Contains("{{") || path.Contains("{%") ? null : Uri.UnescapeDataString(path);
        }
    }
}

/// <summary>What lint must know of the Markdown beyond the model: where code and comments are, links, images, written anchors, headings. One pass over the text.</summary>
sealed partial class Markup
{
    readonly List<Span> _code = [];

    /// <param name="body">Where the front matter ends, in which brackets and braces are only words.</param>
    public Markup(string source, int body = 0)
    {
        FindCode(source);
        Links = [.. FindLinks(source).Where(link => link.TargetSpan.Start >= body && !IsCode(link.TargetSpan.Start))];
        Anchors = [.. WrittenAnchor().Matches(source).Where(match => match.Index >= body && !IsCode(match.Index)).Select(match => match.Groups["id"]).Select(id => (id.Value, new Span(id.Index, id.Index + id.Length)))];
    }

    public IReadOnlyList<LinkUse> Links { get; }
    /// <summary>{#name} and id="name", in document order.</summary>
    public IReadOnlyList<(string Name, Span Span)> Anchors { get; }
    public List<string> Headings { get; } = [];

    /// <summary>In a code block, a code span or a comment.</summary>
    public bool IsCode(int position)
    {
        var (low, high) = (0, _code.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_code[middle].End <= position) low = middle + 1;
            else high = middle;
        }
        return low < _code.Count && _code[low].Start <= position;
    }

    void FindCode(string source)
    {
        var (at, inParagraph) = (0, false);
        var items = new Stack<int>();
        while (at < source.Length)
        {
            var end = LineEnd(source, at);
            var line = source.AsSpan(at, end - at);
            var isPlain = EnterItems(items, line, inParagraph);
            if (Fence(line) is ({ } mark, var length)) at = AddFence(source, at, end, mark, length, items.Count > 0 ? items.Peek() : 0);
            else
            {
                if (line.TrimStart(" ") is ['#', ..] heading && heading.TrimStart('#') is [' ' or '\t', ..] text) Headings.Add(text.Trim().TrimEnd('#').ToString());
                at = AddInline(source, at, end);
            }
            inParagraph = isPlain;
        }
    }

    /// <summary>Keeps the columns where the content of the open list items begins. True for a line of a paragraph, which the next line may continue further left.</summary>
    static bool EnterItems(Stack<int> items, ReadOnlySpan<char> line, bool inParagraph)
    {
        if (line.IsWhiteSpace()) return false;
        var indent = Indent(line);
        var text = line[indent..];
        var marker = ListMarkerLength(text);
        // Within a paragraph only a list from 1 on begins a new list; "5. June" there is just a word.
        if (inParagraph && char.IsAsciiDigit(text[0]) && !text.StartsWith("1.") && !text.StartsWith("1)") && (items.Count == 0 || indent >= items.Peek())) marker = 0;
        var isPlain = marker == 0 && text[0] is not ('#' or '>' or '|' or '`' or '~' or '-' or '*' or '=' or '_');
        if (!(isPlain && inParagraph))
            while (items.Count > 0 && indent < items.Peek()) items.Pop();
        if (marker > 0) items.Push(indent + marker);
        return isPlain || marker > 0 && marker < text.Length;
    }

    static int ListMarkerLength(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9') is var first && first < 0 ? text.Length : first;
        var mark = digits is > 0 and < 10 && digits < text.Length && text[digits] is '.' or ')' ? digits + 1 : digits == 0 && text[0] is '-' or '*' or '+' ? 1 : 0;
        if (mark == 0 || mark < text.Length && text[mark] is not (' ' or '\t')) return 0;
        var spaces = Indent(text[mark..]);
        return mark + (spaces is > 0 and < 5 ? spaces : 1);
    }

    /// <summary>Up to the closing fence, or to the end of the list item it stands in.</summary>
    /// <param name="column">Where the content of that item begins.</param>
    int AddFence(string source, int start, int lineEnd, char mark, int length, int column)
    {
        var at = Next(source, lineEnd);
        while (at < source.Length)
        {
            var end = LineEnd(source, at);
            var line = source.AsSpan(at, end - at);
            if (Indent(line) < column && !line.IsWhiteSpace())
            {
                _code.Add(new(start, at));
                return at;
            }
            if (Fence(line) is ({ } other, var count) && other == mark && count >= length && line.TrimEnd().EndsWith([mark]))
            {
                _code.Add(new(start, end));
                return Next(source, end);
            }
            at = Next(source, end);
        }
        _code.Add(new(start, source.Length + 1));
        return source.Length;
    }

    static int Indent(ReadOnlySpan<char> line) => line.IndexOfAnyExcept(' ', '\t') is >= 0 and var indent ? indent : line.Length;

    /// <summary>Code spans and comments of one line; a comment that begins the line may reach over several.</summary>
    int AddInline(string source, int start, int end)
    {
        var at = start;
        while (at < end)
        {
            var next = source.AsSpan(at, end - at).IndexOfAny('`', '<');
            if (next < 0) break;
            at += next;
            if (source[at] == '<')
            {
                if (string.CompareOrdinal(source, at, "<!--", 0, 4) != 0) { at++; continue; }
                var beginsLine = source.AsSpan(start, at - start).IsWhiteSpace();
                var close = source.IndexOf("-->", at, (beginsLine ? source.Length : end) - at, StringComparison.Ordinal);
                if (close < 0 && !beginsLine) { at += 4; continue; }
                _code.Add(new(at, close < 0 ? source.Length + 1 : close + 3));
                at = close < 0 ? source.Length : close + 3;
                if (at >= end) return at;
                continue;
            }
            var run = 1;
            while (at + run < end && source[at + run] == '`') run++;
            var closing = ClosingRun(source.AsSpan(at + run, end - at - run), run);
            if (closing >= 0) _code.Add(new(at, at + run + closing + run));
            at += closing >= 0 ? run + closing + run : run;
        }
        return Next(source, end);
    }

    static int ClosingRun(ReadOnlySpan<char> text, int run)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '`') continue;
            var length = 1;
            while (i + length < text.Length && text[i + length] == '`') length++;
            if (length == run) return i;
            i += length - 1;
        }
        return -1;
    }

    static (char? Mark, int Length) Fence(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(" \t>");
        if (text is not ['`' or '~', ..]) return default;
        var length = text.Length - text.TrimStart(text[0]).Length;
        return length < 3 || text[0] == '`' && text[length..].Contains('`') ? default : (text[0], length);
    }

    static IEnumerable<LinkUse> FindLinks(string source)
    {
        for (var close = source.IndexOf("](", StringComparison.Ordinal); close >= 0; close = source.IndexOf("](", close + 2, StringComparison.Ordinal))
        {
            var start = close + 2;
            while (start < source.Length && source[start] is ' ' or '<') start++;
            var (end, depth) = (start, 0);
            for (; end < source.Length && source[end] is not ('\n' or '\r' or '>' or ' '); end++)
            {
                if (source[end] == '(') depth++;
                else if (source[end] == ')' && depth-- == 0) break;
            }
            if (end > start && end < source.Length) yield return new(source[start..end], new(start, end), IsImage(source, close));
        }
        foreach (Match match in DefinitionOrImage().Matches(source))
        {
            var target = match.Groups["target"];
            yield return new(target.Value, new(target.Index, target.Index + target.Length), match.Groups["tag"].Success || ImageName().IsMatch(target.Value));
        }
    }

    // Back from "](" to the "[" that belongs to it: an image has a "!" before.
    static bool IsImage(string source, int close)
    {
        var depth = 0;
        for (var i = close - 1; i >= 0 && close - i < 1000 && source[i] != '\n'; i--)
        {
            if (source[i] == ']') depth++;
            else if (source[i] == '[' && depth-- == 0) return i > 0 && source[i - 1] == '!';
        }
        return false;
    }

    public static int LineEnd(string source, int at) => source.IndexOf('\n', at) is >= 0 and var end ? end : source.Length;

    static int Next(string source, int lineEnd) => Math.Min(lineEnd + 1, source.Length);

    [GeneratedRegex(@"\{#(?<id>[^\s{}]+)[^{}\n]*\}|<\w+[^<>]*?\s(?:id|name)=[""'](?<id>[^""'<>\s]+)[""']")]
    private static partial Regex WrittenAnchor();

    [GeneratedRegex(@"^ {0,3}\[[^\]\n]+\]:[ \t]*<?(?<target>[^\s<>]+)|(?<tag><img\b)[^<>]*?\ssrc=[""'](?<target>[^""'<>\n]+)", RegexOptions.Multiline)]
    private static partial Regex DefinitionOrImage();

    [GeneratedRegex(@"\.(?:png|jpe?g|gif|svg|webp|avif)$", RegexOptions.IgnoreCase)]
    internal static partial Regex ImageName();
}
