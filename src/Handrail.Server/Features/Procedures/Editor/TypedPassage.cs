using System.Globalization;
using Handrail.Core.Procedures.Editing;
using Microsoft.Extensions.Primitives;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>The parts of a passage from the names and values of its form: "part" says what each is, in order, and what belongs to it carries its place.</summary>
static class TypedPassage
{
    public static SectionFields Read(IReadOnlyDictionary<string, StringValues> form) => new([.. Rows(form, "part").Select((kind, i) => Part(form, kind, i)).OfType<SectionPart>()]);

    static SectionPart? Part(IReadOnlyDictionary<string, StringValues> form, string kind, int i) => kind switch
    {
        "words" => new SectionPart.Words(Rows(form, $"words-{i}").FirstOrDefault("")),
        "heading" => new SectionPart.Heading(Rows(form, $"heading-{i}").FirstOrDefault("")),
        "lines" => new SectionPart.Lines(Without(form, i, [.. Rows(form, $"line-{i}")])),
        "records" => new SectionPart.Records(Without(form, i, [.. Rows(form, $"record-label-{i}").Zip(Rows(form, $"record-type-{i}"), Rows(form, $"record-options-{i}")).Zip(Rows(form, $"record-needed-{i}"))
            .Select(row => TypedFields.Record(row.First.First.Trim(), row.First.Second.Trim(), row.First.Third, row.Second == "yes"))])),
        "cells" or "new-cells" => Cells(form, i, isNew: kind != "cells"),
        _ => null,
    };

    static SectionPart.Cells? Cells(IReadOnlyDictionary<string, StringValues> form, int i, bool isNew)
    {
        var columns = Rows(form, $"column-{i}").ToList();
        if (columns.Count == 0) return null;
        var rows = Without(form, i, [.. Rows(form, $"cell-{i}").Chunk(columns.Count).Where(row => row.Length == columns.Count).Select(row => row.ToList())]);
        if (isNew && rows.All(row => row.All(cell => cell.Trim().Length == 0))) return null;
        if (isNew)
            for (var at = columns.Count - 1; at >= 0; at--)
                if (columns[at].Trim().Length == 0 && rows.All(row => row[at].Trim().Length == 0)) Take(at);
        var name = Rows(form, $"column-name-{i}").FirstOrDefault("").Trim();
        var pressed = form.GetValueOrDefault("column").ToString();
        if (name.Length > 0 && pressed == $"add:{i}")
        {
            columns.Add(name);
            foreach (var row in rows) row.Add("");
        }
        if (pressed == $"drop:{i}" && columns.FindIndex(column => column.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var gone) Take(gone);
        return new(columns, rows);

        void Take(int at)
        {
            columns.RemoveAt(at);
            foreach (var row in rows) row.RemoveAt(at);
        }
    }

    /// <summary>Without the row whose button was pressed: "2:0" is the first row of the third part.</summary>
    static List<T> Without<T>(IReadOnlyDictionary<string, StringValues> form, int part, List<T> rows)
    {
        if (form.GetValueOrDefault("cut").ToString().Split(':') is [var i, var row] && i == part.ToString(CultureInfo.InvariantCulture) && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < rows.Count) rows.RemoveAt(at);
        return rows;
    }

    static IEnumerable<string> Rows(IReadOnlyDictionary<string, StringValues> form, string name) => form.TryGetValue(name, out var rows) ? rows.Select(row => (row ?? "").ReplaceLineEndings("\n")) : [];
}
