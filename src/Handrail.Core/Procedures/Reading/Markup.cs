using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Handrail.Core.Procedures.Reading;

/// <summary>
/// The one way Markdown text becomes a tree: CommonMark with pipe tables, task lists and alerts, plus anchors and placeholders in braces.
/// General attributes in braces are left alone: they would swallow placeholders.
/// </summary>
static class Markup
{
    internal static readonly MarkdownPipeline Pipeline = Build();

    static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UsePipeTables().UseTaskLists().UseAlertBlocks().UseAutoLinks();
        builder.BlockParsers.Replace<ListBlockParser>(new Bounds.Lists());
        builder.BlockParsers.Replace<QuoteBlockParser>(new Bounds.Quotes());
        builder.BlockParsers.Replace<ParagraphBlockParser>(new Bounds.Paragraphs());
        builder.InlineParsers.Replace<LinkInlineParser>(new Bounds.Links());
        builder.InlineParsers.Replace<EmphasisInlineParser>(new Bounds.Emphasis());
        builder.InlineParsers.Insert(0, new BraceParser());
        return builder.Build();
    }

    /// <summary>The tree of a text whose first <paramref name="from"/> characters are front matter; null when the text is nested beyond all sense.</summary>
    internal static MarkdownDocument? Parse(string source, int from = 0)
    {
        var text = from == 0 ? source : string.Concat(new string(' ', from - 1), "\n", source.AsSpan(from));
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // The library's only answer to a tree deeper than it allows.
            return null;
        }
    }
}
