using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using OfficeMath = DocumentFormat.OpenXml.Math;

namespace Handrail.Core.Exchange.Word;

/// <summary>What stood in one paragraph.</summary>
sealed class ParagraphContent
{
    internal List<Inline> Inlines { get; } = [];
    internal List<string> Bookmarks { get; } = [];
    internal List<TextBoxContent> Boxes { get; } = [];

    /// <summary>Is every word of it in a typewriter's letters, by hand and not by a style?</summary>
    internal bool IsTyped { get; set; } = true;

    internal bool IsEmpty => Inlines.TrueForAll(inline => inline is LineBreak || inline is Words words && string.IsNullOrWhiteSpace(words.Text));
}

/// <summary>Runs, links, fields, pictures and notes of a paragraph, as a reader sees them.</summary>
sealed class InlineReader(WordStyles styles, References references, WordPictures pictures, MainDocumentPart main)
{
    readonly Fields _fields = new();
    readonly Dictionary<OpenXmlPart, Dictionary<long, FootnoteEndnoteType>> _notes = [];
    readonly Dictionary<OpenXmlPart, Dictionary<string, string?>> _links = [];
    OpenXmlPart _part = main;

    internal void Read(OpenXmlElement paragraph, ParagraphContent into)
    {
        Children(paragraph, null, into);
        _fields.EndParagraph();
    }

    void Children(OpenXmlElement container, string? target, ParagraphContent into)
    {
        foreach (var child in container.ChildElements) Add(child, target, into);
    }

    void Add(OpenXmlElement element, string? target, ParagraphContent into)
    {
        switch (element)
        {
            case Run run: AddRun(run, target, into); break;
            case Hyperlink link: Children(link, TargetOf(link), into); break;
            case SimpleField field: Children(field, FieldInstruction.Of(field.Instruction?.Value ?? "").Target ?? target, into); break;
            case BookmarkStart { Name.Value: { } name } when references.IsWanted(name): into.Bookmarks.Add(name); break;
            case SdtRun { SdtProperties: { } about } control when about.GetFirstChild<ShowingPlaceholder>() is null: Children(control.SdtContentRun ?? (OpenXmlElement)about, target, into); break;
            case InsertedRun or MoveToRun or CustomXmlRun or OpenXmlUnknownElement { LocalName: "smartTag" } or BidirectionalEmbedding or BidirectionalOverride: Children(element, target, into); break;
            case AlternateContent choice: Children(Chosen(choice), target, into); break;
            case OfficeMath.OfficeMath or OfficeMath.Paragraph: Say(string.Concat(element.Descendants<OfficeMath.Text>().Select(text => text.Text)), Look.Plain, target, into); break;
        }
    }

    /// <summary>The first that holds something known; the others say the same in older ways.</summary>
    internal static OpenXmlElement Chosen(AlternateContent choice) =>
        choice.ChildElements.FirstOrDefault(one => one is AlternateContentChoice && one.HasChildren) ?? choice.GetFirstChild<AlternateContentFallback>() ?? (OpenXmlElement)new Run();

    void AddRun(Run run, string? target, ParagraphContent into)
    {
        var about = run.RunProperties;
        var style = styles.Of(about?.RunStyle?.Val?.Value);
        var hidden = about?.Vanish is { } vanish ? vanish.Says() : style.Hidden;
        var typed = WordStyles.IsCodeFont(about?.RunFonts);
        var look = hidden ? null : (Look?)LookOf(about, style, typed);
        foreach (var child in run.ChildElements) AddPiece(child, look, target ?? _fields.Target, typed, into);
    }

    static Look LookOf(RunProperties? about, WordStyle style, bool typed)
    {
        var look = style.Look | (typed ? Look.Code : Look.Plain);
        if (about is null) return look;
        look = With(look, Look.Bold, about.Bold);
        look = With(look, Look.Italic, about.Italic);
        return With(look, Look.Struck, about.Strike ?? (OnOffType?)about.DoubleStrike);
    }

    static Look With(Look look, Look what, OnOffType? said) => said is null ? look : said.Says() ? look | what : look & ~what;

