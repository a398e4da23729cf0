using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Web;

/// <summary>Pages of procedures are kept and answered again. Nobody notices, except that they are fast.</summary>
public sealed class KeptPagesTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    /// <summary>Asks again, as a browser does that has the page of an earlier answer.</summary>
    static Task<Page> Again(Browser browser, string path, Page earlier)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", TagOf(earlier));
        return browser.Send(request);
    }

    static string TagOf(Page page) => page.Response.Headers.ETag?.ToString() ?? throw new InvalidOperationException("The page has no tag.");

    /// <summary>Opened twice, so that what comes back is the page that was kept.</summary>
    static async Task<Page> Kept(Browser browser, string path)
    {
        await browser.Get(path);
        return await browser.Get(path);
    }

    static async Task<string> Address(Browser by) => "/procedures/" + await by.Publish(Writing.Doors);

    [Fact]
    public async Task A_page_the_browser_has_is_not_sent_again()
    {
        var path = await Address(Ada);
        var page = await Kept(Ada, path);
        Assert.Contains("Lock the front door", page.Text, StringComparison.Ordinal);
        Assert.Equal("private, no-cache", Assert.Single(page.Response.Headers.GetValues("Cache-Control").Select(value => string.Join(", ", value.Split(", ").Order(StringComparer.Ordinal).Reverse()))));
        var again = await Again(Ada, path, page);
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.Equal("", again.Body);
        Assert.Equal(TagOf(page), TagOf(again));
    }

    [Fact]
    public async Task A_kept_page_is_whole()
    {
        var page = await Kept(Ada, await Address(Ada));
        Assert.EndsWith("</html>", page.Body.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(page.Body), page.Response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Whatever_happens_to_a_procedure_is_on_its_page_at_once()
    {
        var sop = await Ada.Publish(Writing.Doors);
        var path = "/procedures/" + sop;
        async Task Shows(string words, Func<Task> happens)
        {
            var before = await Kept(Ada, path);
            Assert.DoesNotContain(words, before.Body, StringComparison.Ordinal);
            await happens();
            var after = await Again(Ada, path, before);
            Assert.Equal(HttpStatusCode.OK, after.Status);
            Assert.Contains(words, after.Body, StringComparison.Ordinal);
        }

        await Shows("/runs/R-", () => Ada.Start(sop));
        await Shows("/revisions/2\"", () => Ada.Edit(sop));
        await Ada.Save(sop, text => text.Replace("the back door", "the garden door", StringComparison.Ordinal));
        await Shows("the garden door", async () => Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop, ("summary", "The back door is bricked up"))).Status));
        await Shows("This procedure is not followed any more.", async () => await (await Ada.Get(path)).Submit("form[action$='/retirement']", ("reason", "Nobody locks any more")));
    }

    [Fact]
    public async Task The_version_before_says_so_as_soon_as_another_is_in_force()
    {
        var sop = await Ada.Publish(Writing.Doors);
        var path = $"/procedures/{sop}/revisions/1";
        var before = await Kept(Ada, path);
        await Ada.Edit(sop);
        await Ada.Save(sop, text => text + "3. Lock the gate {#gate}\n");
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop, ("summary", "A gate"))).Status);
        Assert.Contains("This is an earlier version.", (await Again(Ada, path, before)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_being_written_is_made_anew_each_time()
    {
        var sop = await Ada.Draft("Count the till");
        var page = await Kept(Ada, "/procedures/" + sop);
        Assert.Contains("Lock the back door", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Response.Headers.ETag);
        Assert.Contains("no-store", page.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        await Ada.Save(sop, text => text.Replace("the back door", "the till", StringComparison.Ordinal));
        Assert.Contains("Lock the till", (await Ada.Get("/procedures/" + sop)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gets_the_page_of_somebody_else()
    {
        var path = await Address(Ada);
        var hers = await Kept(Ada, path);
        Assert.NotNull(hers.Find("form[action$='/retirement']"));
        var (carl, ida) = (await office.Join("Carl Ash"), await office.Join("Ida Fern", Permission.Auditor));
        foreach (var (browser, name) in new[] { (carl, "Carl Ash"), (ida, "Ida Fern") })
        {
            var theirs = await Again(browser, path, hers);
            Assert.Equal(HttpStatusCode.OK, theirs.Status);
            Assert.Contains("by " + name, theirs.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Ada Pine", theirs.Find(".rail")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Null((await Kept(ida, path)).Find("main form[method=post]"));
    }

    [Fact]
    public async Task The_same_address_in_another_organization_is_another_page()
    {
        var path = await Address(Ada);
        var hers = await Kept(Ada, path);
        var zoe = await office.Found("Southwind Optics", "Zoe Plum", "zoe@southwind.example");
        Assert.Equal(HttpStatusCode.NotFound, (await Again(zoe, path, hers)).Status);
        for (var at = await zoe.Publish("# Feed the cat\n\n1. Open a tin {#tin}\n"); !path.EndsWith(at, StringComparison.Ordinal);) at = await zoe.Publish("# Feed the cat\n\n1. Open a tin {#tin}\n");
        var theirs = await Again(zoe, path, hers);
        Assert.Contains("Feed the cat", theirs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Northwind", theirs.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_may_no_longer_do_is_no_longer_offered()
    {
        var path = await Address(Ada);
        var gil = await office.Join("Gil Rowan");
        var before = await Kept(gil, path);
        Assert.NotNull(before.Find("aside form[action$='/draft']"));
        var link = (await Ada.Get("/settings/members")).All("a[href^='/settings/members/']").First(anchor => anchor.TextContent.Contains("Gil Rowan", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await (await Ada.Get(link)).Submit($"form[action='{link}']", ("permission", "Auditor"))).Status);
        var after = await Again(gil, path, before);
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Null(after.Find("aside form[action$='/draft']"));
    }

    [Fact]
    public async Task The_forms_of_a_kept_page_are_taken_from_its_member_and_from_nobody_else()
    {
        var path = await Address(Ada);
        var (dora, emil) = (await office.Join("Dora Yew"), await office.Join("Emil Fir"));
        var kept = await Kept(dora, path);
        var token = kept.Find("aside form[action$='/draft'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.BadRequest, (await emil.PostBare($"{path}/revisions/1/draft", ("__RequestVerificationToken", token))).Status);
        Assert.Equal($"{path}/draft/steps", (await kept.Submit("aside form[action$='/draft']")).Location);
    }

    [Fact]
    public async Task The_copy_of_whoever_used_the_browser_before_is_not_taken_for_the_new_ones()
    {
        var path = await Address(Ada);
        await office.Join("Kim Low");
        var shared = await office.Join("Hal Low");
        var his = await Kept(shared, path);
        var left = await (await shared.Get("/")).Submit("form[action='/sign-out']");
        Assert.Equal("\"cache\"", Assert.Single(left.Response.Headers.GetValues("Clear-Site-Data")));
        Assert.StartsWith("/sign-in", (await Again(shared, path, his)).Location, StringComparison.Ordinal);
        await shared.SignIn(Office.EmailOf("Kim Low"), TestServer.Password);
        var hers = await Again(shared, path, his);
        Assert.Equal(HttpStatusCode.OK, hers.Status);
        Assert.Contains("by Kim Low", hers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_on_a_printed_page_is_never_older_than_a_minute()
    {
        var path = await Address(Ada);
        var page = await Kept(Ada, path);
        var printed = office.Server.Clock.GetUtcNow().AddMinutes(1).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        office.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await Again(Ada, path, page);
        Assert.Equal(HttpStatusCode.OK, later.Status);
        Assert.Contains($"{printed} UTC by Ada Pine", later.Find(".controlled")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_on_a_page_is_the_one_it_was_asked_for_at()
    {
        var path = await Address(Ada);
        await Kept(Ada, path);
        var elsewhere = await Ada.Send(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "handrail.northwind.example" } });
        Assert.Contains($"http://handrail.northwind.example{path}", elsewhere.Find(".controlled")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_kept_either()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/procedures/SOP-999")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/procedures/SOP-999")).Status);
    }
}
