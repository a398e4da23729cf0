using System.Globalization;
using System.Text;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Procedures;

/// <summary>The place in a text where words that somebody looks for stand, with each of them between [[ and ]]. Case and accents do not matter; a word is found by its beginning.</summary>
public static class HitExcerpt
{
    const int Before = 60, After = 160;

    static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    /// <returns>Empty where none of the words stands below the front matter.</returns>
    public static string Of(string text, IReadOnlyCollection<string> words)
    {
        var body = text.AsSpan(FrontMatter.EndOfFenced(text));
        if (First(body, words) is not { } first) return "";
        var from = WordBefore(body, first.Start);
        var excerpt = new StringBuilder(from > 0 ? "…" : "");
        var (at, end) = (from, Math.Min(body.Length, first.Start + After));
        while (First(body[at..end], words) is { } hit)
        {
            excerpt.Append(body.Slice(at, hit.Start)).Append("[[").Append(body.Slice(at + hit.Start, hit.Length)).Append("]]");
            at += hit.Start + hit.Length;
        }
        return end == body.Length ? excerpt.Append(body[at..]).ToString() : excerpt.Append(body[at..Math.Max(at, WordBefore(body, end))]).Append('…').ToString();
    }

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
