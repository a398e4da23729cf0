using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Source = DocumentFormat.OpenXml.Wordprocessing;

namespace Handrail.Core.Exchange.Word;

/// <summary>Rows and cells of a table. A table of one cell is a frame around what stands in it.</summary>
static class TableReader
{
    const int MostColumns = 63;

    internal static void Add(Source.Table table, BlockReader reader, List<Block> into)
    {
        var rows = Rows(table).Where(row => row.TableRowProperties?.GetFirstChild<Deleted>() is null).Select(row => Read(row, reader)).Where(row => row.Count > 0).ToList();
        var indent = table.GetFirstChild<TableProperties>()?.TableIndentation?.Width is { HasValue: true, Value: var width } ? width : 0;
        if (rows is [[var only]])
        {
            if (only.Content.Count > 0) into.Add(new Frame(only.Content, indent));
        }
        else if (rows.Exists(row => row.Sum(cell => cell.Columns) > MostColumns)) into.Add(new Table([.. rows.Select(row => row.ConvertAll(cell => cell with { Columns = 1 }))], HasHeader(table), indent));
        else if (rows.Exists(row => row.Exists(cell => cell.Content.Count > 0))) into.Add(new Table(rows, HasHeader(table), indent));
    }

    static List<Cell> Read(TableRow row, BlockReader reader) => [.. Cells(row).Take(MostColumns).Select(cell => Read(cell, reader))];

    static Cell Read(TableCell cell, BlockReader reader)
    {
        var content = new List<Block>();
        reader.AddAll(cell, content);
        var about = cell.TableCellProperties;
        var columns = about?.GridSpan?.Val is { HasValue: true, Value: var span } ? Math.Clamp(span, 1, MostColumns) : 1;
        return new(content, columns, about?.VerticalMerge is { } merge && !merge.Val.Is(MergedCellValues.Restart));
    }

    static IEnumerable<TableRow> Rows(OpenXmlElement container) => container.ChildElements.SelectMany(child => child switch
    {
        TableRow row => [row],
        SdtRow { SdtContentRow: { } content } => Rows(content),
        CustomXmlRow => Rows(child),
        _ => [],
    });

    static IEnumerable<TableCell> Cells(OpenXmlElement container) => container.ChildElements.SelectMany(child => child switch
    {
        TableCell cell => [cell],
        SdtCell { SdtContentCell: { } content } => Cells(content),
        CustomXmlCell => Cells(child),
        _ => [],
    });

    /// <summary>A row that repeats on every page, or one that the table's style sets apart. Word does so unless told otherwise.</summary>
    static bool HasHeader(Source.Table table)
    {
        if (Rows(table).FirstOrDefault()?.TableRowProperties?.GetFirstChild<TableHeader>() is not null) return true;
        if (table.GetFirstChild<TableProperties>()?.TableLook is not { } look) return true;
        if (look.FirstRow is { HasValue: true } says) return says.Value;
        return int.TryParse(look.Val?.Value, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var bits) && (bits & 0x20) != 0;
    }
}
