using System.Net;
using System.Text;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Environment;

public sealed class ImportSystemsTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    async Task<Page> Look(byte[] file, string name = "systems.csv") => await (await Ada.Get("/environment/import")).Submit("main form", ("file", new Upload(name, file)));

    Task<Page> Look(string csv) => Look(Encoding.UTF8.GetBytes(csv));

    static (string Fate, string Words) Line(Page page, string system)
    {
        var row = page.All("#plan tbody tr").Single(row => row.QuerySelector("th")!.FirstChild!.TextContent.Trim() == system);
        return (row.QuerySelector(".badge")!.TextContent, row.QuerySelector("p")!.TextContent);
    }

    static IEnumerable<(string Line, string What, string Words)> Faults(Page page) => page.All("#faults tbody tr")
        .Select(row => (row.QuerySelector("td")!.TextContent, row.QuerySelector("th")!.TextContent[..^row.QuerySelector("p")!.TextContent.Length], row.QuerySelector("p")!.TextContent));

    [Theory]
    [InlineData("name,kind,tool,criticality\nComma one,Backup,restic,high\nComma two,Chat,,", "Comma one")]
    [InlineData("\uFEFFName;Kind;Tool;Criticality\r\n\"Semi; colon\";Backup;restic;high\r\nSemi two;Chat;;\r\n", "Semi; colon")]
    [InlineData("Tool\tName\tCriticality\tKind\nrestic\tTab one\tHIGH\tbackup\n\nSlack\tTab two\t\tchat\n", "Tab one")]
    public async Task Files_of_every_spreadsheet_are_read(string csv, string first)
    {
        var preview = await Look(csv);

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Equal(("Added", "Backup; criticality high"), Line(preview, first));
        Assert.Equal(2, preview.All("#plan tbody tr").Count());
        Assert.Empty(Faults(preview));
        Assert.Single(preview.All("button.primary"));
        Assert.DoesNotContain(first, (await Ada.Get("/environment")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_line_says_what_it_would_do_and_only_readable_ones_are_kept()
    {
        await Ada.Post("/environment", ("name", "Mail"), ("kind", "Business application"), ("criticality", "Low"), ("owner", "IT manager"));
        await Ada.Post("/environment", ("name", "Wiki"), ("kind", "Business application"));
        await Ada.Post("/environment", ("name", "Sign-on"), ("kind", "Identity provider"), ("tool", "Okta"));

        var preview = await Look("name,criticality,tool,RPO\nMail,high,,\nWiki,,,\nSign-on,high,Keycloak,\nNew one,urgent,,soon\nNewer,,,1 day\nnewer,,,2 days\n,high,,?\n");

        Assert.Equal(("Changed", "criticality high, was low"), Line(preview, "Mail"));
        Assert.Equal(("As it is", ""), Line(preview, "Wiki"));
        Assert.Equal("Added", Line(preview, "Newer").Fate);
        Assert.Equal(
        [
            ("4", "Sign-on: Tool", "Sign-on is Okta today. Change the tool on the system's own page, which shows what depends on it."),
            ("5", "New one: Criticality", "“urgent” is no criticality. It can be low, medium, high or critical."),
            ("5", "New one: RPO", "“soon” is no length of time. Write it like 15 minutes, 4 hours or 1 day."),
            ("7", "newer: Name", "Line 6 names this system already, and the first counts."),
            ("8", "(no name): Name", "Give the system a name of at most 100 characters."),
            ("8", "(no name): RPO", "“?” is no length of time. Write it like 15 minutes, 4 hours or 1 day."),
        ], Faults(preview));
        Assert.Equal("7 lines, 4 of them are left out", preview.Find("h1")!.TextContent);

        var kept = await preview.Submit("form#accept");

        Assert.Equal("/environment?added=1&changed=1&refused=4", kept.Location);
        Assert.Contains("1 added, 1 changed, 4 left out", (await Ada.Get(kept.Location!)).Find(".notice.ok")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["SystemAdded", "SystemChanged"], await office.Kinds("system/mail"));
        Assert.Equal(["SystemAdded"], await office.Kinds("system/wiki"));
        Assert.Equal(["SystemAdded"], await office.Kinds("system/newer"));
        // What the file said nothing about stays.
        Assert.Contains("IT manager", (await Ada.Get("/environment")).All("tbody tr").Single(row => row.QuerySelector("a")!.TextContent == "Mail").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_with_a_cell_too_many_or_too_few_is_left_out_and_says_so()
    {
        var preview = await Look("name,owner,criticality,\nFiles,Head of IT, or a deputy,high\nPrinter,low\nPhones,,,,\nPrinter,,low,\n");

        Assert.Equal(
        [
            ("2", "Files", "“high” stands in no column that the first line names. A text that holds a separator goes in quotation marks."),
            ("3", "Printer", "The line has 2 cells, and the first line names 3 columns. Write the separators of empty cells, too."),
        ], Faults(preview));
        Assert.Equal(["Phones", "Printer"], preview.All("#plan tbody th").Select(row => row.FirstChild!.TextContent.Trim()));
        Assert.Equal("/environment?added=2&changed=0&refused=2", (await preview.Submit("form#accept")).Location);
    }

    [Fact]
    public async Task An_inventory_that_changed_meanwhile_is_looked_at_again()
    {
        var preview = await Look("name,criticality\nLate riser,high\n");
        await Ada.Post("/environment", ("name", "Late riser"), ("criticality", "low"));

        var refused = await preview.Submit("form#accept");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(("Changed", "criticality high, was low"), Line(refused, "Late riser"));
        Assert.Equal("/environment?added=0&changed=1&refused=0", (await refused.Submit("form#accept")).Location);
    }

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "empty", [], "Choose a CSV file" },
        { "no heading", Encoding.UTF8.GetBytes("Okta,Identity provider\n"), "must name the columns" },
        { "unknown column", Encoding.UTF8.GetBytes("name,colour,size\nOkta,red,2\n"), "“colour”, “size” are no columns that are known here. There can be name, kind, tool, owner, criticality, data, holds accounts, RPO, RTO." },
        { "another encoding", Encoding.Latin1.GetBytes("name\nBüro\n"), "CSV UTF-8" },
        { "a spreadsheet", [0x50, 0x4B, 3, 4, 0, 0, 0, 0], "CSV UTF-8" },
        { "too large", Encoding.UTF8.GetBytes("name\n" + new string('x', 300_000)), "at most 256 KB" },
        { "too many lines", Encoding.UTF8.GetBytes("name\n" + string.Concat(Enumerable.Range(0, 1001).Select(n => $"s{n}\n"))), "at most 1,000 lines" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_cannot_be_read_says_why(string what, byte[] file, string why)
    {
        var refused = await Look(file);

        Assert.True(refused.Status == HttpStatusCode.UnprocessableEntity, what);
        Assert.Contains(why, refused.Find("#file-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_out_as_a_file_comes_back_as_it_was()
    {
        await Ada.Post("/environment", ("name", "=SUM(A1)"), ("kind", "Data set"), ("owner", "Data lead"), ("data", "Restricted"));
        await Ada.Post("/environment", ("name", "Quotes \"and\", commas"), ("kind", "Chat"), ("tool", "Slack"), ("accounts", "yes"), ("rto", "2 days"));

        var download = await Ada.Http.GetAsync("/environment/systems.csv");
        var file = await download.Content.ReadAsByteArrayAsync();

        Assert.Equal("text/csv", download.Content.Headers.ContentType!.MediaType);
        Assert.True(file.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        Assert.DoesNotContain("\n=SUM", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var preview = await Look(file);
        Assert.All(preview.All("#plan .badge"), badge => Assert.Equal("As it is", badge.TextContent));
        Assert.Null(preview.Find("form#accept button.primary"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await preview.Submit("form#accept")).Status);
    }
}
