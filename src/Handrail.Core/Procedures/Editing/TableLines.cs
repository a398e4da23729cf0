using Markdig.Extensions.Tables;

namespace Handrail.Core.Procedures.Editing;

/// <summary>A Markdown table line by line, each cell where it stands.</summary>
/// <param name="Lines">The heads of the columns, the hyphens below them, the rows.</param>
sealed record TableLines(IReadOnlyList<string> Lines)
{
    /// <summary>Null where the lines are not read as this table, cell by cell: then they stay text.</summary>
    public static SectionPart.Cells? Read(Table table, IReadOnlyList<string> lines)
    {
        if (lines.Count < 2 || lines[1].AsSpan().IndexOfAnyExcept(" |:-\t") >= 0) return null;
        var (columns, rows) = (Cells(lines[0]), lines.Skip(2).Select(Cells).ToList());
        var isRead = table.Count == lines.Count - 1 && columns.Count == Cells(lines[1]).Count && table.ColumnDefinitions.Count(column => column is not null) >= columns.Count && table.All(row => ((TableRow)row).Count <= columns.Count) && rows.All(row => row.Count <= columns.Count);
        return isRead ? new(columns, [.. rows.Select(row => (IReadOnlyList<string>)[.. row, .. Enumerable.Repeat("", columns.Count - row.Count)])]) : null;
    }

    public static List<string> Write(SectionPart.Cells typed)
    {
        static string Line(IEnumerable<string> cells) => "| " + string.Join(" | ", cells.Select(Escaped)) + " |";
        return [Line(typed.Columns), Line(typed.Columns.Select(_ => "---")), .. typed.Rows.Select(Line)];
    }

    /// <summary>Only the cells that differ are written again.</summary>
    public List<string> With(SectionPart.Cells was, SectionPart.Cells typed)
    {
        var isRenamed = was.Columns.Count == typed.Columns.Count;
        int[] columns = isRenamed ? [.. Enumerable.Range(0, typed.Columns.Count)] : Matching.Of(was.Columns, typed.Columns);
        string Common(IReadOnlyList<string> row, Func<int, int> at) => string.Join('\n', Enumerable.Range(0, columns.Length).Where(i => columns[i] >= 0).Select(i => row[at(i)]));
        var rows = Matching.Of([.. was.Rows.Select(row => Common(row, i => columns[i]))], [.. typed.Rows.Select(row => Common(row, i => i))], (_, _) => true);
        return
        [
            With(Lines[0], was.Columns, typed.Columns, columns),
            columns.Length == was.Columns.Count && columns.SequenceEqual(Enumerable.Range(0, columns.Length)) ? Lines[1] : With(Lines[1], Cells(Lines[1]), [.. columns.Select(at => at < 0 ? "---" : Cells(Lines[1])[at])], columns),
            .. typed.Rows.Select((row, i) => rows[i] < 0 ? With(Lines[^1].Contains('|') && Lines.Count > 2 ? Blank(Lines[^1]) : "| |", [], row, [.. columns.Select(_ => -1)]) : With(Lines[rows[i] + 2], was.Rows[rows[i]], row, columns)),
        ];
    }

    /// <summary>With the bars at its ends, and nothing between.</summary>
    static string Blank(string line) => $"{(line.TrimStart() is ['|', ..] ? "|" : "")} {(line.TrimEnd() is [.., '|'] ? "|" : "")}";

    static string With(string line, IReadOnlyList<string> was, IReadOnlyList<string> now, int[] columns)
    {
        if (columns.SequenceEqual(Enumerable.Range(0, was.Count)) && was.SequenceEqual(now)) return line;
        var (lead, pieces, trail) = Split(line);
        var cells = now.Select((cell, i) => columns[i] is >= 0 and var at && at < was.Count && was[at] == cell && at < pieces.Count ? pieces[at] : Piece(cell, columns[i] is >= 0 and var old && old < pieces.Count ? pieces[old] : " ")).ToList();
        // Without a bar at the end an empty cell there would be none.
        return lead + string.Join('|', cells) + (trail.Length == 0 && (lead.Length == 0 || cells[^1].Trim().Length == 0) && cells[^1].Trim().Length == 0 ? "|" : trail);
    }

    /// <summary>As wide as what stood there, where that was wider, so that columns stay in line.</summary>
    static string Piece(string cell, string was) => was.Length > 0 && !was.StartsWith(' ') && was.Trim().Length > 0 ? Escaped(cell) : $" {Escaped(cell)}".PadRight(Math.Max(1, was.Length - 1)) + " ";

    static string Escaped(string cell) => TextLines.OneLine(cell).Replace("|", "\\|", StringComparison.Ordinal);

    static List<string> Cells(string line) => [.. Split(line).Pieces.Select(piece => piece.Trim().Replace("\\|", "|", StringComparison.Ordinal))];

    /// <summary>At the bars that are not escaped.</summary>
    static (string Lead, List<string> Pieces, string Trail) Split(string line)
    {
        List<int> bars = [.. Enumerable.Range(0, line.Length).Where(i => line[i] == '|' && (i == 0 || line[i - 1] != '\\'))];
        var (start, end) = (0, line.Length);
        if (bars.Count > 0 && string.IsNullOrWhiteSpace(line[..bars[0]])) (start, bars) = (bars[0] + 1, bars[1..]);
        if (bars.Count > 0 && string.IsNullOrWhiteSpace(line[(bars[^1] + 1)..])) (end, bars) = (bars[^1], bars[..^1]);
        if (end < start) end = start;
        List<string> pieces = [];
        var at = start;
        foreach (var bar in bars)
        {
            pieces.Add(line[at..bar]);
            at = bar + 1;
        }
        pieces.Add(line[at..end]);
        return (line[..start], pieces, line[end..]);
    }
}
