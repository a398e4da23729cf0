using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Reading;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Html;

/// <summary>Raw HTML in a text: tags that only format keep their meaning without attributes, comments vanish, everything else is shown as what it is.</summary>
static partial class HarmlessTags
{
    static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "kbd", "code", "samp", "var", "mark", "small", "br", "p", "ul", "ol", "li", "dl", "dt", "dd",
        "blockquote", "pre", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "hr", "abbr",
    };

    public static void Write(HtmlRenderer renderer, string html)
    {
        var at = 0;
        foreach (Match match in Tag().Matches(html))
        {
            renderer.WriteEscape(html[at..match.Index]);
            at = match.Index + match.Length;
            if (match.Value.StartsWith("<!--", StringComparison.Ordinal)) continue;
            if (Formatting.Contains(match.Groups["name"].Value)) renderer.Write($"<{match.Groups["end"].Value}{match.Groups["name"].Value.ToLowerInvariant()}>");
            else renderer.WriteEscape(match.Value);
        }
        renderer.WriteEscape(html[at..]);
    }

    [GeneratedRegex(@"<!--.*?(?:-->|$)|<(?<end>/?)(?<name>[A-Za-z][A-Za-z0-9-]*)(?:""[^""]*""|'[^']*'|[^'"">])*>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}

sealed class HarmlessBlocks : HtmlObjectRenderer<HtmlBlock>
{
    protected override void Write(HtmlRenderer renderer, HtmlBlock block) => HarmlessTags.Write(renderer, block.Lines.ToString());
}

sealed class HarmlessInlines : HtmlObjectRenderer<HtmlInline>
{
    protected override void Write(HtmlRenderer renderer, HtmlInline inline) => HarmlessTags.Write(renderer, inline.Tag);
}

/// <summary>A value where one is known, else the name, marked as open.</summary>
sealed class PlaceholderRenderer(HtmlRules rules) : HtmlObjectRenderer<PlaceholderInline>
{
    protected override void Write(HtmlRenderer renderer, PlaceholderInline placeholder)
    {
        if (rules.Value(Placeholders.Key(placeholder.Name)) is { } value) renderer.WriteEscape(value);
        else renderer.Write("<mark class=\"placeholder\">").WriteEscape(placeholder.Name).Write("</mark>");
    }
}

/// <summary>Written anchors are the steps' ids and show nothing themselves.</summary>
sealed class AnchorRenderer : HtmlObjectRenderer<AnchorInline>
{
    protected override void Write(HtmlRenderer renderer, AnchorInline anchor) { }
}
