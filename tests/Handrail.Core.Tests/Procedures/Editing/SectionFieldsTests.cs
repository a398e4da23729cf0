using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Editing;

/// <summary>Words outside the steps as a form shows them, and what is written when the form comes back.</summary>
public class SectionFieldsTests
{
    const string Text = "Ask first.\n\n- Record: Leaver (member, required)\n- Record: Departure (date)\n- Their *badge*\n- Their phone,\n  and its charger\n\n### How bad\n\n| When | Who     | Within |\n|------|:-------:|--------|\n| a \\| b | Lead | at once |\n| fire | [us](#x) |\n\nThen go on.";

    static SectionFields Fields(string text = Text) => SectionFields.Of(text, SectionKind.BeforeYouStart);

    static string With(int part, SectionPart now) => new SectionFields([.. Fields().Parts.Select((was, i) => i == part ? now : was)]).Write(Text, SectionKind.BeforeYouStart).Value;

    static readonly SectionPart.Cells Table = (SectionPart.Cells)Fields().Parts[4];

    [Fact]
    public void Every_part_has_its_form()
    {
        Assert.Equal(["Words", "Records", "Lines", "Heading", "Cells", "Words"], Fields().Parts.Select(part => part.GetType().Name));
        Assert.Equal(["Leaver", "Departure"], ((SectionPart.Records)Fields().Parts[1]).Fields.Select(field => field.Label));
        Assert.Equal(["Their *badge*", "Their phone, and its charger"], ((SectionPart.Lines)Fields().Parts[2]).Items);
        Assert.Equal(["a | b", "Lead", "at once"], Table.Rows[0]);
        Assert.Equal(["fire", "[us](#x)", ""], Table.Rows[1]);
    }

    public static TheoryData<string, int, SectionPart, string, string> Changes => new()
    {
        { "one cell", 4, Table with { Rows = [["a | b", "Boss", "at once"], Table.Rows[1]] }, "| Lead |", "| Boss |" },
        { "a cell that was not there", 4, Table with { Rows = [Table.Rows[0], ["fire", "[us](#x)", "now"]] }, "[us](#x) |", "[us](#x) | now |" },
        { "one row more", 4, Table with { Rows = [.. Table.Rows, ["x|y", "", "z"]] }, "[us](#x) |", "[us](#x) |\n| x\\|y |  | z |" },
        { "one row less", 4, Table with { Rows = [Table.Rows[1]] }, "| a \\| b | Lead | at once |\n", "" },
        { "another name of a column", 4, Table with { Columns = ["If", "Who", "Within"] }, "| When |", "| If   |" },
        { "another line", 2, new SectionPart.Lines(["Their *badge*", "Their key", "Their phone, and its charger"]), "*badge*\n", "*badge*\n- Their key\n" },
        { "one field of another type", 1, new SectionPart.Records([.. ((SectionPart.Records)Fields().Parts[1]).Fields.Select(asked => asked.Label == "Departure" ? asked with { Type = FieldType.DateAndTime, Required = true } : asked)]), "(date)", "(date and time, required)" },
        { "another heading", 3, new SectionPart.Heading("How very bad"), "### How bad", "### How very bad" },
        { "other words", 5, new SectionPart.Words("Go on.\n\nSlowly."), "Then go on.", "Go on.\n\nSlowly." },
        { "no table", 4, new SectionPart.Words(""), Text[Text.IndexOf("| When", StringComparison.Ordinal)..], "Then go on." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Only_what_was_changed_is_written(string what, int part, SectionPart now, string old, string @new)
    {
        Assert.True(Text.Contains(old, StringComparison.Ordinal), what);
        Assert.Equal(Text.Replace(old, @new, StringComparison.Ordinal), With(part, now));
    }

    [Fact]
    public void A_column_comes_and_goes_by_its_name()
    {
        var more = With(4, new SectionPart.Cells([.. Table.Columns, "How"], [.. Table.Rows.Select(row => (IReadOnlyList<string>)[.. row, "call"])]));
        Assert.Equal([["a | b", "Lead", "at once", "call"], ["fire", "[us](#x)", "", "call"]], ((SectionPart.Cells)Fields(more).Parts[4]).Rows);
        var less = With(4, new SectionPart.Cells(["When", "Within"], [.. Table.Rows.Select(row => (IReadOnlyList<string>)[row[0], row[2]])]));
        Assert.Contains("| When | Within |\n|------|--------|\n| a \\| b | at once |\n| fire |", less, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_new_is_written_behind()
    {
        var empty = new SectionFields([new SectionPart.Words(""), new SectionPart.Lines(["a", "", "b"]), new SectionPart.Cells(["When", "Who"], [["fire", "us"], ["", ""]])]).Write("", SectionKind.Other).Value;
        Assert.Equal("- a\n- b\n\n| When | Who |\n| --- | --- |\n| fire | us |", empty);
        Assert.NotNull(new SectionFields([new SectionPart.Words("```"), new SectionPart.Lines(["a"])]).Write("", SectionKind.Other).Refusal);
    }

    static readonly Gen<string> Any = Gen.OneOf("Words.", "Words\nmore.", "- a\n- b", "* [x](y)\n  goes on\n* b", "1. a\n2. b", "- Record: A (text)\n- b", "| a | b |\n| - | - |\n| 1 | 2 |\n| `x|y` | |", "a | b\n--|--\n1 | 2", "### Sub", "### Sub {#x}", "```\n| no | table |\n```", "- a\n\n- b", "> quote", "[x]: y", "- [ ] box", "<!-- c -->", "    code", "- a\n  - b", "* * *")
        .Array[0, 6].Select(Gen.OneOf("\n\n", "\n", "\n\n\n"), (parts, apart) => string.Join(apart, parts));

    [Fact]
    public void A_form_that_comes_back_as_it_was_changes_no_byte() => Any.Sample(text => Assert.Equal(text, Fields(text).Write(text, SectionKind.BeforeYouStart).Value), iter: 20_000);

    [Fact]
    public void One_other_cell_changes_only_its_table_and_reads_back() => Any.Sample(text =>
    {
        var fields = Fields(text);
        if (fields.Parts.OfType<SectionPart.Cells>().FirstOrDefault(table => table.Rows.Count > 0) is not { } table) return;
        var changed = table with { Rows = [[.. table.Rows[0].Select((cell, i) => i == 0 ? "other" : cell)], .. table.Rows.Skip(1)] };
        var typed = new SectionFields([.. fields.Parts.Select(part => ReferenceEquals(part, table) ? changed : part)]);
        var written = typed.Write(text, SectionKind.BeforeYouStart).Value;
        Assert.Single(written.Split('\n').Zip(text.Split('\n')), lines => lines.First != lines.Second);
        Assert.Equal(written, typed.Write(written, SectionKind.BeforeYouStart).Value);
        Assert.Contains(Fields(written).Parts.OfType<SectionPart.Cells>(), now => now.Rows.Count == table.Rows.Count && now.Rows[0].SequenceEqual(changed.Rows[0]));
    }, iter: 20_000);
}
