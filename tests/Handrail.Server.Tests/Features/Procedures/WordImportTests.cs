using System.Net;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Handrail.Core.Tests;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures;

/// <summary>A Word document goes the way of a Markdown file with pictures: looked at, linted, accepted.</summary>
public sealed class WordImportTests(Office office) : IClassFixture<Office>
{
    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 42];

    Browser Ada => office.Ada;

    /// <summary>As a program would write it: a title, a heading, two typed numbers and a picture below the first.</summary>
    static byte[] Document(string title, byte[] picture)
    {
        using var bytes = new MemoryStream();
        using (var package = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "Title" }) { Type = StyleValues.Paragraph, StyleId = "Title" },
                new Style(new StyleName { Val = "heading 1" }) { Type = StyleValues.Paragraph, StyleId = "H1" });
            using (var content = new MemoryStream(picture)) main.AddImagePart(ImagePartType.Png, "pic").FeedData(content);
            main.Document = new Document(new Body(
                Line(title, "Title"), Line("Steps", "H1"), Line($"1. Open {title}"),
                new Paragraph(new ParagraphProperties(new Indentation { Left = "360" }), new Run(new DocumentFormat.OpenXml.Wordprocessing.Picture(new DocumentFormat.OpenXml.Vml.Shape(new DocumentFormat.OpenXml.Vml.ImageData { RelationshipId = "pic", Title = "The lamp" })))),
                Line($"2. Close {title}")));
        }
        return bytes.ToArray();
    }

    static Paragraph Line(string text, string? style = null) =>
        new(style is null ? new ParagraphProperties() : new ParagraphProperties(new ParagraphStyleId { Val = style }), new Run(new Text(text)));

    static IEnumerable<string> Steps(Page preview) => preview.All(".read-steps .what").Select(step => step.TextContent);

    static string LeftOut(Page preview, string path) =>
        preview.All("section[aria-labelledby=left-out] li").Single(item => item.QuerySelector("strong")!.TextContent == path).QuerySelector("p")!.TextContent;

    [Fact]
    public async Task A_document_is_looked_at_and_becomes_a_draft_with_its_pictures()
    {
        var preview = await Ada.Bring(new Upload("Lamp list.docx", Document("the lamp", Png)));

        Assert.Equal(["Open the lamp", "Close the lamp"], Steps(preview));
        Assert.Equal("Lamp list.md", preview.Find("input[name=take]")!.GetAttribute("value"));

        var sop = (await preview.Submit("form#accept")).Location!;
        var picture = (await Ada.Get(sop)).Find("main article img")!;
        Assert.Equal("The lamp", picture.GetAttribute("alt"));
        Assert.Equal(Png, await Ada.Http.GetByteArrayAsync(picture.GetAttribute("src")));
    }

    [Fact]
    public async Task Documents_in_a_zip_keep_their_pictures_apart()
    {
        var preview = await Ada.Bring(ImportTests.Zip("z.zip", ("a/List.docx", Document("alpha", Png)), ("a/list!.docx", Document("beta", [.. Png, 2])), ("b/List.docx", Document("gamma", [.. Png, 3]))));

        Assert.Equal(["a/List.md", "a/list!.md", "b/List.md"], preview.All("input[name=take]").Select(box => box.GetAttribute("value")));
        Assert.Empty(preview.All("section[aria-labelledby=left-out] li"));
        Assert.Equal("/procedures", (await preview.Submit("form#accept")).Location);
    }

    [Fact]
    public async Task What_is_no_Word_document_or_an_old_one_is_left_out_with_its_reason()
    {
        var preview = await Ada.Bring(
            Doing.File("broken.docx", "PK no document"), new("old.docx", [0xD0, 0xCF, 0x11, 0xE0, .. new byte[600]]), Doing.File("older.doc", "x"),
            new("sheet.docx", ImportTests.Zip("x", ("xl/workbook.xml", [])).Content), Doing.File("plan.md", "# Plan\n\n1. Go\n"), new("plan.docx", Document("plan", Png)));

        Assert.Contains("not a Word document", LeftOut(preview, "broken.docx"), StringComparison.Ordinal);
        Assert.Contains("password", LeftOut(preview, "old.docx"), StringComparison.Ordinal);
        Assert.Contains("save it as .docx", LeftOut(preview, "older.doc"), StringComparison.Ordinal);
        Assert.Contains("not a Word document", LeftOut(preview, "sheet.docx"), StringComparison.Ordinal);
        Assert.Contains("beside it", LeftOut(preview, "plan.docx"), StringComparison.Ordinal);
        Assert.Single(preview.All("input[name=take]"));
    }

    [Fact]
    public async Task A_picture_that_is_none_is_left_out_and_its_text_is_not()
    {
        var preview = await Ada.Bring(new Upload("metafile.docx", Document("metafile", [1, 0, 0, 0])));

        Assert.Contains("Its name says picture", LeftOut(preview, "metafile-pictures/picture-1.png"), StringComparison.Ordinal);
        Assert.Equal(["Open metafile", "Close metafile"], Steps(preview));
    }

    [Fact]
    public async Task A_plan_of_forty_pages_comes_in_as_it_is()
    {
        var cases = SharedFolder.Find("cases");
        Assert.SkipWhen(cases is null, "The shared cases are not here.");

        var preview = await Ada.Bring(new Upload("plan.docx", await File.ReadAllBytesAsync(Path.Combine(cases, "docx/counteractive+incident-response-plan-template/examples/plan.docx"))));

        var steps = Steps(preview).ToList();
        Assert.Equal("Stay calm and professional.", steps[0]);
        Assert.InRange(steps.Count, 100, 400);
        var accepted = await preview.Submit("form#accept");
        Assert.Equal(HttpStatusCode.SeeOther, accepted.Status);
        Assert.Contains(steps[^1], (await Ada.Get(accepted.Location!)).Text, StringComparison.Ordinal);
    }
}
