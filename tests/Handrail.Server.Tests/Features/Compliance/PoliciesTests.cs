using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Compliance;

public sealed class PoliciesTests : IAsyncLifetime
{
    readonly Office _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();
    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    [Fact]
    public async Task Every_policy_is_listed_and_can_be_read()
    {
        var links = (await Ada.Get("/policies")).All("ul.items a.cover").Select(link => link.GetAttribute("href")!).ToList();

        Assert.True(links.Count >= 12);
        foreach (var link in links)
        {
            var page = await Ada.Get(link);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotEmpty(page.All("ol.items > li[id] p.clause"));
        }
    }

    [Fact]
    public async Task A_clause_shows_its_limit_its_procedure_and_its_controls()
    {
        var before = (await Ada.Get("/policies/access-control")).Find("#leavers")!;
        Assert.Matches(@"Limit: 24 h", before.TextContent);
        Assert.NotNull(before.QuerySelector("a[href^='/library/preview']"));
        Assert.NotNull(before.QuerySelector("a[href='/frameworks/iso27001#A.5.18']"));

        await Ada.Post("/library", ("template", "user-account-management/offboard-a-leaver.md"));

        Assert.NotNull((await Ada.Get("/policies/access-control")).Find("#leavers a[href='/procedures/SOP-001']"));
    }

    [Fact]
    public async Task A_clause_speaks_of_our_tools()
    {
        await Ada.Post("/environment/values", ("name", "organization"), ("value", "Northwind"));

        Assert.DoesNotContain("{{organization}}", (await Ada.Get("/policies/access-control")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_from_a_policy_leads_somewhere()
    {
        var page = await Ada.Get("/policies/access-control");

        foreach (var link in page.All("main ol.items a").Select(link => link.GetAttribute("href")!.Split('#')[0]).Distinct())
            Assert.True((await Ada.Get(link)).Status == HttpStatusCode.OK, link);
    }

    [Fact]
    public async Task A_control_is_a_gap_until_a_procedure_is_there_and_served_when_it_is_in_force()
    {
        Assert.Equal("Offered", await Standing("A.5.18"));
        Assert.Equal("No", await Standing("4.1"));
        var sop = await Ada.Add("---\ntitle: Review of rights\ncontrols: [iso27001:A.5.18]\n---\n\n# Review of rights\n\n## Steps\n1. Look at the list {#look}\n");
        Assert.Equal("DraftOnly", await Standing("A.5.18"));

        await Ada.TryPublish(sop);

        Assert.Equal("InForce", await Standing("A.5.18"));
        var groups = (await Ada.Get("/frameworks/iso27001")).All("section.group > h2").Select(heading => heading.Id).ToList();
        Assert.Equal(["Offered", "No", "InForce"], groups);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/policies/none")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/frameworks/none")).Status);
    }

    /// <summary>The part of the page a control stands in.</summary>
    async Task<string> Standing(string control) =>
        (await Ada.Get("/frameworks/iso27001")).All("section.group").Single(section => section.QuerySelectorAll("li").Any(item => item.Id == control)).QuerySelector("h2")!.Id!;
}
