using System.IO.Compression;
using System.Text;
using static Handrail.Core.Tests.Exchange.Word.Docx;

namespace Handrail.Core.Tests.Exchange.Word;

/// <summary>Bytes that only say they are a Word document: each ends in a sentence, none in a fault, none costs more than it should.</summary>
public class HostileWordTests
{
    static string WhyNot(byte[] bytes)
    {
        var outcome = Open(bytes);
        if (outcome.Granted(out var document, out var refusal)) document.Dispose();
        return refusal?.Message ?? "";
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("PK\u0003\u0004 but nothing more")]
    [InlineData("{\\rtf1 Hello}")]
    public void What_is_no_Word_document_is_said_to_be_none(string content) => Assert.Contains("not a Word document", WhyNot(Encoding.Latin1.GetBytes(content)), StringComparison.Ordinal);

    [Fact]
    public void An_old_or_locked_document_is_told_from_a_broken_one() => Assert.Contains("password", WhyNot([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]), StringComparison.Ordinal);

    [Fact]
    public void A_document_type_is_not_read_and_no_entity_of_it() =>
        Assert.NotEmpty(WhyNot(new Docx("").Raw("word/document.xml", """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"""u8.ToArray()).Bytes()));

    [Fact]
    public void A_bomb_is_refused_before_it_is_a_tree()
    {
        var text = new string('a', 30_000_000);
        var bytes = new Docx(P(text)).Bytes();
        Assert.True(bytes.Length < 1_000_000);
        // Of this thread: other tests run at the same time.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more text than a procedure can have", WhyNot(bytes), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 250_000_000);
    }

    [Fact]
    public void A_bomb_in_the_directory_of_the_file_is_refused() =>
        Assert.NotEmpty(WhyNot(new Docx(P("x")).Raw("word/_rels/styles.xml.rels", Encoding.UTF8.GetBytes($"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><!--{new string(' ', 5_000_000)}--></Relationships>""")).Bytes()));

    [Theory]
    [InlineData("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")]
    [InlineData("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")]
    public void A_tree_nested_beyond_all_sense_is_refused(string open, string close) =>
        Assert.NotEmpty(WhyNot(new Docx(string.Concat(Enumerable.Repeat(open, 5_000)) + P("x") + string.Concat(Enumerable.Repeat(close, 5_000))).Bytes()));

    [Fact]
    public void Styles_and_lists_that_refer_to_themselves_end() =>
        Assert.Equal("a\n\nb", new Docx(Styled("A", "a") + Item(1, 0, "b"),
            """<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>""",
            """<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="B"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="99"/></w:num>""").Markdown());

    [Fact]
    public void Words_that_reach_over_many_rows_are_not_said_in_each()
    {
        var cell = $"""<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{P(new string('a', 10_000))}</w:tc>""";
        var rows = string.Concat(Enumerable.Repeat("<w:tr><w:tc><w:tcPr><w:vMerge/><w:gridSpan w:val=\"1000000\"/></w:tcPr></w:tc></w:tr>", 1_000));
        Assert.True(new Docx($"<w:tbl><w:tr>{cell}</w:tr>{rows}</w:tbl>").Markdown().Length < 300_000);
    }

    [Fact]
    public void Values_that_make_no_sense_are_passed_over() =>
        Assert.Equal("a\n\nb\n\nc", new Docx(P("a", """<w:outlineLvl w:val="x"/><w:ind w:left="99999999999"/>""") + P("b", """<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="abc"/></w:numPr>""") + P("c", """<w:jc w:val="sideways"/>""", """<w:b w:val="perhaps"/>""")).Markdown());

    /// <summary>Each byte of a real document's parts may be another.</summary>
    [Fact]
    public void A_document_that_lies_anywhere_is_read_or_refused()
    {
        var body = Styled("Titel", "T") + Item(1, 0, "a") + Item(4, 1, "b") + $"""<w:tbl><w:tr><w:tc>{P("x")}</w:tc><w:tc>{P("y")}</w:tc></w:tr></w:tbl><w:p><w:hyperlink r:id="l">{R("l")}</w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r></w:p>""";
        var sound = new Docx(body, numbering: Lists).External("l", "hyperlink", "https://example.org").Notes("footnotes", $"""<w:footnote w:id="2">{P("n")}</w:footnote>""").Bytes();
        var parts = Parts(sound);
        var random = new Random(7);
        var read = 0;
        for (var i = 0; i < 1_500; i++)
        {
            var (path, content) = parts[random.Next(parts.Count)];
            var changed = content.ToArray();
            for (var hits = random.Next(1, 4); hits > 0; hits--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) changed = changed[..random.Next(changed.Length)];
            var outcome = Open(Zip(parts.Select(part => part.Path == path ? (path, changed) : part)));
            if (outcome.Granted(out var document, out _))
            {
                read++;
                document.Dispose();
            }
        }
        Assert.InRange(read, 1, 1_499);
        for (var length = 0; length < sound.Length; length += 37) Assert.NotEmpty(WhyNot(sound[..length]));
    }

    static List<(string Path, byte[] Content)> Parts(byte[] document)
    {
        using var zip = new ZipArchive(new MemoryStream(document));
        return [.. zip.Entries.Select(entry =>
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return (entry.FullName, copy.ToArray());
        })];
    }

    static byte[] Zip(IEnumerable<(string Path, byte[] Content)> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in parts)
            {
                using var entry = zip.CreateEntry(path, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        return bytes.ToArray();
    }
}
