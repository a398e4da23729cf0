using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Handrail.Core.Procedures.Reading;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures;

/// <summary>
/// Everything a Markdown file holds, counted from its tree, so that an import can be checked against any other reader of the same file.
/// Steps are all items of ordered and checkbox lists in document order; each says which part it plays in the procedure.
/// </summary>
public sealed record ProcedureDump
{
    /// <param name="Part">"main", "contingency", "rollback", or "text" for an item that is no step.</param>
    public sealed record Item(string Text, string Part);

    public List<Item> Steps { get; } = [];
    public List<string> Headings { get; } = [];
    public List<string> Links { get; } = [];
    public List<string> Images { get; } = [];
    public int Tables { get; private set; }
    public int CodeBlocks { get; private set; }
    /// <summary>All visible text, block after block.</summary>
    public string Text { get; private set; } = "";

    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ProcedureDump Of(string source)
    {
        var dump = new ProcedureDump();
        var parts = ProcedureReader.Read(source).AllSteps.GroupBy(step => step.Span.Start).ToDictionary(steps => steps.Key, steps => steps.First().Track);
        var text = new StringBuilder();
        if (Markup.Parse(source, FrontMatter.EndOfFenced(source)) is { } document) dump.Add(document, parts, text);
        else text.Append(source);
        dump.Text = text.ToString();
        return dump;
    }

    void Add(ContainerBlock container, Dictionary<int, Track> parts, StringBuilder text)
    {
        foreach (var block in container)
        {
            if (block is ListItemBlock item && (((ListBlock)container).IsOrdered || DraftReader.IsChecked(item)))
                Steps.Add(new(item.Count > 0 && item[0] is LeafBlock { Inline: { } first } ? PlainText.Of(first, anchors: true) : "", parts.TryGetValue(item.Span.Start, out var track) ? track.ToString().ToLowerInvariant() : "text"));
            if (block is Table) Tables++;
            if (block is ContainerBlock inner) Add(inner, parts, text);
            else if (block is LeafBlock leaf) Add(leaf, text);
        }
    }

    void Add(LeafBlock leaf, StringBuilder text)
    {
        switch (leaf)
        {
            case HeadingBlock heading:
                Headings.Add(PlainText.Of(heading.Inline, anchors: true));
                break;
            case HtmlBlock { Type: not HtmlBlockType.Comment } html:
                Add(html.Lines.ToString(), text);
                return;
            case CodeBlock code:
                CodeBlocks++;
                text.Append(code.Lines.ToString()).Append('\n');
                return;
        }
        if (leaf.Inline is null) return;
        foreach (var inline in leaf.Inline.Descendants<Inline>()) Add(inline);
        text.Append(PlainText.Of(leaf.Inline, anchors: true)).Append('\n');
    }

    void Add(Inline inline)
    {
        switch (inline)
        {
            case LinkInline { IsImage: true } image: Images.Add(image.Url ?? ""); break;
            case LinkInline link: Links.Add(link.Url ?? ""); break;
            case AutolinkInline link: Links.Add(link.Url); break;
            case HtmlInline html: Add(html.Tag, null); break;
        }
    }

    void Add(string html, StringBuilder? text)
    {
        foreach (var (isImage, address) in HtmlText.Addresses(html)) (isImage ? Images : Links).Add(address);
        text?.Append(HtmlText.Visible(html)).Append('\n');
    }
}
