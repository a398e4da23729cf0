using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Procedures;

/// <summary>The place in a text where words that somebody looks for stand, with each of them between [[ and ]]. Case and accents do not matter; a word is found by its beginning.</summary>
public static partial class HitExcerpt
{
    const int Before = 60, After = 160;

    static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    /// <returns>Empty where none of the words stands below the front matter.</returns>
    public static string Of(string text, IReadOnlyCollection<string> words)
    {
        var body = text.AsSpan(FrontMatter.EndOfFenced(text));
        if (First(body, words) is not { } first) return "";
        var from = WordBefore(body, first.Start);
        var end = Math.Min(body.Length, first.Start + After);
        var until = end == body.Length ? end : Math.Max(first.Start + first.Length, WordBefore(body, end));
        return (from > 0 ? "…" : "") + Marked(WithoutMarkup(body[from..until]), words) + (until < body.Length ? "…" : "");
    }

    static StringBuilder Marked(ReadOnlySpan<char> text, IReadOnlyCollection<string> words)
    {
        var marked = new StringBuilder();
        while (First(text, words) is { } hit)
        {
            marked.Append(text[..hit.Start]).Append("[[").Append(text.Slice(hit.Start, hit.Length)).Append("]]");
            text = text[(hit.Start + hit.Length)..];
        }
        return marked.Append(text);
    }

    /// <summary>As people read it: headings, list items and paragraphs one after the other, without the signs and anchors they are written with.</summary>
    static string WithoutMarkup(ReadOnlySpan<char> text)
    {
        var lines = new List<string>();
        foreach (var line in text.EnumerateLines())
            if (Links().Replace(Marks().Replace(line.ToString(), ""), "$1").Trim() is { Length: > 0 } words) lines.Add(words);
        return string.Join(" · ", lines);
    }

    [GeneratedRegex(@"^\s*(?:(?:#{1,6}|[-*+>]|\d{1,9}[.)])\s+)+|\s*\{#[^}\s]*\}|\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    [GeneratedRegex(@"!?\[([^\[\]]*)\]\([^()\s]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Links();

    /// <summary>The earliest beginning of a word that is one of those.</summary>
    static (int Start, int Length)? First(ReadOnlySpan<char> text, IReadOnlyCollection<string> words)
    {
        (int Start, int Length)? first = null;
        foreach (var word in words)
            if (Find(first is { } before ? text[..Math.Min(text.Length, before.Start + word.Length)] : text, word) is { } found && !(found.Start >= first?.Start)) first = found;
        return first;
    }

    /// <summary>As it is typed where it stands so, because a comparison that minds no accents is a hundred times as slow.</summary>
    static (int Start, int Length)? Find(ReadOnlySpan<char> text, string word) =>
        Find(text, word, CompareOptions.OrdinalIgnoreCase) ?? Find(text, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace);

    static (int Start, int Length)? Find(ReadOnlySpan<char> text, string word, CompareOptions how)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = Compare.IndexOf(text[from..], word, how, out var length);
            if (at < 0 || length == 0) return null;
            if (from + at == 0 || !char.IsLetterOrDigit(text[from + at - 1])) return (from + at, length);
            from += at + 1;
        }
        return null;
    }

    /// <summary>The beginning of a word at most so far before a place.</summary>
    static int WordBefore(ReadOnlySpan<char> text, int place)
    {
        var from = Math.Max(0, place - Before);
        if (from == 0) return 0;
        var gap = text[from..place].IndexOfAny(' ', '\n');
        return gap < 0 ? place : from + gap + 1;
    }
}