    /// <param name="look">Null in a hidden run: fields go on in it, words do not show.</param>
    void AddPiece(OpenXmlElement piece, Look? look, string? target, bool typed, ParagraphContent into)
    {
        switch (piece)
        {
            case FieldChar mark: if (_fields.Add(mark) is { } box) Say(box, Look.Plain, target, into); return;
            case FieldCode code: _fields.Add(code); return;
        }
        if (look is not { } seen || _fields.Instructs) return;
        var text = piece switch
        {
            Text words => words.Text,
            TabChar or PositionalTab => "\t",
            NoBreakHyphen => "-",
            SymbolChar symbol => WordSymbols.Of(symbol),
            _ => null,
        };
        if (text is not null)
        {
            if (!typed && !string.IsNullOrWhiteSpace(text)) into.IsTyped = false;
            Say(text, seen, target, into);
            return;
        }
        switch (piece)
        {
            case Break { Type: var type } when type is null || type.Is(BreakValues.TextWrapping): into.Inlines.Add(LineBreak.One); break;
            case CarriageReturn: into.Inlines.Add(LineBreak.One); break;
            case Drawing or DocumentFormat.OpenXml.Wordprocessing.Picture or EmbeddedObject: AddDrawn(piece, target, into); break;
            case AlternateContent choice: foreach (var child in Chosen(choice).ChildElements) AddPiece(child, look, target, typed, into); break;
            case FootnoteReference { Id: { HasValue: true, Value: var id } }: AddNote(main.FootnotesPart, id, into); break;
            case EndnoteReference { Id: { HasValue: true, Value: var id } }: AddNote(main.EndnotesPart, id, into); break;
        }
    }

    static void Say(string text, Look look, string? target, ParagraphContent into)
    {
        if (text.Length > 0) into.Inlines.Add(new Words(text, look, target));
    }

    void AddDrawn(OpenXmlElement drawn, string? target, ParagraphContent into)
    {
        foreach (var picture in pictures.In(drawn, _part, target)) into.Inlines.Add(picture);
        // Boxes within boxes come with the outer one.
        into.Boxes.AddRange(drawn.Descendants<TextBoxContent>().Where(box => !box.Ancestors<TextBoxContent>().Any() && !box.Ancestors<AlternateContentFallback>().Any()));
        if (into.Inlines.Count > 0) into.IsTyped = false;
    }

    /// <summary>Where it is referred to, in brackets: there it is read on paper too. A second reference does not say it again.</summary>
    void AddNote(OpenXmlPart? part, long id, ParagraphContent into)
    {
        if (part is null) return;
        if (!_notes.TryGetValue(part, out var notes)) _notes[part] = notes = part.RootElement?.Elements<FootnoteEndnoteType>().Where(one => one.Id is { HasValue: true }).DistinctBy(one => one.Id!.Value).ToDictionary(one => one.Id!.Value) ?? [];
        if (!notes.Remove(id, out var note)) return;
        var outer = _part;
        var content = new ParagraphContent();
        _part = part;
        foreach (var paragraph in note.Descendants<DocumentFormat.OpenXml.Wordprocessing.Paragraph>())
        {
            if (content.Inlines.Count > 0) Say(" ", Look.Plain, null, content);
            Children(paragraph, null, content);
        }
        _part = outer;
        if (content.IsEmpty) return;
        Say(" (", Look.Plain, null, into);
        into.Inlines.AddRange(WordText.Trimmed(content.Inlines));
        Say(")", Look.Plain, null, into);
        into.Boxes.AddRange(content.Boxes);
    }

    string? TargetOf(Hyperlink link)
    {
        if (link.Id?.Value is not { } id) return link.Anchor?.Value is { } anchor ? "#" + anchor : null;
        if (!_links.TryGetValue(_part, out var known)) _links[_part] = known = _part.HyperlinkRelationships.DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => WordLinks.Kept(one.Uri.OriginalString));
        var found = known.GetValueOrDefault(id);
        return found is not null && link.Anchor?.Value is { } place && !found.Contains('#') ? WordLinks.Kept(found, place) : found;
    }
}

/// <summary>Signs that are letters of a picture font.</summary>
static class WordSymbols
{
    internal static string Of(SymbolChar symbol)
    {
        if (!int.TryParse(symbol.Char?.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)) return "";
        var font = symbol.Font?.Value?.ToLowerInvariant() ?? "";
        return (font, code & 0xFF) switch
        {
            ("wingdings", 0x6F or 0x70 or 0x71 or 0x72 or 0xA8) => "☐",
            ("wingdings", 0xFD or 0xFE or 0x78) => "☒",
            ("wingdings", 0xFC) => "✓",
            ("wingdings", 0xFB) => "✗",
            ("wingdings", 0xE0 or 0xE8 or 0xF0) => "→",
            ("wingdings", 0xDF or 0xE7 or 0xEF) => "←",
            ("wingdings 2", 0x52 or 0x54) => "☒",
            ("wingdings 2", 0x2A or 0xA3) => "☐",
            ("wingdings 2", 0x50) => "✓",
            ("symbol", 0xAE) => "→",
            ("symbol", 0xAC) => "←",
            ("symbol", 0xA3) => "≤",
            ("symbol", 0xB3) => "≥",
            ("symbol", 0xB9) => "≠",
            ("symbol", 0xB1) => "±",
            ("symbol", 0xB4) => "×",
            (_, 0xB7) => "•",
            // Letters of other fonts are what their number says; without the font a sign of a picture font means nothing.
            _ when code is >= 0x20 and < 0xD800 => char.ConvertFromUtf32(code),
            _ => "",
        };
    }
}
