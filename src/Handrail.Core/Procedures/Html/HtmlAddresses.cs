using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Html;

/// <summary>Where links and pictures of a hostile text may lead.</summary>
static class HtmlAddresses
{
    public static void Rewrite(LinkInline link, HtmlRules rules)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        link.GetDynamicUrl = null;
        if (link.IsImage) RewriteImage(link, url, rules);
        else if (IsOutside(url)) Outside(link, url);
        else if (url.StartsWith('#')) link.Url = $"#{rules.Prefix}{url.AsSpan(1)}";
        else if (rules.IsWithheld(url)) link.ReplaceBy(new LiteralInline(Withholding.Words) { Span = link.Span }, copyChildren: false);
        else if (!HasScheme(url) && rules.Link(url) is { } address) link.Url = address;
        else AsText(link, url);
    }

    public static void Rewrite(AutolinkInline link)
    {
        if (!link.IsEmail && !IsOutside(link.Url)) link.ReplaceBy(new LiteralInline(link.Url));
        else if (!link.IsEmail) link.GetAttributes().AddProperty("rel", "noopener noreferrer");
    }

    /// <summary>A picture from elsewhere would tell that site who reads, so it is a link.</summary>
    static void RewriteImage(LinkInline image, string url, HtmlRules rules)
    {
        if (IsOutside(url))
        {
            image.IsImage = false;
            if (image.FirstChild is null) image.AppendChild(new LiteralInline(url));
            Outside(image, url);
        }
        else if (!HasScheme(url) && rules.Image(url) is { } address)
        {
            image.Url = address;
            image.GetAttributes().AddProperty("loading", "lazy");
        }
        else AsText(image, url);
    }

    static void Outside(LinkInline link, string url)
    {
        link.Url = url;
        link.GetAttributes().AddProperty("rel", "noopener noreferrer");
    }

    static void AsText(LinkInline link, string url)
    {
        (link.IsImage, link.Url) = (false, null);
        var words = new ContainerInline();
        while (link.FirstChild is { } child)
        {
            child.Remove();
            words.AppendChild(child);
        }
        words.AppendChild(new LiteralInline($" ({url})"));
        words.Span = link.Span;
        link.ReplaceBy(words);
    }

    static bool IsOutside(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    /// <summary>"javascript:", "data:", "//host": anything that is not a path of its own.</summary>
    static bool HasScheme(string url)
    {
        var trimmed = new string([.. url.Where(c => !char.IsControl(c) && !char.IsWhiteSpace(c))]);
        var colon = trimmed.IndexOf(':');
        return trimmed.StartsWith("//", StringComparison.Ordinal) || trimmed.StartsWith('\\') || colon >= 0 && trimmed.IndexOfAny(['/', '?', '#']) is var slash && (slash < 0 || colon < slash);
    }
}
