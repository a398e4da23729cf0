using Handrail.Core.Procedures;
using static Handrail.Core.Tests.Exchange.Word.Docx;

namespace Handrail.Core.Tests.Exchange.Word;

/// <summary>Lists, tables and pictures: the parts of a document that become steps and their detail.</summary>
public class WordListsTests
{
    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1];

    static void Reads(string markdown, string body) => Assert.Equal(markdown, new Docx(body, numbering: Lists).Markdown());

    [Fact]
    public void Numbers_bullets_and_letters_nest_as_they_look() =>
        Reads("1. Disable the account\n   - Role: IT administrator\n   - Verify: no session is active\n2. Revoke access\n   1. in the CRM\n   2. in the wiki\n3. Done",
            Item(1, 0, "Disable the account") + Item(4, 1, "Role: IT administrator") + Item(4, 1, "Verify: no session is active") + Item(1, 0, "Revoke access") + Item(5, 1, "in the CRM") + Item(5, 1, "in the wiki") + Item(1, 0, "Done"));

    [Fact]
    public void A_list_further_right_is_inside_even_where_Word_calls_it_a_list_of_its_own() =>
        Reads("1. Ask\n   - by phone\n   - by mail\n2. Answer", Item(1, 0, "Ask") + Item(4, 0, "by phone", """<w:ind w:left="1440"/>""") + Item(4, 0, "by mail", """<w:ind w:left="1440"/>""") + Item(1, 0, "Answer"));

    [Fact]
    public void Lists_go_on_and_begin_anew_as_Word_counts() =>
        Reads("1. One\n2. Two\n\nBetween\n\n3. Three\n\nBetween\n\n1. One again\n2. Two again",
            Item(1, 0, "One") + Item(1, 0, "Two") + P("Between") + Item(2, 0, "Three") + P("Between") + Item(3, 0, "One again") + Item(3, 0, "Two again"));

    [Fact]
    public void Two_lists_that_meet_stay_two() => Reads("1. One\n2. Two\n1) First", Item(1, 0, "One") + Item(1, 0, "Two") + Item(3, 0, "First"));

    [Fact]
    public void Inner_numbers_begin_anew_below_each_step() =>
        Reads("1. A\n   1. a\n   2. b\n2. B\n   1. c", Item(1, 0, "A") + Item(1, 1, "a") + Item(1, 1, "b") + Item(1, 0, "B") + Item(1, 1, "c"));

    [Fact]
    public void A_paragraph_below_an_item_belongs_to_it() =>
        Reads("1. Ask\n\n   They may be away.\n\n2. Answer\n\nText", Item(1, 0, "Ask") + Indented(720, "They may be away.") + Item(1, 0, "Answer") + P("Text"));

    [Fact]
    public void What_interrupts_inner_steps_stays_inside() =>
        Reads("1. A\n   1. a\n\n      Look here.\n\n   2. b\n2. B", Item(1, 0, "A") + Item(1, 1, "a") + P("Look here.") + Item(1, 1, "b") + Item(1, 0, "B"));

    [Fact]
    public void A_list_that_does_not_begin_with_one_is_seen_as_a_list() =>
        Assert.Equal("1. A\n\n   4. d", new Docx(Item(1, 0, "A") + Item(7, 1, "d"), numbering: Lists + """<w:num w:numId="7"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride></w:num>""").Markdown());

    [Fact]
    public void Typed_numbers_bullets_and_boxes_are_lists() =>
        Reads("1. Open\n2. Close\n\n2026\\. A year\n\n- a point\n\n1. Ask\n\nText\n\n- [ ] open\n- [x] done",
            P("1.\tOpen") + P("2) Close") + P("2026. A year") + P("• a point") + P("1. Ask") + P("Text") + P("☐ open") + P("☒ done"));

    [Fact]
    public void Numbered_headings_that_say_step_say_it() =>
        Reads("## Step 1: Open\n\n## Step 2: Close", P("Open", """<w:pStyle w:val="berschrift2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="6"/></w:numPr>""") + P("Close", """<w:pStyle w:val="berschrift2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="6"/></w:numPr>"""));

    [Fact]
    public void A_checkbox_of_a_form_is_a_step()
    {
        var body = $"""<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>{R("☐")}</w:sdtContent></w:sdt>{R(" Collect the laptop")}</w:p><w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{R(" Collect the badge")}</w:p>""";
        var markdown = new Docx(body).Markdown();
        Assert.Equal("- [ ] Collect the laptop\n- [x] Collect the badge", markdown);
        Assert.Equal(["Collect the laptop", "Collect the badge"], ProcedureReader.Read(markdown).AllSteps.Select(step => step.Instruction));
    }

    [Fact]
    public void A_list_without_end_of_nesting_stays_readable() =>
        Assert.All(new Docx(string.Concat(Enumerable.Range(1, 200).Select(depth => Item(4, 0, $"level {depth}", $"""<w:ind w:left="{depth * 150}"/>"""))), numbering: Lists).Markdown().Split('\n'), line => Assert.True(line.Length < 40, line));

    static string Cell(string content, string about = "") => $"<w:tc><w:tcPr>{about}</w:tcPr>{content}</w:tc>";
    static string Row(params string[] cells) => $"<w:tr>{string.Concat(cells)}</w:tr>";
    static string Table(params string[] rows) => $"<w:tbl><w:tblPr/>{string.Concat(rows)}</w:tbl>";

    [Fact]
    public void A_table_keeps_its_rows_and_says_in_each_what_reaches_over_several() =>
        Reads("| When | Who |\n| --- | --- |\n| at night | IT<br>1\\. call<br>• write |\n| at night | a\\|b |\n| all of it |  |",
            Table(Row(Cell(P("When")), Cell(P("Who"))), Row(Cell(P("at night"), """<w:vMerge w:val="restart"/>"""), Cell(P("IT") + Item(1, 0, "call") + Item(4, 0, "write"))), Row(Cell(P(""), "<w:vMerge/>"), Cell(P("a|b"))), Row(Cell(P("all of it"), """<w:gridSpan w:val="2"/>"""))));

    [Fact]
    public void A_table_that_has_no_header_gets_none() =>
        Reads("|  |\n| --- |\n| a |\n| b |", $"<w:tbl><w:tblPr><w:tblLook w:firstRow=\"0\"/></w:tblPr>{Row(Cell(P("a")))}{Row(Cell(P("b")))}</w:tbl>");

    [Fact]
    public void A_table_of_one_cell_is_a_frame() => Reads("> Careful:\n>\n> - hot", Table(Row(Cell(P("Careful:") + Item(4, 0, "hot")))));

    [Fact]
    public void A_table_in_a_cell_is_told_in_words() => Reads("| a | x / y |\n| --- | --- |\n| b |  |", Table(Row(Cell(P("a")), Cell(Table(Row(Cell(P("x")), Cell(P("y")))))), Row(Cell(P("b")), Cell(P("")))));

    [Fact]
    public void Pictures_come_along_once_with_what_they_show()
    {
        const string Drawing = """<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="The [status] page"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="i"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>""";
        const string Old = """<w:r><w:pict><v:shape alt="Lamp"><v:imagedata r:id="j"/></v:shape></w:pict></w:r>""";
        using var document = Open(new Docx(Item(1, 0, "Look") + $"""<w:p><w:pPr><w:ind w:left="720"/></w:pPr>{Drawing}</w:p><w:p>{Drawing}{Old}</w:p>""", numbering: Lists).Picture("i", "a.png", Png).Picture("j", "b.emf", [1]).Bytes()).Value;

        Assert.Equal("1. Look\n\n   ![The \\[status\\] page](pictures/picture-1.png)\n\n![The \\[status\\] page](pictures/picture-1.png)![Lamp](pictures/picture-2.emf)", document.Markdown);
        Assert.Equal(["pictures/picture-1.png", "pictures/picture-2.emf"], document.Pictures.Select(picture => picture.Path));
        using var content = document.Pictures[0].Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        Assert.Equal(Png, copy.ToArray());
    }

    [Fact]
    public void A_picture_that_lies_elsewhere_is_named_and_not_fetched()
    {
        using var document = Open(new Docx("""<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:link="away"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>""" + P("Text")).External("away", "image", "http://127.0.0.1:1/spy.png").Bytes()).Value;
        Assert.Equal("Text", document.Markdown);
        Assert.Empty(document.Pictures);
        Assert.Equal(["http://127.0.0.1:1/spy.png"], document.Omissions.Select(omission => omission.Name));
    }
}
