using System.IO.Compression;
using System.Net;
using System.Text;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures;

public sealed class ImportTests(Office office) : IClassFixture<Office>
{
    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 42];

    Browser Ada => office.Ada;

    /// <summary>A procedure that no other test has.</summary>
    static string Text(string title) => $"# {title}\n\n## Steps\n1. Open {title}\n2. Close {title}\n";

    internal static Upload Zip(string name, params (string Path, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in entries)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }
        return new(name, bytes.ToArray());
    }

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    static string LeftOut(Page preview, string path) =>
        preview.All("section[aria-labelledby=left-out] li").Single(item => item.QuerySelector("strong")!.TextContent == path).QuerySelector("p")!.TextContent;

    [Fact]
    public async Task One_file_is_looked_at_first_and_becomes_a_draft_when_it_is_accepted()
    {
        var preview = await Ada.Bring(Doing.File("alpha.md", "# Alpha\n\n## Steps\n1. Is it on? {#on}\n   - Yes: continue\n   - No: stop\n2. Switch it off\n   - Verify: the lamp is dark\n"));

        Assert.Equal(["Is it on?", "Switch it off"], preview.All(".read-steps li").Select(step => step.QuerySelector(".what")!.TextContent));
        Assert.Single(preview.All(".read-steps .badge.wait"));
        Assert.Single(preview.All(".read-steps .badge.ok"));
        Assert.False(await office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().AnyAsync(sop => sop.Title == "Alpha")));

        var sop = (await preview.Submit("form#accept")).Location!["/procedures/".Length..];
        Assert.Contains("Draft", (await Ada.Get($"/procedures/{sop}")).Text, StringComparison.Ordinal);
        Assert.Equal(["ProcedureAdded"], await office.Kinds("procedure/" + sop));
    }

    [Fact]
    public async Task Of_several_files_only_the_ticked_ones_are_kept()
    {
        var preview = await Ada.Bring(Doing.File("b1.md", Text("Beta one")), Doing.File("b2.md", Text("Beta two")), Doing.File("b3.md", Text("Beta three")));

        var accepted = await preview.Submit("form#accept", ("take", "b1.md"), ("take", "b3.md"));

        Assert.Equal("/procedures", accepted.Location);
        var titles = await office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().Where(sop => sop.Title.StartsWith("Beta")).OrderBy(sop => sop.Number).Select(sop => sop.Title).ToListAsync());
        Assert.Equal(["Beta one", "Beta three"], titles);
    }

    [Fact]
    public async Task Nothing_ticked_is_refused_and_nothing_is_kept()
    {
        var preview = await Ada.Bring(Doing.File("gamma.md", Text("Gamma")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await preview.Submit("form#accept", ("take", "other.md"))).Status);
        Assert.False(await office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().AnyAsync(sop => sop.Title == "Gamma")));
    }

    [Fact]
    public async Task An_import_is_accepted_once()
    {
        var preview = await Ada.Bring(Doing.File("delta.md", Text("Delta")));

        Assert.Equal(HttpStatusCode.SeeOther, (await preview.Submit("form#accept")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await preview.Submit("form#accept")).Status);
        Assert.Equal(1, await office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().CountAsync(sop => sop.Title == "Delta")));
    }

    [Fact]
    public async Task A_form_without_files_is_refused()
    {
        var page = await Ada.Get("/procedures/import");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await page.Submit("form[action='/procedures/import']")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.Post("/procedures/import")).Status);
    }

    [Fact]
    public async Task A_zip_brings_its_folders_and_the_pictures_its_texts_name()
    {
        var text = "# Epsilon\n\n## Steps\n1. Look at the lamp\n\n   ![The lamp](../images/the%20lamp.png)\n2. Leave\n";
        var preview = await Ada.Bring(Zip("handbook.zip", ("handbook/", []), ("handbook/ops/epsilon.md", Utf8(text)), ("handbook/images/the lamp.png", Png), ("handbook/images/unused.png", [.. Png, 1]), ("__MACOSX/._x.md", [1])));
        var sop = (await preview.Submit("form#accept")).Location!["/procedures/".Length..];

        var picture = (await Ada.Get($"/procedures/{sop}")).Find("article img, .spread img")!.GetAttribute("src")!;
        var served = await Ada.Http.GetAsync(picture);

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal("image/png", served.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(Png, await served.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("../zeta.md")]
    [InlineData("a/../../zeta.md")]
    [InlineData("/etc/zeta.md")]
    [InlineData("C:/zeta.md")]
    [InlineData("..\\zeta.md")]
    public async Task A_name_in_a_zip_that_leads_out_of_it_is_not_read(string path)
    {
        var preview = await Ada.Bring(Zip("z.zip", (path, Utf8(Text("Zeta")))));

        Assert.Contains("leads out", LeftOut(preview, path), StringComparison.Ordinal);
        Assert.Null(preview.Find("input[name=take]"));
    }

    [Fact]
    public async Task A_name_that_cannot_be_written_down_does_no_harm()
    {
        var preview = await Ada.Bring(Zip("z.zip", ("a\0b.md", Utf8(Text("Eta"))), ("fine.md", Utf8(Text("Eta fine")))));

        Assert.Single(preview.All("section[aria-labelledby=left-out] li"));
        Assert.Single(preview.All("input[name=take]"));
    }

    [Fact]
    public async Task A_zip_that_unpacks_to_far_more_than_it_is_costs_little_and_is_left_out()
    {
        var preview = await Ada.Bring(Zip("bomb.zip", ("bomb.md", Enumerable.Repeat((byte)'a', 40_000_000).ToArray()), ("small.md", Utf8(Text("Theta")))));

        Assert.Contains("5 MB", LeftOut(preview, "bomb.md"), StringComparison.Ordinal);
        Assert.Single(preview.All("input[name=take]"));
    }

    [Fact]
    public async Task A_zip_of_very_many_files_is_read_up_to_a_limit()
    {
        var preview = await Ada.Bring(Zip("many.zip", [.. Enumerable.Range(0, 2_100).Select(i => ($"n{i:D4}.txt", new byte[] { 1 }))]));

        Assert.Contains("at most", LeftOut(preview, "many.zip"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_very_many_files_is_read_up_to_a_limit_without_what_programs_keep_in_it()
    {
        var preview = await Ada.Bring([.. Enumerable.Range(0, 2_100).Select(i => new Upload($"notes/n{i:D4}.txt", [1])), .. Enumerable.Range(0, 10).Select(i => new Upload($"notes/.git/{i}", [1]))]);
        Assert.Contains("at most 2000 files", LeftOut(preview, "(the rest)"), StringComparison.Ordinal);
        Assert.Contains("From notes/n2000.txt on", LeftOut(preview, "(the rest)"), StringComparison.Ordinal);
        Assert.Equal("1951 more", preview.Find("section[aria-labelledby=left-out] > p")!.TextContent);

        var few = await Ada.Bring(new Upload("notes/a.txt", [1]), new Upload("notes/.git/HEAD", [1]));
        Assert.DoesNotContain("HEAD", few.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_text_no_picture_or_too_large_is_left_out_with_its_reason()
    {
        var preview = await Ada.Bring(
            new("binary.md", [1, 0, 2, 0]), new("latin.md", [0x23, 0x20, 0xE9, 0x20]), new("empty.md", []),
            new("large.md", Enumerable.Repeat((byte)'b', 6 * 1024 * 1024).ToArray()),
            Doing.File("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"), Doing.File("page.png", "<html></html>"),
            new("really-png.jpg", Png), Doing.File("broken.zip", "PK no zip"), Doing.File("tool.exe", "MZ"));

        Assert.Contains("UTF-8", LeftOut(preview, "binary.md"), StringComparison.Ordinal);
        Assert.Contains("UTF-8", LeftOut(preview, "latin.md"), StringComparison.Ordinal);
        Assert.Contains("empty", LeftOut(preview, "empty.md"), StringComparison.Ordinal);
        Assert.Contains("5 MB", LeftOut(preview, "large.md"), StringComparison.Ordinal);
        Assert.Contains("SVG", LeftOut(preview, "drawing.svg"), StringComparison.Ordinal);
        Assert.Contains("text/plain", LeftOut(preview, "page.png"), StringComparison.Ordinal);
        Assert.Contains("damaged", LeftOut(preview, "broken.zip"), StringComparison.Ordinal);
        Assert.Contains("Only Markdown", LeftOut(preview, "tool.exe"), StringComparison.Ordinal);
        Assert.Equal(8, preview.All("section[aria-labelledby=left-out] li").Count());
    }

    [Fact]
    public async Task Several_files_of_one_name_are_left_out_but_the_first()
    {
        var preview = await Ada.Bring(Doing.File("iota.md", Text("Iota 1")), Doing.File("iota.md", Text("Iota 2")), Doing.File("iota.md", Text("Iota 3")), Doing.File("iota.md", Text("Iota 4")));

        Assert.Equal(3, preview.All("section[aria-labelledby=left-out] li").Count());
        Assert.Contains("Iota 1", preview.Find("h2#f0")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_whose_names_differ_only_in_letter_case_do_no_harm()
    {
        var preview = await Ada.Bring(Zip("z.zip", ("kappa.md", Utf8(Text("Kappa") + "\n![a](A.png)\n")), ("a.png", Png), ("A.png", [.. Png, 2])));

        Assert.Equal(HttpStatusCode.SeeOther, (await preview.Submit("form#accept")).Status);
    }

    [Fact]
    public async Task The_same_text_again_is_pointed_out_and_not_ticked()
    {
        var sop = await Ada.Add(Text("Lambda"), "lambda.md");

        var preview = await Ada.Bring(Doing.File("lambda-copy.md", Text("Lambda")));

        Assert.Equal(sop, preview.Find(".notice.warn a")!.TextContent);
        Assert.False(preview.Find("input[name=take]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task A_text_without_steps_is_not_ticked_but_can_be_kept()
    {
        var preview = await Ada.Bring(Doing.File("mu.md", "# Mu\n\nOnly words.\n"));

        Assert.False(preview.Find("input[name=take]")!.HasAttribute("checked"));
        Assert.Equal(HttpStatusCode.SeeOther, (await preview.Submit("form#accept", ("take", "mu.md"))).Status);
    }

    [Fact]
    public async Task Script_in_a_text_stays_text()
    {
        var sop = await Ada.Add("# Nu <script>alert(1)</script>\n\n## Steps\n1. Look <img src=x onerror=alert(2)>\n\n   <script>alert(3)</script>\n2. Go [there](javascript:alert(4))\n", "nu.md");

        foreach (var view in new[] { "", "/flow", "/history" })
        {
            var page = await Ada.Get($"/procedures/{sop}{view}");
            Assert.DoesNotContain(page.All("script"), script => !script.HasAttribute("src"));
            Assert.DoesNotContain(page.All("*"), element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)));
        }
    }
}
