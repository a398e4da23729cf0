using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Inline Markdown as a person reads it: no markup, no anchors, no checkboxes, white space collapsed.</summary>
static class PlainText
{
    /// <summary>The text of the inlines whose source lies in the span; of all when it is empty.</summary>
    /// <param name="source">Where links are to be kept as Markdown: the text they are taken from.</param>
    /// <param name="anchors">Written anchors are shown as they stand.</param>
    internal static string Of(ContainerInline? inlines, Span within = default, string? source = null, bool anchors = false)
    {
        if (inlines is null) return "";
        if (inlines.FirstChild is LiteralInline { NextSibling: null } only && within.IsEmpty) return Collapse(only.Content.AsSpan());
        var text = new StringBuilder();
        Append(text, inlines, within, source, anchors);
        return Collapse(text.ToString());
    }

    /// <summary>All inline text of a block and the blocks in it, one after the other.</summary>
    internal static string Of(Block block)
    {
        var text = new StringBuilder();
        foreach (var leaf in block is LeafBlock self ? [self] : block.Descendants<LeafBlock>())
        {
            if (text.Length > 0) text.Append("; ");
            text.Append(leaf.Inline is null ? Collapse(leaf.Lines.ToString()) : Of(leaf.Inline));
        }
        return text.ToString();
    }

    static void Append(StringBuilder text, ContainerInline inlines, Span within, string? source, bool anchors)
    {
        for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (!within.IsEmpty && (inline.Span.End < within.Start || inline.Span.Start >= within.End)) continue;
            switch (inline)
            {
                case LiteralInline literal: AppendPart(text, literal, within); break;
                case CodeInline code: text.Append(code.Content); break;
                case LineBreakInline: text.Append(' '); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case AutolinkInline link: text.Append(link.Url); break;
                case HtmlInline html: if (html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase)) text.Append(' '); break;
                case AnchorInline anchor when anchors: text.Append("{#").Append(anchor.Name).Append('}'); break;
                case PlaceholderInline placeholder: text.Append("{{").Append(placeholder.Name).Append("}}"); break;
                case LinkInline link when source is not null && !link.Span.IsEmpty: text.Append(source.AsSpan(link.Span.Start, link.Span.Length)); break;
                case ContainerInline container: Append(text, container, within, source, anchors); break;
            }
        }
    }

    static void AppendPart(StringBuilder text, LiteralInline literal, Span within)
    {
        var content = literal.Content.AsSpan();
        // Only a literal as long as its source maps onto it character by character.
        if (!within.IsEmpty && content.Length == literal.Span.Length)
        {
            var (start, end) = (Math.Max(0, within.Start - literal.Span.Start), Math.Min(content.Length, within.End - literal.Span.Start));
            content = start < end ? content[start..end] : [];
        }
        text.Append(content);
    }

    internal static string Collapse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (!NeedsCollapsing(text)) return text.ToString();
        var collapsed = new StringBuilder(text.Length);
        foreach (var character in text)
            if (!char.IsWhiteSpace(character)) collapsed.Append(character);
            else if (collapsed[^1] != ' ') collapsed.Append(' ');
        return collapsed.ToString();
    }

    static bool NeedsCollapsing(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i]) && (text[i] != ' ' || text[i + 1] == ' '))
                return true;
        return false;
    }
}
