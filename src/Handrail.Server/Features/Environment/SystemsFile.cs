using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Handrail.Core;
using Handrail.Core.Procedures;

namespace Handrail.Server.Features.Environment;

/// <param name="Number">Of the line in the file, from 1.</param>
/// <param name="Fault">Its cells are not those of the heading, so nobody can say which is which; null where they are.</param>
public sealed record SystemLine(int Number, SystemInput Input, Refusal.Invalid? Fault);

/// <summary>The inventory as a table that spreadsheets read and write: commas, semicolons or tabs between the cells, with or without a byte order mark, columns in any order.</summary>
static class SystemsFile
{
    public const int MostBytes = 256 * 1024;
    public const int MostLines = 1_000;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: false);

    public static Outcome<string> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes) return new Refusal.Invalid("file", $"The file can have at most {MostBytes / 1024} KB. Take out what is not about systems.");
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        return bytes.Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(bytes)
            ? new Refusal.Invalid("file", "This is not a text in UTF-8. In the spreadsheet choose “Save as” and the type “CSV UTF-8”.")
            : Encoding.UTF8.GetString(bytes);
    }

    /// <returns>The lines below the heading. Cells of columns that are not in the file are null: what they say stays as it is.</returns>
    public static Outcome<IReadOnlyList<SystemLine>> Read(string text)
    {
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t", "|"],
            BadDataFound = null,
            TrimOptions = TrimOptions.Trim,
        });
        if (!parser.Read() || parser.Record is not { } heading) return new Refusal.Invalid("file", "The file is empty.");
        var columns = heading.Select(FieldOf).ToList();
        if (!columns.Contains("name")) return new Refusal.Invalid("file", $"The first line must name the columns, one of them “name”. It can name {SystemInput.FieldsInWords}.");
        var unknown = heading.Zip(columns).Where(column => column.Second is null && column.First.Length > 0).Select(column => $"“{Shown(column.First)}”").ToList();
        if (unknown.Count > 0) return new Refusal.Invalid("file", $"{string.Join(", ", unknown)} {(unknown.Count == 1 ? "is no column that is" : "are no columns that are")} known here. There can be {SystemInput.FieldsInWords}.");
        var lines = new List<SystemLine>();
        while (parser.Read())
        {
            if (parser.Record is not { } cells || cells.All(cell => cell.Length == 0)) continue;
            if (lines.Count == MostLines) return new Refusal.Invalid("file", $"The file can have at most {MostLines:N0} lines. Split it.");
            lines.Add(new(parser.RawRow, SystemInput.From(field => columns.IndexOf(field) is >= 0 and var column ? column < cells.Length ? Unescaped(cells[column]) : "" : null), Misplaced(cells, columns)));
        }
        return lines;
    }

    /// <summary>An empty cell too many says nothing: spreadsheets fill up lines with them.</summary>
    static Refusal.Invalid? Misplaced(string[] cells, List<string?> columns)
    {
        if (cells.Where((cell, at) => cell.Length > 0 && columns.ElementAtOrDefault(at) is null).FirstOrDefault() is { } stray)
            return new("", $"“{Shown(stray)}” stands in no column that the first line names. A text that holds a separator goes in quotation marks.");
        var named = columns.FindLastIndex(column => column is not null) + 1;
        return cells.Length >= named ? null
            : new("", $"The line has {cells.Length} cell{(cells.Length == 1 ? "" : "s")}, and the first line names {named} columns. Write the separators of empty cells, too.");
    }

    public static byte[] Write(IEnumerable<SystemInput> systems)
    {
        using var bytes = new MemoryStream();
        using (var writer = new CsvWriter(new StreamWriter(bytes, Strict), new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, InjectionEscapeCharacter = Quote }))
        {
            foreach (var (_, words) in SystemInput.Fields) writer.WriteField(words);
            writer.NextRecord();
            foreach (var system in systems)
            {
                foreach (var value in system.Values) writer.WriteField(value);
                writer.NextRecord();
            }
        }
        return bytes.ToArray();
    }

    /// <summary>What keeps a spreadsheet from running a cell that begins like a formula; taken off again when it is read.</summary>
    const char Quote = '\'';

    static string Unescaped(string cell) => cell is [Quote, '=' or '@' or '+' or '-' or '\t' or '\r', ..] ? cell[1..] : cell;

    /// <summary>"Holds accounts", "holds_accounts" and "accounts" are one column; so are "data class" and "data classification".</summary>
    static string? FieldOf(string heading) => Placeholders.Key(heading) switch
    {
        "system" => "name",
        "holds-accounts" => "accounts",
        "data-class" or "data-classification" or "classification" => "data",
        var key => SystemInput.Fields.Select(field => field.Field).FirstOrDefault(field => field == key),
    };

    static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
