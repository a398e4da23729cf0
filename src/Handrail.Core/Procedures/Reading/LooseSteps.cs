using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Steps that tools write without lists: numbered or bold paragraphs, lettered paragraphs, bullets below a Steps heading.</summary>
/// <param name="Starts">Where each step begins among the blocks, and its instruction.</param>
/// <param name="End">The first block that belongs to no step.</param>
readonly record struct LooseSteps(List<(int Index, Lead Lead)> Starts, int End, ListBlock? Bullets, string Code, string Message)
{
    static readonly LooseSteps None = new([], 0, null, "", "");

    internal static LooseSteps Find(List<Block> blocks, string source, Trust trust)
    {
        if (Select(blocks, block => Numbered(block, source)) is { Count: > 1 } numbered) return new(numbered, blocks.Count, null, "recognised-numbered-paragraphs", "Numbered paragraphs were recognised as steps.");
        if (trust == Trust.Unnamed) return None;
        if (Select(blocks, block => Lettered(block, source)) is { Count: > 1 } lettered) return new(lettered, blocks.Count, null, "recognised-lettered-steps", "Lettered paragraphs were recognised as steps.");
        if (trust < Trust.StepsSection) return None;
        if (Select(blocks, block => Bold(block, source)) is { Count: > 1 } bold) return new(bold, blocks.Count, null, "recognised-bold-steps", "Bold paragraphs were recognised as steps.");
        return blocks.Find(block => block is ListBlock) is ListBlock bullets ? new([], 0, bullets, "recognised-bullet-steps", "The bullets of the Steps section were recognised as steps.") : None;
    }

    static List<(int, Lead)> Select(List<Block> blocks, Func<Block, Lead?> read)
    {
        List<(int, Lead)> starts = [];
        for (var i = 0; i < blocks.Count; i++)
            if (read(blocks[i]) is { } lead)
                starts.Add((i, lead));
        return starts;
    }

    /// <summary>"**Step 1: Do it**", "**Step 1:** Do it", "Step 1 - Do it", "**1. Do it**".</summary>
    static Lead? Numbered(Block block, string source)
    {
        if (block is not ParagraphBlock { Inline: { } inline } paragraph) return null;
        var isBold = inline.FirstChild is EmphasisInline;
        var start = paragraph.Span.Start;
        while (start < source.Length && source[start] is '*' or '_') start++;
        var number = Numbering.Of(source.AsSpan(start, Math.Max(0, paragraph.Span.End + 1 - start)), wordNeeded: !isBold);
        return number.Number > 0 ? From(paragraph, start + number.Length, source) : null;
    }

    static Lead? Lettered(Block block, string source) =>
        block is ParagraphBlock { Inline.FirstChild: LiteralInline first } paragraph && Numbering.Letter(first.Content.AsSpan()) is { Length: > 0 } letter ? From(paragraph, first.Span.Start + letter.Length, source) : null;

    static Lead? Bold(Block block, string source) =>
        block is ParagraphBlock { Inline: { } inline } paragraph && Whole(inline) is { DelimiterCount: 2 } bold ? From(paragraph, bold.Span.Start + 2, source) : null;

    /// <summary>The emphasis that is all there is, but for an anchor behind it.</summary>
    static EmphasisInline? Whole(ContainerInline inline) =>
        inline.FirstChild is EmphasisInline { NextSibling: null } alone ? alone
        : inline.FirstChild is EmphasisInline { NextSibling: AnchorInline { NextSibling: null } } anchored ? anchored
        : inline.FirstChild is EmphasisInline { NextSibling: LiteralInline { NextSibling: AnchorInline { NextSibling: null } } space } apart && space.Content.AsSpan().IsWhiteSpace() ? apart
        : null;

    static Lead From(ParagraphBlock paragraph, int start, string source)
    {
        var (end, anchor) = (Math.Min(source.Length, paragraph.Span.End + 1), paragraph.Inline!.LastChild as AnchorInline);
        if (anchor is not null) end = Math.Min(end, anchor.Span.Start);
        if (Whole(paragraph.Inline) is { } whole) end = Math.Min(end, whole.Span.End + 1 - whole.DelimiterCount);
        while (start < end && (source[start] is '*' or '_' && start < paragraph.Inline.FirstChild!.Span.End + 1 || char.IsWhiteSpace(source[start]))) start++;
        var span = Lead.Trim(new(start, end), source);
        return new(paragraph.Inline, span.IsEmpty ? "" : PlainText.Of(paragraph.Inline, span), span, anchor, default, []);
    }
}
