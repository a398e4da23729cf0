namespace Handrail.Core.Exchange.Word;

[Flags]
enum Look
{
    Plain = 0,
    Bold = 1,
    Italic = 2,
    Struck = 4,
    Code = 8,
}

abstract record Inline;

/// <param name="Target">Where it leads; "#name" is a bookmark of the document.</param>
abstract record Seen(string? Target) : Inline;

sealed record Words(string Text, Look Look, string? Target) : Seen(Target);

sealed record Picture(string Path, string Alternative, string? Target) : Seen(Target);

sealed record LineBreak : Inline
{
    internal static readonly LineBreak One = new();
}

/// <summary>The place of a paragraph in a list.</summary>
/// <param name="List">Which list; null where somebody typed the number.</param>
/// <param name="Indent">Where the text of the item begins, in twentieths of a point.</param>
sealed record ListMark(int? List, int Level, bool Ordered, int Number, int Indent);

/// <param name="Indent">Of its text from the margin, in twentieths of a point.</param>
abstract record Block(int Indent);

/// <summary>A paragraph: plain text, or an item of a list.</summary>
sealed record Paragraph(IReadOnlyList<Inline> Content, ListMark? Mark, bool Quoted, int Indent) : Block(Indent)
{
    /// <summary>Of a checkbox it begins with.</summary>
    internal bool? Checked { get; init; }
}

/// <param name="Level">From 1; 0 is the title of the document.</param>
sealed record Heading(int Level, IReadOnlyList<Inline> Content) : Block(0);

sealed record CodeLine(string Text, int Indent) : Block(Indent);

/// <param name="Header">Does the first row name the columns?</param>
sealed record Table(IReadOnlyList<IReadOnlyList<Cell>> Rows, bool Header, int Indent) : Block(Indent);

/// <param name="Columns">How many it is wide.</param>
/// <param name="Continues">Is it the lower part of the cell above it?</param>
sealed record Cell(IReadOnlyList<Block> Content, int Columns, bool Continues);

/// <summary>What stands in a frame: a callout, a box.</summary>
sealed record Frame(IReadOnlyList<Block> Content, int Indent) : Block(Indent);
