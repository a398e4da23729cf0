using System.Text;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Printing;

/// <summary>Plain text as Markdown that reads as that text again.</summary>
static partial class MarkdownText
{
    const string Meaningful = "\\`*_[]<>&~|!";

    /// <summary>On one line; links and placeholders stay what they are.</summary>
    public static string Of(string text)
    {
        var markdown = new StringBuilder(text.Length + 8);
        var at = 0;
        foreach (var kept in Kept().EnumerateMatches(text))
        {
            Escape(text.AsSpan(at, kept.Index - at), markdown);
            markdown.Append(text, kept.Index, kept.Length);
            at = kept.Index + kept.Length;
        }
        Escape(text.AsSpan(at), markdown);
        return markdown.ToString();
    }

    static void Escape(ReadOnlySpan<char> text, StringBuilder into)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Meaningful.Contains(text[i]) || text[i] == '{' && i + 1 < text.Length && text[i + 1] is '#' or '{') into.Append('\\');
            into.Append(text[i]);
        }
    }

    public static string InLink(string text) => Of(Kept().Replace(text, match => match.Groups["words"].Success ? match.Groups["words"].Value : match.Value));

    public static string Target(string target) => target.AsSpan().IndexOfAny(" ()<>") < 0 ? target : $"<{target.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}>";

    /// <summary>Words at the beginning of a block: a mark that would make a heading, list, quote, rule or checkbox of them is escaped.</summary>
    public static string AtStart(string markdown) => Mark().Match(markdown) is { Success: true } mark ? markdown.Insert(mark.Groups["at"].Index, "\\") : markdown;

    [GeneratedRegex(@"\[(?<words>[^\[\]\n]*)\]\([^()\s]*\)|\{\{[^{}\n]*\}\}")]
    private static partial Regex Kept();

    [GeneratedRegex(@"\A(?:(?<at>#{1,6}(?:\s|$))|(?<at>[-+*](?:\s|$))|\d{1,9}(?<at>[.)](?:\s|$))|(?<at>>)|(?<at>```|~~~)|(?<at>(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|(?:\*[ \t]*){3,}$|=+[ \t]*$)|(?<at>\[[ xX]\][ \t]))")]
    private static partial Regex Mark();
}
