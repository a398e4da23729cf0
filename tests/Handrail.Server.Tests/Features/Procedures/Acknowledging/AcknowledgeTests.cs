using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Acknowledging;

/// <summary>Who is asked to acknowledge which version, and what it takes to do so.</summary>
public sealed class AcknowledgeTests(Clinic clinic) : IClassFixture<Clinic>
{
    const string ForStaff = "audience: [Clinic staff, Fay Oak]";

    static int _procedures;

    /// <summary>In force, with a title that nobody else has.</summary>
    async Task<string> InForce(string header, string steps = "1. Lock the front door {#front}\n2. Lock the back door {#back}\n")
    {
        var title = $"Lock door{Interlocked.Increment(ref _procedures):D3}";
        return await clinic.Ada.Publish($"---\n{header}\n---\n# {title}\n\n## Steps\n{steps}", title.Replace(' ', '-') + ".md");
    }

    async Task Next(string sop, string weight, string step = "3. Go home {#go}\n")
    {
        await clinic.Carl.Edit(sop);
        await clinic.Carl.Save(sop, typed => typed + step);
        var published = await clinic.Ada.TryPublish(sop, ("summary", "As it is done now"), ("weight", weight));
        Assert.True(published.Status == HttpStatusCode.SeeOther, published.Text);
    }

    /// <summary>First names of those whose page of the procedure asks them.</summary>
    async Task<string> Asked(string sop)
    {
        var asked = new List<string>();
        foreach (var (name, browser) in clinic.People) if ((await browser.Get($"/procedures/{sop}")).Find("#acknowledge") is not null) asked.Add(name);
        return string.Join(' ', asked);
    }

    static async Task Acknowledge(Browser by, string sop)
    {
        var answer = await (await by.Get($"/procedures/{sop}")).Submit("#acknowledge form");
        Assert.Equal($"/procedures/{sop}", answer.Location);
        Assert.Null((await by.Get($"/procedures/{sop}")).Find("#acknowledge"));
    }

    static async Task<IEnumerable<string>> ToRead(Browser by) => (await by.Get("/")).All("#waits ~ ul a").Where(line => line.TextContent.StartsWith("Read and acknowledge", StringComparison.Ordinal)).Select(line => line.GetAttribute("href")!);

    Task<List<int>> Rows(string sop) => clinic.Office.Server.InDatabase(db =>
        (from row in db.Acknowledgements.IgnoreQueryFilters() join of in db.Sops.IgnoreQueryFilters() on row.SopId equals of.Id where of.Number == int.Parse(sop.Substring(4)) orderby row.Revision select row.Revision).ToListAsync());

    [Theory]
    [InlineData(ForStaff, "", "Dora Fay")]
    [InlineData("owner: Practice manager", "", "Gil")]
    [InlineData("owner: Practice manager\naudience: [Clinic staff]", "", "Dora")]
    [InlineData("summary: Nothing names anybody", "", "")]
    [InlineData("summary: A step does", "   - Role: Clinic staff\n", "Dora")]
    [InlineData("summary: A second person does", "   - Verified by: Practice manager\n", "Gil")]
    [InlineData("audience: [Everybody]", "", "Ada Bea Carl Dora Emil Fay Gil")]
    [InlineData("audience: [everybody]\nclassification: restricted\nowner: Practice manager", "", "Ada Bea Gil")]
    [InlineData("audience: [Ida Fern]", "", "")]
    public async Task Whom_the_text_was_written_for_is_asked_if_they_follow_procedures_here(string header, string line, string asked)
    {
        var sop = await InForce(header, $"1. Lock the front door {{#front}}\n{line}");

        Assert.Equal(asked, await Asked(sop));
    }

