using System.Net;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Reading;

/// <summary>What raw HTML in a Markdown text shows and where it points.</summary>
static partial class HtmlText
{
    internal static string Visible(string html) => WebUtility.HtmlDecode(Tag().Replace(html, " "));

    /// <summary>Sources of images and targets of links.</summary>
    internal static IEnumerable<(bool IsImage, string Address)> Addresses(string html)
    {
        foreach (Match match in Address().Matches(html))
            if (WebUtility.HtmlDecode(match.Groups["value"].Value).Trim() is { Length: > 0 } address)
                yield return (match.Groups["image"].Success, address);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("""<(?:(?<image>img)\b[^>]*?\bsrc|a\b[^>]*?\bhref)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^"'\s>]+))""", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
