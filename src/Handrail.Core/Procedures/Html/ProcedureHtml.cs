using Handrail.Core.Procedures.Reading;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Html;

/// <summary>
/// Pieces of one procedure as HTML that is safe to show to anybody and needs no inline style or script. The text is hostile: tags that do something are
/// shown as the text they are, links that are not http, https, mailto or relative lead nowhere, pictures from elsewhere become links.
/// </summary>
public sealed class ProcedureHtml
{
    readonly Procedure _procedure;
    readonly MarkdownDocument _document;
    readonly HtmlRules _rules;

    public ProcedureHtml(Procedure procedure, HtmlRules rules)
    {
        (_procedure, _rules) = (procedure, rules);
        _document = Markup.Parse(procedure.Source, procedure.Header.Span.End) ?? [];
        foreach (var link in _document.Descendants<LinkInline>().ToList()) HtmlAddresses.Rewrite(link, rules);
        foreach (var link in _document.Descendants<AutolinkInline>().ToList()) HtmlAddresses.Rewrite(link);
    }

    /// <summary>The inline Markdown within a span: an instruction, a value.</summary>
    public string Inline(Span span)
    {
        var html = Write(renderer =>
        {
            foreach (var leaf in Leaves(_document, span)) WriteInlines(renderer, leaf.Inline, span);
        });
        return HtmlCleaning.Clean(html);
    }

    /// <summary>Words that were read from the text, as plain text in which links are Markdown: the advice of a way out.</summary>
    public string Words(string plain)
    {
        var markdown = Printing.MarkdownText.WithLinks(plain);
        return new ProcedureHtml(ProcedureReader.Read(markdown), _rules).Inline(new(0, markdown.Length));
    }

    /// <summary>The blocks within a span; where it is only part of one, that part as a paragraph.</summary>
    public string Block(Span span)
    {
        var blocks = Within(_document, span).ToList();
        return blocks.Count == 0 ? $"<p>{Inline(span)}</p>" : Blocks(blocks);
    }

    /// <summary>What a section says besides its heading and its steps.</summary>
    public string Section(Section section)
    {
        var steps = _procedure.AllSteps.Select(step => step.Span).ToList();
        var phases = _procedure.AllPhases.Select(phase => phase.Span.Start).ToHashSet();
        var blocks = Within(_document, section.Span).Where(block => !IsHeadingOf(block, section) && !(block is HeadingBlock && phases.Contains(block.Span.Start)) && !steps.Any(step => Overlap(step, block.Span)));
        return Blocks([.. blocks]);
    }

    /// <summary>The section's own heading; before the first section, the document's title.</summary>
    static bool IsHeadingOf(Markdig.Syntax.Block block, Section section) =>
        block is HeadingBlock heading && (section.Kind == SectionKind.Preamble ? heading.Level == 1 : section.Heading.Length > 0 && block.Span.Start <= section.Span.Start + 3);

    static bool Overlap(Span step, SourceSpan block) => step.Start <= block.End && block.Start < step.End;

    string Blocks(IReadOnlyList<Markdig.Syntax.Block> blocks) => HtmlCleaning.Clean(Write(renderer =>
    {
        foreach (var block in blocks) renderer.Write(block);
    }));

    string Write(Action<HtmlRenderer> write)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Markup.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlBlockRenderer>(new HarmlessBlocks());
        renderer.ObjectRenderers.Replace<Markdig.Renderers.Html.Inlines.HtmlInlineRenderer>(new HarmlessInlines());
        renderer.ObjectRenderers.Add(new PlaceholderRenderer(_rules));
        renderer.ObjectRenderers.Add(new AnchorRenderer());
        write(renderer);
        return writer.ToString();
    }

    /// <summary>The outermost blocks that lie wholly within a span.</summary>
    static IEnumerable<Markdig.Syntax.Block> Within(ContainerBlock container, Span span)
    {
        foreach (var block in container)
        {
            if (block.Span.Start >= span.End || block.Span.End < span.Start || block is LinkReferenceDefinitionGroup) continue;
            if (block.Span.Start >= span.Start && block.Span.End < span.End) yield return block;
            else if (block is ContainerBlock inner)
                foreach (var found in Within(inner, span)) yield return found;
        }
    }

    static IEnumerable<LeafBlock> Leaves(ContainerBlock container, Span span)
    {
        foreach (var block in container)
        {
            if (block.Span.Start >= span.End || block.Span.End < span.Start) continue;
            if (block is LeafBlock { Inline: not null } leaf) yield return leaf;
            else if (block is ContainerBlock inner)
                foreach (var found in Leaves(inner, span)) yield return found;
        }
    }

    static void WriteInlines(HtmlRenderer renderer, ContainerInline? inlines, Span span)
    {
        for (var inline = inlines?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline.Span.Start >= span.End || inline.Span.End < span.Start) continue;
            if (inline.Span.Start >= span.Start && inline.Span.End < span.End) renderer.Write(inline);
            else if (inline is LiteralInline literal) renderer.WriteEscape(Part(literal, span));
            else if (inline is ContainerInline container) WriteInlines(renderer, container, span);
        }
    }

    static string Part(LiteralInline literal, Span span)
    {
        var text = literal.Content.ToString();
        var (from, to) = (Math.Max(0, span.Start - literal.Span.Start), Math.Min(text.Length, span.End - literal.Span.Start));
        return from < to ? text[from..to] : "";
    }
}
