using CsCheck;
using Handrail.Core.Procedures;
using static Handrail.Core.Tests.Exchange.Word.Docx;

namespace Handrail.Core.Tests.Exchange.Word;

/// <summary>What a reader of the document sees is what the Markdown says: headings, words and their look, links, notes, changes, boxes, tables, pictures.</summary>
public class WordDocumentTests
{
    static void Reads(string markdown, string body) => Assert.Equal(markdown, new Docx(body).Markdown());

    [Fact]
    public void Headings_are_known_by_their_style_in_every_language_and_by_their_level()
    {
        Reads("# Backups\n\n## Purpose\n\n### Why\n\n### Own\n\n## Levelled\n\nText",
            Styled("Titel", "Backups") + Styled("berschrift1", "Purpose") + Styled("berschrift2", "Why") + Styled("House", "Own")
            + P("Levelled", """<w:outlineLvl w:val="0"/>""") + P("Text", """<w:outlineLvl w:val="9"/>"""));
    }

    [Fact]
    public void A_document_that_begins_with_a_section_is_called_after_its_file() =>
        Reads("# Offboarding list\n\n## Purpose\n\nNobody keeps access.", Styled("berschrift1", "Purpose") + P("Nobody keeps access."));

    [Theory]
    [InlineData("**Stop** at once", "<w:b/>", "Stop", " at once")]
    [InlineData("*Stop* at once", "<w:i/>", "Stop", " at once")]
    [InlineData("***Stop*** at once", "<w:b/><w:i/>", "Stop", " at once")]
    [InlineData("<del>Stop</del> at once", "<w:strike/>", "Stop", " at once")]
    [InlineData("**Stop** at once", """<w:rStyle w:val="Fett"/>""", "Stop", " at once")]
    [InlineData("Stop at once", """<w:rStyle w:val="Fett"/><w:b w:val="0"/>""", "Stop", " at once")]
    [InlineData("at once", "<w:vanish/>", "Stop", " at once")]
    [InlineData("`rm -r *` at once", """<w:rFonts w:ascii="Consolas"/>""", "rm -r *", " at once")]
    [InlineData("``a`b`` at once", """<w:rFonts w:ascii="Courier New"/>""", "a`b ", "at once")]
    [InlineData("**Stop** at once", "<w:b/>", "Stop ", "at once")]
    [InlineData("**Stop**: now", "<w:b/>", "Stop", ": now")]
    [InlineData("**Stop**:now", "<w:b/>", "Stop:", "now")]
    [InlineData("**Stop**now", "<w:b/>", "Stop", "now")]
    public void Words_keep_their_look(string markdown, string look, string first, string second) => Reads(markdown, $"<w:p>{R(first, look)}{R(second)}</w:p>");

    [Theory]
    [InlineData("Press [Save] & *wait* for C:\\temp_dir <now>")]
    [InlineData("# not a heading")]
    [InlineData("- [ ] a|b ~~c~~ `d` ![e](f)")]
    [InlineData("> 5 users! See AT&T &amp; \"quotes\" ***")]
    [InlineData("+ plus")]
    [InlineData("{#not-an-anchor} == --- ***")]
    public void Text_stays_text(string text) => Assert.Equal(text, ProcedureDump.Of(new Docx(P("x " + text)).Markdown()).Text.Trim()[2..]);

    [Fact]
    public void Whatever_is_typed_in_whatever_look_is_read_as_these_words()
    {
        var word = Gen.Char["ab1 _*`[]()<>!&|~#-+.:;{}\\/\"'äß"].Array[1, 8].Select(letters => new string(letters));
        string[] looks = ["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", "<w:strike/>", """<w:rFonts w:ascii="Consolas"/>"""];
        var look = Gen.Int[0, looks.Length - 1].Select(at => looks[at]);
        Gen.Select(word, look).Array[1, 6].Sample(runs =>
        {
            var text = string.Concat(runs.Select(run => run.Item1));
            var read = ProcedureDump.Of(new Docx($"<w:p>{R("w")}{string.Concat(runs.Select(run => R(run.Item1, run.Item2)))}{R("w")}</w:p>").Markdown()).Text;
            Assert.Equal(Squeezed($"w{text}w"), Squeezed(read));
        }, iter: 2_000);
    }

    /// <summary>White space is one blank in Markdown, and none at the edge of code.</summary>
    static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    [Fact]
    public void Only_pages_and_mailboxes_stay_links()
    {
        var markdown = new Docx($"""
            <w:p><w:hyperlink r:id="page">{R("page")}</w:hyperlink>{R(", ")}<w:hyperlink r:id="mail">{R("mail")}</w:hyperlink>{R(", ")}<w:hyperlink r:id="file">{R("file")}</w:hyperlink>{R(", ")}<w:hyperlink r:id="script">{R("script")}</w:hyperlink>{R(", ")}<w:hyperlink r:id="gone">{R("gone")}</w:hyperlink></w:p>
            """).External("page", "hyperlink", "https://example.org/a(b)").External("mail", "hyperlink", "mailto:a@example.org").External("file", "hyperlink", "file:///c:/x").External("script", "hyperlink", "javascript:alert(1)").Markdown();
        Assert.Equal("[page](<https://example.org/a(b)>), [mail](mailto:a@example.org), file, script, gone", markdown);
    }

