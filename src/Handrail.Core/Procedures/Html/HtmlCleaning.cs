using Ganss.Xss;

namespace Handrail.Core.Procedures.Html;

/// <summary>The last gate: whatever was written before it, only these tags and attributes come out, balanced.</summary>
static class HtmlCleaning
{
    static readonly HtmlSanitizer Sanitizer = Make();

    public static string Clean(string html) => html.IndexOf('<') < 0 ? html : Sanitizer.Sanitize(html);

    static HtmlSanitizer Make()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith(["a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "var", "input"]);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.UnionWith(["href", "rel", "src", "alt", "title", "class", "start", "loading", "type", "disabled", "checked", "id"]);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowDataAttributes = false;
        // The only input Markdown writes is a task's checkbox.
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is AngleSharp.Html.Dom.IHtmlInputElement input && (input.Type != "checkbox" || !input.IsDisabled)) input.Remove();
        };
        return sanitizer;
    }
}