    [Fact]
    public async Task An_acknowledgement_is_a_row_and_a_fact_with_what_was_read()
    {
        // What the other tests ask of her would make one line of it, see below.
        foreach (var earlier in (await clinic.Fay.Get("/procedures?state=unacknowledged")).All("td.number").Select(cell => cell.TextContent).ToList()) await Acknowledge(clinic.Fay, earlier);
        var sop = await InForce(ForStaff);
        Assert.Contains($"/procedures/{sop}", await ToRead(clinic.Fay));

        await Acknowledge(clinic.Fay, sop);

        Assert.DoesNotContain($"/procedures/{sop}", await ToRead(clinic.Fay));
        var (row, revision, entry, name) = await clinic.Office.Server.InDatabase(async db =>
        {
            var row = await db.Acknowledgements.IgnoreQueryFilters().SingleAsync(row => db.Sops.IgnoreQueryFilters().Any(of => of.Id == row.SopId && of.Number == int.Parse(sop.Substring(4))));
            return (row, await db.Revisions.IgnoreQueryFilters().SingleAsync(revision => revision.SopId == row.SopId && revision.Number == row.Revision),
                await db.JournalRows.IgnoreQueryFilters().OrderByDescending(entry => entry.Index).FirstAsync(), await db.Members.IgnoreQueryFilters().Where(member => member.Id == row.MemberId).Select(member => member.Name).SingleAsync());
        });
        Assert.Equal(("Fay Oak", 1, revision.Sha256, revision.Seal), (name, row.Revision, row.Sha256, row.Seal));
        Assert.Equal(("ProcedureAcknowledged", row.At), (entry.Kind, entry.At));
        Assert.Contains($"Fay Oak acknowledged {sop} v1: has read it and will follow it.", (await clinic.Ida.Get("/journal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_material_change_asks_again_and_an_editorial_one_does_not()
    {
        var sop = await InForce(ForStaff);
        await Acknowledge(clinic.Dora, sop);

        await Next(sop, "Editorial");
        Assert.Equal("Fay", await Asked(sop));
        await Acknowledge(clinic.Fay, sop);
        await Next(sop, "Material", "4. Sleep {#sleep}\n");
        Assert.Equal("Dora Fay", await Asked(sop));
        await Next(sop, "Editorial", "5. Wake {#wake}\n");

        // Version 3 was material, so an acknowledgement of 1 or 2 says nothing of 4.
        Assert.Equal("Dora Fay", await Asked(sop));
        Assert.Equal([1, 2], await Rows(sop));
    }

    [Fact]
    public async Task The_page_says_what_changed_since_the_version_that_this_person_acknowledged()
    {
        var sop = await InForce(ForStaff);
        await Acknowledge(clinic.Dora, sop);
        await Next(sop, "Material");
        await Acknowledge(clinic.Fay, sop);
        await Next(sop, "Material", "4. Sleep {#sleep}\n");

        var (dora, fay) = ((await clinic.Dora.Get($"/procedures/{sop}")).Find("#acknowledge")!, (await clinic.Fay.Get($"/procedures/{sop}")).Find("#acknowledge")!);

        Assert.Equal("You have not acknowledged version 3", dora.QuerySelector("h2")!.TextContent);
        Assert.Contains("Since v1, which you acknowledged on 2 March 2026, 2 steps changed.", dora.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/procedures/{sop}/comparison?from=1&to=3", dora.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Since v2, which you acknowledged on 2 March 2026, one step changed.", fay.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await clinic.Fay.Get(fay.QuerySelector("a")!.GetAttribute("href")!)).Status);
    }

    [Fact]
    public async Task A_version_that_somebody_may_not_read_any_more_is_not_offered_for_comparison()
    {
        await clinic.Fill("Vault desk", "Emil Fir");
        var sop = await InForce("classification: restricted\naudience: [Vault desk]");
        await Acknowledge(clinic.Emil, sop);
        await clinic.Fill("Vault desk", "Fay Oak");
        await clinic.Ada.Edit(sop);
        await clinic.Ada.Save(sop, typed => typed.Replace("classification: restricted\naudience: [Vault desk]", "audience: [Emil Fir]", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.SeeOther, (await clinic.Ada.TryPublish(sop, ("summary", "No secret any more"), ("weight", "Material"))).Status);

        var mine = (await clinic.Emil.Get($"/procedures/{sop}")).Find("#acknowledge")!;

        Assert.Contains("You acknowledged v1 on 2 March 2026; you may not read that version any more.", mine.TextContent, StringComparison.Ordinal);
        Assert.Null(mine.QuerySelector("a"));
    }

    [Fact]
    public async Task Whoever_joins_the_audience_is_asked_for_the_version_in_force_and_whoever_leaves_it_is_not()
    {
        await clinic.Fill("Night desk", "Emil Fir");
        var sop = await InForce("audience: [Night desk]");
        await Next(sop, "Editorial");
        Assert.Equal("Emil", await Asked(sop));

        await clinic.Fill("Night desk", "Carl Ash");

        Assert.Equal("Carl", await Asked(sop));
        Assert.Equal(HttpStatusCode.Conflict, (await clinic.Emil.Post($"/procedures/{sop}/revisions/2/acknowledgement")).Status);
        await Acknowledge(clinic.Carl, sop);
        Assert.Equal([2], await Rows(sop));
    }

    [Fact]
    public async Task Two_requests_at_the_same_moment_acknowledge_once()
    {
        var sop = await InForce(ForStaff);
        var (one, two) = (await clinic.Dora.Get($"/procedures/{sop}"), await clinic.Dora.Get($"/procedures/{sop}"));

        clinic.Office.Server.Rendezvous.Of(2);
        var answers = await Task.WhenAll(one.Submit("#acknowledge form"), two.Submit("#acknowledge form"));

        Assert.All(answers, answer => Assert.Equal($"/procedures/{sop}", answer.Location));
        Assert.Equal([1], await Rows(sop));
        Assert.Single(await clinic.Office.Kinds($"procedure/{sop}"), "ProcedureAcknowledged");
    }

    [Fact]
    public async Task Only_the_version_in_force_is_acknowledged_and_only_by_whom_it_asks()
    {
        var sop = await InForce(ForStaff);
        var page = await clinic.Dora.Get($"/procedures/{sop}");
        await Next(sop, "Material");
        await clinic.Carl.Edit(sop);
        var size = await clinic.Office.JournalSize();

        var late = await page.Submit("#acknowledge form");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains($"{sop} v1 is superseded; only the version in force is acknowledged.", late.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await clinic.Dora.Post($"/procedures/{sop}/revisions/3/acknowledgement")).Status);
        Assert.Null((await clinic.Dora.Get($"/procedures/{sop}/revisions/3")).Find("#acknowledge"));
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Dora.Post($"/procedures/{sop}/revisions/9/acknowledgement")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await clinic.Emil.Post($"/procedures/{sop}/revisions/2/acknowledgement")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await clinic.Ida.Post($"/procedures/{sop}/revisions/2/acknowledgement")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await clinic.Dora.PostBare($"/procedures/{sop}/revisions/2/acknowledgement")).Status);
        var rival = await clinic.Office.Found($"Rival {sop}", "Rob Reed", $"rob@{sop.ToLowerInvariant()}.example");
        Assert.Equal(HttpStatusCode.NotFound, (await rival.Post($"/procedures/{sop}/revisions/2/acknowledgement")).Status);

        Assert.Equal(size, await clinic.Office.JournalSize() - 1);
        Assert.Empty(await Rows(sop));
    }

    [Fact]
    public async Task What_may_not_be_read_asks_nobody_and_names_itself_to_nobody()
    {
        // Written for everybody who may read it; that is not Emil.
        var sop = await InForce("audience: [everybody]\nclassification: secret");

        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Emil.Post($"/procedures/{sop}/revisions/1/acknowledgement")).Status);
        Assert.DoesNotContain($"/procedures/{sop}", await ToRead(clinic.Emil));
        Assert.DoesNotContain(sop, (await clinic.Emil.Get("/procedures?state=unacknowledged")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_distribution_list_says_of_everybody_on_it_whether_they_acknowledged_and_since_when_they_are_asked()
    {
        await clinic.Fill("Front desk", "Emil Fir", "Carl Ash", "Ida Fern", "Gil Rowan");
        var sop = await InForce("audience: [Front desk]");
        await Acknowledge(clinic.Gil, sop);
        await Next(sop, "Material");
        await Acknowledge(clinic.Carl, sop);
        await Acknowledge(clinic.Emil, sop);
        await Next(sop, "Editorial", "4. Sleep {#sleep}\n");
        await clinic.Fill("Front desk", "Carl Ash", "Ida Fern", "Gil Rowan");

        var page = await clinic.Ida.Get($"/procedures/{sop}/control");

        Assert.Equal(["Gil Rowan: not yet asked just now, last v1", "Carl Ash: v2 just now, still holds for v3", "Ida Fern: an auditor is not asked"],
            page.All("#distribution ~ table tbody tr").Select(row => $"{row.QuerySelector("th")!.TextContent}: {row.QuerySelectorAll("td")[1].TextContent.Trim()}"));
        Assert.Equal("1 of 2 acknowledged", page.Find("#distribution ~ p strong")!.TextContent);
        Assert.Contains("One person who is not on the list today", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_procedures_say_on_one_page_who_is_missing_and_one_member_what_they_still_owe()
    {
        await clinic.Fill("Night desk", "Emil Fir", "Fay Oak", "Ida Fern");
        var (lobby, silent) = (await InForce("audience: [Night desk]"), await InForce("summary: Nothing names anybody"));
        var vault = await InForce("classification: secret\naudience: [Fay Oak]");
        await Acknowledge(clinic.Fay, lobby);

        var all = await clinic.Ida.Get("/procedures/acknowledgements");

        Assert.Equal("1 of 2|Emil Fir", Row(all, lobby));
        Assert.Null(Row(all, silent));
        Assert.Null(Row(all, vault));
        Assert.Equal("0 of 1|Fay Oak", Row(await clinic.Fay.Get("/procedures/acknowledgements"), vault));
        var ofEmil = all.All("#acknowledgements td a").First(name => name.TextContent == "Emil Fir").GetAttribute("href")!;
        var owed = await clinic.Fay.Get(ofEmil);
        Assert.Equal("1 of 2|Emil Fir", Row(owed, lobby));
        Assert.Null(Row(owed, vault));
        await Acknowledge(clinic.Emil, lobby);
        Assert.Equal("2 of 2|nobody", Row(await clinic.Emil.Get("/procedures/acknowledgements"), lobby));
        Assert.Null(Row(await clinic.Ada.Get(ofEmil), lobby));

        static string? Row(Page page, string sop) => page.All("#acknowledgements tbody tr").SingleOrDefault(row => row.QuerySelector(".number")!.TextContent == sop) is not { } row ? null
            : string.Join('|', row.QuerySelectorAll("td").Skip(1).Take(2).Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task Programs_are_told_who_has_acknowledged_and_who_has_not()
    {
        await clinic.Fill("Dawn desk", "Emil Fir", "Fay Oak");
        var sop = await InForce("audience: [Dawn desk]");
        await Acknowledge(clinic.Fay, sop);

        var row = (await clinic.Ida.Http.GetFromJsonAsync<JsonElement>("/api/acknowledgements")).EnumerateArray().Single(row => row.GetProperty("number").GetString() == sop);

        Assert.Equal((1, 2, 1, "Emil Fir"), (row.GetProperty("version").GetInt32(), row.GetProperty("asked").GetInt32(), row.GetProperty("acknowledged").GetInt32(), row.GetProperty("missing").EnumerateArray().Single().GetProperty("member").GetString()));
        Assert.Empty((await clinic.Ida.Http.GetFromJsonAsync<JsonElement>("/api/acknowledgements?member=nobody")).EnumerateArray());
    }

    [Fact]
    public async Task Whoever_left_is_not_on_the_list_and_their_acknowledgement_stays()
    {
        var leaver = await clinic.Office.Join("Lea Holm");
        await clinic.Fill("Leaving desk", "Lea Holm", "Fay Oak");
        var sop = await InForce("audience: [Leaving desk]");
        await Acknowledge(leaver, sop);
        var id = (await clinic.Ada.Get("/settings/members")).All("a.cover").Single(link => link.TextContent == "Lea Holm").GetAttribute("href");
        Assert.Equal("/settings/members", (await (await clinic.Ada.Get(id + "/departure")).Submit("main form")).Location);

        var page = await clinic.Ida.Get($"/procedures/{sop}/control");

        Assert.Equal(["Fay Oak"], page.All("#distribution ~ table tbody th").Select(name => name.TextContent));
        Assert.Equal("0 of 1 acknowledged", page.Find("#distribution ~ p strong")!.TextContent);
        Assert.Equal([1], await Rows(sop));
    }

    [Fact]
    public async Task An_evidence_pack_says_who_had_acknowledged_the_version_that_was_followed()
    {
        var sop = await InForce(ForStaff);
        await Acknowledge(clinic.Dora, sop);
        await Next(sop, "Editorial");
        var run = await clinic.Fay.Start(sop);
        var before = await Index();
        await Acknowledge(clinic.Fay, sop);
        await Next(sop, "Material", "4. Sleep {#sleep}\n");
        await Acknowledge(clinic.Dora, sop);

        Assert.Contains("Dora Yew v1, which held for v2 2 March 2026", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Fay Oak v", before, StringComparison.Ordinal);
        var after = await Index();
        Assert.Contains("Fay Oak v2 2 March 2026", after, StringComparison.Ordinal);
        Assert.DoesNotContain("v3", after, StringComparison.Ordinal);

        async Task<string> Index()
        {
            using var zip = new ZipArchive(await clinic.Ida.Http.GetStreamAsync($"/runs/{run}/pack"));
            using var page = new StreamReader(zip.Entries.Single(entry => entry.Name == "index.html").Open());
            var table = (await new HtmlParser().ParseDocumentAsync(await page.ReadToEndAsync())).QuerySelector("#acknowledged ~ table")!;
            return string.Join('\n', table.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent))));
        }
    }

    [Fact]
    public async Task A_retired_procedure_asks_nobody_and_keeps_what_was_acknowledged()
    {
        var sop = await InForce(ForStaff);
        await Acknowledge(clinic.Dora, sop);
        await (await clinic.Ada.Get($"/procedures/{sop}")).Submit("form[action$='/retirement']", ("reason", "Nobody locks any more"));

        Assert.Equal("", await Asked(sop));
        Assert.DoesNotContain($"/procedures/{sop}", await ToRead(clinic.Fay));
        Assert.Equal(HttpStatusCode.Conflict, (await clinic.Fay.Post($"/procedures/{sop}/revisions/1/acknowledgement")).Status);
        Assert.Equal([1], await Rows(sop));
    }

    [Fact]
    public async Task Many_are_one_line_that_leads_to_a_list_of_them()
    {
        await clinic.Fill("Day desk", "Gil Rowan");
        var sops = new List<string>();
        for (var i = 0; i < 4; i++) sops.Add(await InForce("audience: [Day desk]"));

        var line = Assert.Single(await ToRead(clinic.Gil));
        Assert.Equal("/procedures?state=unacknowledged", line);
        var listed = (await clinic.Gil.Get(line)).All("td.number").Select(cell => cell.TextContent).ToList();
        Assert.Subset(listed.ToHashSet(), sops.ToHashSet());
        Assert.Contains($"Read and acknowledge {listed.Count} procedures", (await clinic.Gil.Get("/")).Text, StringComparison.Ordinal);
        await Acknowledge(clinic.Gil, sops[0]);
        Assert.DoesNotContain(sops[0], (await clinic.Gil.Get(line)).All("td.number").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task A_row_without_its_fact_is_not_saved()
    {
        var sop = await InForce(ForStaff);

        await Assert.ThrowsAsync<InvalidOperationException>(() => clinic.Office.Server.InDatabase(async db =>
        {
            var of = await db.Sops.IgnoreQueryFilters().SingleAsync(row => row.Number == int.Parse(sop.Substring(4)));
            db.Tenant = of.OrganizationId;
            db.Acknowledgements.Add(new() { OrganizationId = of.OrganizationId, SopId = of.Id, MemberId = await db.Members.Select(member => member.Id).FirstAsync(), Revision = 1, Sha256 = "", Seal = "", At = default });
            return await db.SaveChangesAsync();
        }));
    }
}
