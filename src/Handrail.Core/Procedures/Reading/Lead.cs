using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Reading;

/// <summary>The instruction at the head of a step: a paragraph or heading up to its first hard line break or lettered line, without checkbox and anchor.</summary>
/// <param name="Rest">What follows a hard line break in the same paragraph.</param>
/// <param name="Lettered">The lines "a. ...", "b. ..." that follow in the same paragraph.</param>
readonly record struct Lead(ContainerInline? Inlines, string Text, Span Span, AnchorInline? Anchor, Span Rest, IReadOnlyList<Lead> Lettered)
{
    internal static Lead Of(LeafBlock leaf, string source) => leaf.Inline is null ? Verbatim(leaf, source) : Of(leaf.Inline, leaf.Span.End + 1, source);

    /// <param name="skip">Characters of the first word's literal that are a number, not the instruction.</param>
    internal static Lead Of(ContainerInline inlines, int close, string source, int skip = 0)
    {
        var letters = LetteredLines(inlines);
        var (start, end, rest) = (-1, -1, -1);
        AnchorInline? anchor = null;
        for (var inline = inlines.FirstChild; inline is not null && rest < 0; inline = inline.NextSibling)
        {
            if (letters.Count > 0 && inline.Span.Start >= letters[0]) break;
            if (inline is AnchorInline written) anchor ??= written;
            else if (inline is LineBreakInline { IsHard: true, NextSibling: { } next }) rest = next.Span.Start;
            else if (inline is not (LineBreakInline or TaskList)) (start, end) = (start < 0 ? inline.Span.Start : start, inline.Span.End + 1);
        }
        var whole = end < 0 || (rest < 0 && letters.Count == 0 && skip == 0);
        var span = start < 0 ? new Span(close, close) : Trim(new(Math.Min(start + skip, end), end), source);
        var text = start < 0 ? "" : PlainText.Of(inlines, whole ? default : span);
        var first = letters.Count > 0 ? letters[0] : close;
        return new(inlines, text, span, anchor, rest < 0 || rest >= first ? default : Trim(new(rest, first), source), Letters(inlines, letters, close, source));
    }

    static List<int> LetteredLines(ContainerInline inlines)
    {
        List<int> starts = [];
        for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
            if (inline is LineBreakInline { NextSibling: LiteralInline line } && Numbering.Letter(line.Content.AsSpan()).Letter is var letter && (starts.Count == 0 ? letter is 'a' or 'i' : letter != default))
                starts.Add(line.Span.Start);
        // One line that begins like a letter is no list.
        return starts.Count > 1 ? starts : [];
    }

    static List<Lead> Letters(ContainerInline inlines, List<int> starts, int close, string source)
    {
        List<Lead> leads = new(starts.Count);
        for (var i = 0; i < starts.Count; i++)
        {
            var line = Trim(new(starts[i], i + 1 < starts.Count ? starts[i + 1] : close), source);
            var span = new Span(line.Start + Numbering.Letter(source.AsSpan(line.Start, line.Length)).Length, line.End);
            var anchor = AnchorIn(inlines, span);
            if (anchor is not null) span = Trim(span with { End = Math.Max(span.Start, anchor.Span.Start) }, source);
            leads.Add(new(inlines, PlainText.Of(inlines, span), span, anchor, default, []));
        }
        return leads;
    }

    /// <summary>The anchor that ends the line.</summary>
    static AnchorInline? AnchorIn(ContainerInline inlines, Span line)
    {
        for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
            if (inline is AnchorInline anchor && anchor.Span.Start >= line.Start && anchor.Span.End + 1 == line.End) return anchor;
        return null;
    }

    /// <summary>A step that is only a block of code: its first line names it.</summary>
    static Lead Verbatim(LeafBlock leaf, string source)
    {
        var text = "";
        for (var i = 0; i < leaf.Lines.Count && text.Length == 0; i++) text = PlainText.Collapse(leaf.Lines.Lines[i].Slice.AsSpan());
        var at = text.Length == 0 ? -1 : source.IndexOf(text, leaf.Span.Start, Math.Min(source.Length, leaf.Span.End + 1) - leaf.Span.Start, StringComparison.Ordinal);
        return new(null, text, at < 0 ? new(leaf.Span.Start, leaf.Span.Start) : new(at, at + text.Length), null, default, []);
    }

    internal static Span Trim(Span span, string source)
    {
        var (start, end) = (span.Start, Math.Min(span.End, source.Length));
        while (start < end && char.IsWhiteSpace(source[start])) start++;
        while (end > start && char.IsWhiteSpace(source[end - 1])) end--;
        return new(start, end);
    }
}