    [Fact]
    public void Links_can_be_fields_over_several_runs() =>
        Reads("See [the **list**](https://example.org/x#y) now", $"""
            <w:p>{R("See ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://exam</w:instrText></w:r><w:r><w:instrText>ple.org/x" \l "y" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{R("the ")}{R("list", "<w:b/>")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{R(" now")}</w:p>
            """);

    [Fact]
    public void A_field_that_is_never_closed_takes_no_text_with_it() =>
        Reads("Before\n\nAfter", """<w:p><w:r><w:t>Before</w:t><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r></w:p>""" + P("After"));

    [Fact]
    public void A_reference_to_a_step_leads_to_the_step()
    {
        var body = $"""<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:bookmarkStart w:id="1" w:name="_Ref42"/>{R("Call the provider")}<w:bookmarkEnd w:id="1"/></w:p>"""
            + $"""<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{R("If it rings, go to step ")}<w:fldSimple w:instr=" REF _Ref42 \r \h ">{R("1")}</w:fldSimple></w:p>""";
        var markdown = new Docx(body, numbering: Lists).Markdown();
        Assert.Equal("1. Call the provider {#call-the-provider}\n2. If it rings, go to step [1](#call-the-provider)", markdown);
        Assert.Equal("call-the-provider", ProcedureReader.Read(markdown).AllSteps.First().Anchor);
    }

    [Fact]
    public void A_reference_to_a_heading_leads_to_the_right_one_of_two()
    {
        string Heading(string name) => $"""<w:p><w:pPr><w:pStyle w:val="berschrift2"/></w:pPr><w:bookmarkStart w:id="1" w:name="{name}"/>{R("Contain")}<w:bookmarkEnd w:id="1"/></w:p>""";
        Reads("## Contain\n\n## Contain {#contain-2}\n\n[first](#contain), [second](#contain-2), third",
            Heading("one") + Heading("two") + $"""<w:p><w:hyperlink w:anchor="one">{R("first")}</w:hyperlink>{R(", ")}<w:hyperlink w:anchor="two">{R("second")}</w:hyperlink>{R(", ")}<w:hyperlink w:anchor="three">{R("third")}</w:hyperlink></w:p>""");
    }

    [Fact]
    public void Changes_that_were_proposed_count_as_accepted_and_comments_are_no_text() =>
        Reads("Lock the account at once\n\nand tell HR", $"""
            <w:p>{R("Lock ")}<w:del w:id="1"><w:r><w:delText>or delete </w:delText></w:r></w:del><w:ins w:id="2">{R("the account")}</w:ins><w:moveFrom w:id="3">{R(" later")}</w:moveFrom><w:moveTo w:id="4">{R(" at once")}</w:moveTo><w:commentRangeStart w:id="5"/><w:r><w:commentReference w:id="5"/></w:r></w:p>
            <w:p><w:pPr><w:rPr><w:del w:id="6"/></w:rPr></w:pPr>{R("and ")}</w:p>{P("tell HR")}
            """);

    [Fact]
    public void Notes_stand_where_they_are_referred_to() =>
        Assert.Equal("Restore (Within a day.) the file", new Docx($"""<w:p>{R("Restore")}<w:r><w:footnoteReference w:id="2"/></w:r>{R(" the file")}</w:p>""").Notes("footnotes", $"""<w:footnote w:id="2">{P("Within a day.")}</w:footnote>""").Markdown());

    [Fact]
    public void The_table_of_contents_is_left_out() =>
        Reads("Text", $"""<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{P("Contents")}</w:sdtContent></w:sdt>{Styled("TOC1", "Purpose 1")}{P("Text")}""");

    [Fact]
    public void What_stands_in_content_controls_and_boxes_is_read_once() =>
        Reads("Owner: IT\n\n> Never alone", $"""
            <w:sdt><w:sdtContent><w:p>{R("Owner: ")}<w:sdt><w:sdtPr/><w:sdtContent>{R("IT")}</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{R("Click to enter text")}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>
            <w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>{P("Never alone")}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{P("Never alone")}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
            """);

    [Fact]
    public void Lines_break_where_they_break() =>
        Reads("Call\\\nHR", "<w:p><w:r><w:t>Call</w:t><w:br/><w:t>HR</w:t><w:br w:type=\"page\"/></w:r></w:p>");

    [Fact]
    public void Lines_of_code_are_one_block() =>
        Reads("```\nrestic snapshots\n  restic check\n```\n\nDone\n\n````\nls ```x\n````",
            Styled("Code", "restic snapshots") + Styled("Code", "  restic check") + P("Done") + P("ls ```x", look: """<w:rFonts w:ascii="Consolas"/>"""));

    [Fact]
    public void Quotes_are_quotes() => Reads("> One\n>\n> Two\n\nText", Styled("Zitat", "One") + Styled("Zitat", "Two") + P("Text"));
}
