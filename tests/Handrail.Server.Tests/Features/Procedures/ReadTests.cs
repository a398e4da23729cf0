using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures;

public sealed class ReadTests(Office office) : IClassFixture<Office>
{
    const string Kettle = """
        ---
        title: Descale the kettle
        family: kitchen-care
        owner: Housekeeper
        ---
        # Descale the kettle

        ## Purpose
        Keep the **samovar** clean; costs 50% less.

        ## Steps
        1. Is it cold? {#cold}
           - Yes: continue
           - No: stop
        2. Pour in the vinegar {#pour}
           - Verify: the bottom is covered
        3. Rinse as in [Wash up](wash-up.md) {#rinse}
        """;

    Browser Ada => office.Ada;

    static readonly SemaphoreSlim OneAtATime = new(1, 1);
    static readonly Dictionary<Office, string> Published = [];

    /// <summary>The kettle's number; the procedure is made by whichever test comes first.</summary>
    async Task<string> Number()
    {
        await OneAtATime.WaitAsync();
        try
        {
            if (Published.TryGetValue(office, out var sop)) return sop;
            await Ada.Publish("# Wash up\n\n## Steps\n1. Wash\n", "wash-up.md");
            return Published[office] = await Ada.Publish(Kettle, "kettle.md");
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    [Fact]
    public async Task The_list_leads_to_a_new_procedure_whoever_may_write_one()
    {
        await Number();
        var ida = await office.Join("Ida Fern", Permission.Auditor);
        var (adas, idas) = (await Ada.Get("/procedures"), await ida.Get("/procedures"));
        string[] writing = ["/procedures/new", "/procedures/import", "/library"];
        Assert.All(writing, way => Assert.NotNull(adas.Find($".page-head a[href='{way}']")));
        Assert.All(writing, way => Assert.Null(idas.Find($"main a[href='{way}']")));
        Assert.NotNull(idas.Find("main table.rows"));
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get("/procedures/new")).Status);
    }

    [Fact]
    public async Task The_document_holds_steps_decision_and_checkpoint()
    {
        var page = await Ada.Get($"/procedures/{await Number()}");

        Assert.Equal("Descale the kettle", page.Find("h1")!.TextContent);
        Assert.Equal(["cold", "pour", "rinse"], page.All("li.step").Select(step => step.Id!));
        Assert.Single(page.All("li.step.decision"));
        Assert.Contains("the bottom is covered", page.Find("#pour")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("samovar", page.Find("strong")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await Ada.Follow(page.Find("#rinse a[href*='wash-up'], #rinse a[href*='SOP']")!.GetAttribute("href")!)).Status);
    }

    [Fact]
    public async Task The_flow_page_holds_the_chart_and_says_it_in_words()
    {
        var page = await Ada.Get($"/procedures/{await Number()}/flow");

        Assert.NotNull(page.Find(".flow svg"));
        Assert.Contains("Pour in the vinegar", page.Find("details:has(h3), main details:last-of-type")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_names_every_version_with_its_hash()
    {
        var page = await Ada.Get($"/procedures/{await Number()}/history");

        Assert.Single(page.All("tbody tr"));
        Assert.Contains("Published", page.Find("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("samovar")]
    [InlineData("SAMO")]
    [InlineData("vinegar pour")]
    public async Task Search_finds_words_and_beginnings_and_marks_them(string q)
    {
        var sop = await Number();

        var found = await Ada.Get("/procedures?q=" + Uri.EscapeDataString(q));

        Assert.Equal([sop], found.All("td.number").Select(cell => cell.TextContent));
        Assert.NotNull(found.Find(".excerpt mark"));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("* OR NOT")]
    [InlineData("title:x AND (")]
    [InlineData("'; DROP TABLE \"Sops\"; --")]
    [InlineData("%_")]
    [InlineData("!!! & | <->")]
    public async Task Whatever_is_typed_into_search_is_only_words(string q)
    {
        await Number();

        Assert.Equal(HttpStatusCode.OK, (await Ada.Get("/procedures?q=" + Uri.EscapeDataString(q))).Status);
    }

    [Fact]
    public async Task A_filter_that_no_database_can_hold_does_no_harm() => Assert.NotEqual(HttpStatusCode.InternalServerError, (await Ada.Get("/procedures?q=a%00b&family=%00")).Status);

    [Fact]
    public async Task The_list_is_filtered_by_family_and_state()
    {
        var sop = await Number();

        Assert.Contains(sop, (await Ada.Get("/procedures?family=kitchen-care&state=published")).All("td.number").Select(cell => cell.TextContent));
        Assert.DoesNotContain(sop, (await Ada.Get("/procedures?state=draft")).All("td.number").Select(cell => cell.TextContent));
        Assert.DoesNotContain(sop, (await Ada.Get("/procedures?page=2")).All("td.number").Select(cell => cell.TextContent));
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get("/procedures?page=-4&family='")).Status);
    }

    [Fact]
    public async Task A_link_by_file_name_leads_to_the_procedure()
    {
        var sop = await Number();

        Assert.Equal($"/procedures/{sop}", (await Ada.Get("/procedures/by-file/kettle.md")).Location);
        Assert.Equal($"/procedures/{sop}", (await Ada.Get($"/procedures/by-file/{sop}")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/procedures/by-file/no-such.md")).Status);
    }

    [Theory]
    [InlineData("/procedures/SOP-999")]
    [InlineData("/procedures/SOP-999.md")]
    [InlineData("/procedures/SOP-999/flow")]
    [InlineData("/procedures/SOP-999/history")]
    [InlineData("/procedures/SOP-999/publication")]
    [InlineData("/procedures/SOP-999/runs/new")]
    [InlineData("/procedures/SOP-001/revisions/77")]
    [InlineData("/procedures/SOP-001/revisions/77.md")]
    [InlineData("/procedures/SOP-001/revisions/1/images/no.png")]
    [InlineData("/procedures/SOP-001/revisions/1/images/..%2F..%2Fhandrail.db")]
    [InlineData("/procedures/import/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("/procedures/nonsense")]
    [InlineData("/no/such/page")]
    public async Task What_does_not_exist_is_not_found(string address)
    {
        await Number();

        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get(address)).Status);
    }
}
