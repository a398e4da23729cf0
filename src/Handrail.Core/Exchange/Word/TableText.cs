using System.Globalization;

namespace Handrail.Core.Exchange.Word;

/// <summary>A table as a pipe table: a cell is one line, its paragraphs and items are set apart by breaks.</summary>
sealed class TableText(References references)
{
    const string Break = "<br>";
    /// <summary>Longer words are not said again in each row that they reach over.</summary>
    const int LongestRepeated = 200;

    readonly InlineMarkdown _inlines = new(references);

    internal IEnumerable<string> Lines(Table table)
    {
        var columns = table.Rows.Max(row => row.Sum(cell => cell.Columns));
        var rows = Filled(table, columns);
        if (!table.Header) rows.Insert(0, [.. Enumerable.Repeat("", columns)]);
        rows.Insert(1, [.. Enumerable.Repeat("---", columns)]);
        return rows.Select(row => $"| {string.Join(" | ", row)} |");
    }

    /// <summary>Every row says by itself what it says: words over several rows stand in each, words over several columns in the first.</summary>
    List<List<string>> Filled(Table table, int columns)
    {
        var above = new string[columns];
        return [.. table.Rows.Select(row =>
        {
            var line = new List<string>();
            foreach (var cell in row)
            {
                var text = cell.Continues && cell.Content.Count == 0 ? above[line.Count] ?? "" : string.Join(Break, cell.Content.Select(Text).Where(part => part.Length > 0));
                above[line.Count] = text.Length <= LongestRepeated ? text : "";
                line.Add(text);
                for (var more = 1; more < cell.Columns; more++) line.Add("");
            }
            line.AddRange(Enumerable.Repeat("", columns - line.Count));
            return line;
        })];
    }

    string Text(Block block) => block switch
    {
        Heading heading => Flat(heading.Content),
        Paragraph { Mark: { } mark } item => $"{(mark.Ordered ? mark.Number.ToString(CultureInfo.InvariantCulture) + "\\." : item.Checked is null ? "•" : "")} {(item.Checked is { } done ? done ? "☒ " : "☐ " : "")}{Flat(item.Content)}".TrimStart(),
        Paragraph paragraph => Flat(paragraph.Content),
        CodeLine code => Flat([new Words(code.Text, Look.Code, null)]),
        Frame frame => string.Join(Break, frame.Content.Select(Text)),
        Table inner => string.Join(Break, inner.Rows.Select(row => string.Join(" / ", row.Select(cell => string.Join(' ', cell.Content.Select(Text)))))),
        _ => "",
    };

    string Flat(IReadOnlyList<Inline> content) => _inlines.Write(content).Replace(InlineMarkdown.HardBreak, Break, StringComparison.Ordinal);
}
