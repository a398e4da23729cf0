using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Source = DocumentFormat.OpenXml.Wordprocessing;

namespace Handrail.Core.Exchange.Word;

/// <summary>Walks the body of a document in reading order: what is a heading, an item of which list, a line of code, a table.</summary>
sealed class BlockReader
{
    readonly MainDocumentPart _main;
    readonly WordStyles _styles;
    readonly WordNumbering _numbering;
    readonly InlineReader _inlines;
    readonly TypedMarks _typed = new();
    /// <summary>Of a paragraph whose end was deleted: it goes on in the next one.</summary>
    ParagraphContent? _begun;

    internal BlockReader(WordprocessingDocument package, string pictureFolder)
    {
        _main = package.MainDocumentPart!;
        _styles = new(_main.StyleDefinitionsPart);
        _numbering = new(_main.NumberingDefinitionsPart, _styles);
        Pictures = new(pictureFolder);
        References = new((OpenXmlElement?)_main.Document?.Body ?? new Body());
        _inlines = new(_styles, References, Pictures, _main);
    }

    internal WordPictures Pictures { get; }
    internal References References { get; }

    internal List<Block> Read()
    {
        var blocks = new List<Block>();
        if (_main.Document?.Body is { } body) AddAll(body, blocks);
        return blocks;
    }

    internal void AddAll(OpenXmlElement container, List<Block> into)
    {
        foreach (var child in container.ChildElements) Add(child, into);
    }

    void Add(OpenXmlElement element, List<Block> into)
    {
        switch (element)
        {
            case Source.Paragraph paragraph: AddParagraph(paragraph, into); break;
            case Source.Table table: TableReader.Add(table, this, into); break;
            case SdtBlock { SdtContentBlock: { } content } control when !IsContents(control): AddAll(content, into); break;
            case CustomXmlBlock: AddAll(element, into); break;
            case AlternateContent choice: AddAll(InlineReader.Chosen(choice), into); break;
        }
    }

    static bool IsContents(SdtBlock control) => control.SdtProperties?.GetFirstChild<SdtContentDocPartObject>()?.DocPartGallery?.Val?.Value == "Table of Contents";

    void AddParagraph(Source.Paragraph paragraph, List<Block> into)
    {
        var about = paragraph.ParagraphProperties;
        var style = _styles.OfParagraph(about?.ParagraphStyleId?.Val?.Value);
        if (style.IsContents || style.Name == "toc heading" || style.Hidden) return;
        var content = _begun ?? new ParagraphContent();
        _begun = null;
        _inlines.Read(paragraph, content);
        if (about?.ParagraphMarkRunProperties?.Deleted is not null)
        {
            _begun = content;
            return;
        }
        var item = ItemOf(about, style);
        if (!content.IsEmpty)
        {
            var block = Made(content, about, style, item);
            References.Place(content.Bookmarks, block);
            into.Add(block);
        }
        foreach (var box in content.Boxes) AddFrame(box, into);
    }

    void AddFrame(OpenXmlElement box, List<Block> into)
    {
        var framed = new List<Block>();
        AddAll(box, framed);
        if (framed.Count > 0) into.Add(new Frame(framed, 0));
    }

    Block Made(ParagraphContent content, ParagraphProperties? about, WordStyle style, Item? item)
    {
        var inlines = WordText.Trimmed(content.Inlines);
        if (HeadingOf(about, style) is { } level) return new Heading(level, item?.Said is { } said ? [new Words(said + " ", Look.Plain, null), .. inlines] : inlines);
        var indent = about?.Indentation.Left() ?? item?.Level.Indent ?? style.Indent ?? 0;
        if (item is null && (style.Look.HasFlag(Look.Code) || content.IsTyped) && inlines.TrueForAll(inline => inline is Words or LineBreak)) return new CodeLine(WordText.Lines(content.Inlines).TrimEnd(), indent);
        var mark = item is { Level.IsBlank: false } ? new ListMark(item.List, item.Depth, item.Level.Ordered, item.Number, indent) : null;
        return _typed.Read(new Paragraph(inlines, mark, style.IsQuote, indent));
    }

    /// <summary>Word has nine levels and one that says "body text".</summary>
    static int? HeadingOf(ParagraphProperties? about, WordStyle style) =>
        about?.OutlineLevel?.Val is { HasValue: true, Value: var outline } ? outline is >= 0 and < 9 ? outline + 1 : null : style.Heading;

    sealed record Item(int List, int Depth, ListLevel Level, int Number, string? Said);

    Item? ItemOf(ParagraphProperties? about, WordStyle style)
    {
        var (own, styled) = (about?.NumberingProperties, style.List);
        var id = own?.NumberingId?.Val ?? styled?.NumberingId?.Val;
        if (id is not { HasValue: true, Value: not 0 and var list }) return null;
        var depth = own?.NumberingLevelReference?.Val ?? (own?.NumberingId is null ? styled?.NumberingLevelReference?.Val : null);
        var level = Math.Clamp(depth is { HasValue: true } ? depth.Value : _numbering.LevelFor(list, about?.ParagraphStyleId?.Val?.Value) ?? 0, 0, 8);
        if (_numbering.LevelOf(list, level) is not { } found) return null;
        var number = found.Ordered ? _numbering.Next(list, level) : 0;
        return new(list, level, found, number, found.Said(level, number));
    }
}
