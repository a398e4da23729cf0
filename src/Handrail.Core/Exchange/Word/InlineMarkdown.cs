using System.Text;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Exchange.Word;

/// <summary>Words as Markdown that reads as these words again. Where a mark would not be read as one, the words win over their look.</summary>
sealed class InlineMarkdown(References references)
{
    internal const string HardBreak = "\\\n";

    readonly StringBuilder _text = new();

    internal string Write(IReadOnlyList<Inline> content, bool plain = false)
    {
        _text.Clear();
        content = WordText.Trimmed(content.Select(Resolved));
        for (var i = 0; i < content.Count; i++)
        {
            switch (content[i])
            {
                case LineBreak: _text.Append(HardBreak); break;
                case Seen { Target: { } address }: i = AddLink(content, i, address, plain); break;
                case Seen seen: Add(seen, After(content, i), inLink: false, plain); break;
            }
        }
        return _text.ToString();
    }

    Inline Resolved(Inline inline) => inline is Seen { Target: { } target } seen ? seen with { Target = references.Resolve(target) } : inline;

    void Add(Seen seen, char after, bool inLink, bool plain)
    {
        if (seen is Picture picture) _text.Append("![").Append(MarkdownText.InLink(picture.Alternative)).Append("](").Append(MarkdownText.Target(picture.Path)).Append(')');
        else if (seen is Words words) Add(words, after, inLink, plain);
    }

    /// <summary>All that leads to one place is one link.</summary>
    /// <returns>The last of it.</returns>
    int AddLink(IReadOnlyList<Inline> content, int from, string address, bool plain)
    {
        var to = from;
        while (to + 1 < content.Count && content[to + 1] is Seen { Target: { } next } && next == address) to++;
        var linked = content.Skip(from).Take(to - from + 1).ToList();
        var said = References.WordsOf(linked);
        if (linked.TrueForAll(one => one is Words) && string.IsNullOrWhiteSpace(said)) _text.Append(said.Length > 0 ? " " : "");
        else if (said.Trim() == address && address.StartsWith("http", StringComparison.Ordinal) && address.AsSpan().IndexOfAny("<> ") < 0) _text.Append('<').Append(address).Append('>');
        else
        {
            if (linked is [Words { Text: [' ', ..] }, ..]) _text.Append(' ');
            _text.Append('[');
            var begin = _text.Length;
            for (var i = from; i <= to; i++) Add((Seen)content[i], i < to ? After(content, i) : ']', inLink: true, plain);
            var inside = _text.ToString(begin, _text.Length - begin).Trim();
            _text.Length = begin;
            _text.Append(inside).Append("](").Append(MarkdownText.Target(address)).Append(')');
            if (linked is [.., Words { Text: [.., ' '] }]) _text.Append(' ');
        }
        return to;
    }

    static char After(IReadOnlyList<Inline> content, int at) => at + 1 < content.Count ? content[at + 1] switch { Words { Text: [var first, ..] } => first, Picture => '!', _ => ' ' } : ' ';

    void Add(Words words, char after, bool inLink, bool plain)
    {
        var text = words.Text.Replace('\t', ' ').ReplaceLineEndings(" ");
        var core = text.Trim();
        if (core.Length == 0)
        {
            if (text.Length > 0) _text.Append(' ');
            return;
        }
        var start = text.IndexOf(core[0]);
        if (start > 0) _text.Append(' ');
        // Behind a backtick that was typed no code begins.
        if (words.Look.HasFlag(Look.Code) && (_text.Length == 0 || _text[^1] != '`')) Code(core);
        else Emphasised(core, plain ? Look.Plain : words.Look, text.Length > start + core.Length ? ' ' : after, inLink);
        if (text.Length > start + core.Length) _text.Append(' ');
    }

    void Code(string text)
    {
        var fence = new string('`', 1 + LongestRun(text, '`'));
        var pad = text[0] == '`' || text[^1] == '`' ? " " : "";
        _text.Append(fence).Append(pad).Append(text).Append(pad).Append(fence);
    }

    internal static int LongestRun(string text, char of)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text) longest = Math.Max(longest, run = letter == of ? run + 1 : 0);
        return longest;
    }

    void Emphasised(string text, Look look, char after, bool inLink)
    {
        var before = _text.Length > 0 ? _text[^1] : ' ';
        // A mark beside a letter opens or closes only where it touches a letter inside too; signs at the edge stay outside.
        var (from, to) = (0, text.Length);
        if (char.IsLetterOrDigit(before)) while (from < to && !char.IsLetterOrDigit(text[from])) from++;
        if (char.IsLetterOrDigit(after)) while (to > from && !char.IsLetterOrDigit(text[to - 1])) to--;
        if (from > 0) before = text[from - 1];
        if (to < text.Length) after = text[to];
        var inner = text[from..to];
        // An address would take the mark at its end into itself.
        var marks = inner.Length == 0 || inner.Trim() != inner || inner.Contains("://", StringComparison.Ordinal) ? "" : MarksOf(look, before, after);
        if (marks.Length == 0)
        {
            _text.Append(Words(text, inLink));
            return;
        }
        var struck = look.HasFlag(Look.Struck);
        _text.Append(Words(text[..from], inLink)).Append(struck ? "<del>" : "").Append(marks == "-" ? "" : marks);
        _text.Append(Words(inner, inLink));
        _text.Append(marks == "-" ? "" : marks).Append(struck ? "</del>" : "").Append(Words(text[to..], inLink));
    }

    /// <returns>Nothing where no mark would be read; "-" where only tags are needed.</returns>
    static string MarksOf(Look look, char before, char after)
    {
        var count = (look.HasFlag(Look.Bold) ? 2 : 0) + (look.HasFlag(Look.Italic) ? 1 : 0);
        if (count == 0) return look.HasFlag(Look.Struck) ? "-" : "";
        if (before != '*') return new string('*', count);
        return char.IsLetterOrDigit(after) ? "" : new string('_', count);
    }

    static string Words(string text, bool inLink) => inLink ? MarkdownText.InLink(text) : MarkdownText.Of(text);
}
