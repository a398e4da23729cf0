using System.Text;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Printing;

/// <summary>Plain text as Markdown that reads as that text again.</summary>
static partial class MarkdownText
{
    const string Meaningful = "\\`*[]~|";

    /// <summary>Words in which every mark means itself; only placeholders and bare addresses stay what they are.</summary>
    public static string Of(string text) => Escaped(text, Bare());

    /// <summary>The value of a field line, in which links are links.</summary>
    public static string WithLinks(string text) => Escaped(text, Kept());

    /// <summary>The words of a link: an address in them must not be a link of its own.</summary>
    public static string InLink(string text) => Of(text).Replace("://", "\\://", StringComparison.Ordinal);

    static string Escaped(string text, Regex kept)
    {
        var markdown = new StringBuilder(text.Length + 8);
        var at = 0;
        foreach (var match in kept.EnumerateMatches(text))
        {
            Escape(text.AsSpan(at, match.Index - at), markdown);
            markdown.Append(text, match.Index, match.Length);
            at = match.Index + match.Length;
        }
        Escape(text.AsSpan(at), markdown);
        return markdown.ToString();
    }

    static void Escape(ReadOnlySpan<char> text, StringBuilder into)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Means(text, i)) into.Append('\\');
            into.Append(text[i]);
        }
    }

    /// <summary>Could the letter be read as a mark where it stands? What follows the last one is not known here.</summary>
    static bool Means(ReadOnlySpan<char> text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : (char?)null;
        return text[at] switch
        {
            '{' => next is '#' or '{',
            '!' => next is null,
            '&' => next is null or '#' || char.IsAsciiLetter(next.Value) && Entity().IsMatch(text[at..]),
            '<' => next is null or '/' or '!' or '?' || char.IsAsciiLetter(next.Value),
            '_' => !(at > 0 && char.IsLetterOrDigit(text[at - 1]) && next is { } letter && char.IsLetterOrDigit(letter)),
            var letter => Meaningful.Contains(letter),
        };
    }

    public static string Target(string target) => target.AsSpan().IndexOfAny(" ()<>") < 0 ? target : $"<{target.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}>";

    /// <summary>Words at the beginning of a block: a mark that would make a heading, list, quote, rule or checkbox of them is escaped.</summary>
    public static string AtStart(string markdown) => Mark().Match(markdown) is { Success: true } mark ? markdown.Insert(mark.Groups["at"].Index, "\\") : markdown;

    [GeneratedRegex(@"\{\{[^{}\n]*\}\}|(?:https?|ftp)://[^\s<>\[\]]+")]
    private static partial Regex Bare();

    [GeneratedRegex(@"\[[^\[\]\n]*\]\([^()\s]*\)|\{\{[^{}\n]*\}\}|(?:https?|ftp)://[^\s<>\[\]]+")]
    private static partial Regex Kept();

    [GeneratedRegex(@"\A&[A-Za-z0-9]{1,40};")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\A(?:(?<at>#{1,6}(?:\s|$))|(?<at>[-+*](?:\s|$))|\d{1,9}(?<at>[.)](?:\s|$))|(?<at>>)|(?<at>```|~~~)|(?<at>(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|(?:\*[ \t]*){3,}$|=+[ \t]*$)|(?<at>\[[ xX]\][ \t]))")]
    private static partial Regex Mark();
}
