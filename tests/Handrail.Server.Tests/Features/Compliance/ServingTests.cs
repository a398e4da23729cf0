using System.Net;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Compliance;

/// <summary>Which policies are offered because procedures serve them, and what standards are served: what the texts that hold say, told by rows that go with them.</summary>
public sealed class ServingTests : IAsyncLifetime
{
    readonly Office _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();
    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    static string Text(string header) => $"---\n{header}\n---\n# Lock up\n\n## Steps\n1. Lock the front door {{#front}}\n";

    static async Task<string?> Offered(Browser browser) => (await browser.Get("/policies")).Find("main form[action='/policies'] button")?.TextContent;

    [Fact]
    public async Task A_draft_serves_until_there_is_a_text_in_force_and_then_that_does()
    {
        var sop = await Ada.Add(Text("policies: [access-control#joiners, backup-and-recovery#schedule]\ncontrols: [iso27001:A.5.18]"));
        Assert.Equal("Take the 2 policies your procedures serve", await Offered(Ada));

        await Ada.Save(sop, text => text.Replace(", backup-and-recovery#schedule", "", StringComparison.Ordinal));
        Assert.Equal("Take the policy your procedures serve", await Offered(Ada));

        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop)).Status);
        await Ada.Edit(sop);
        await Ada.Save(sop, text => text.Replace("policies: [access-control#joiners]\ncontrols: [iso27001:A.5.18]", "controls: [iso27001:A.8.13]", StringComparison.Ordinal));
        Assert.Equal("Take the policy your procedures serve", await Offered(Ada));
        Assert.Equal(["access-control#joiners", "iso27001:A.5.18"], (await Rows()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_text_in_force_takes_its_place()
    {
        var sop = await Ada.Publish(Text("policies: [access-control#joiners]\ncontrols: [iso27001:A.5.18]"));
        await Ada.Edit(sop);
        await Ada.Save(sop, text => text.Replace("policies: [access-control#joiners]\ncontrols: [iso27001:A.5.18]", "controls: [iso27001:A.8.13]", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop, ("summary", "It serves another control"))).Status);

        Assert.Null(await Offered(Ada));
        Assert.Equal(["iso27001:A.8.13"], await Rows());
        Assert.Contains("SOP-001", (await Ada.Get("/frameworks/iso27001")).Find("#" + "A\\.8\\.13")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("SOP-001", (await Ada.Get("/frameworks/iso27001")).Find("#" + "A\\.5\\.18")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_followed_no_more_and_what_is_for_others_offers_nothing()
    {
        var sop = await Ada.Publish(Text("policies: [access-control#joiners]"));
        await Ada.Publish(Text("policies: [backup-and-recovery#schedule]\nclassification: secret\naudience: [Ada Pine]"), "secret.md");
        var carl = await _office.Join("Carl Ash");

        Assert.Equal("Take the 2 policies your procedures serve", await Offered(Ada));
        Assert.Equal("Take the policy your procedures serve", await Offered(carl));
        await (await Ada.Get("/procedures/" + sop)).Submit("form[action$='/retirement']", ("reason", "Nobody locks any more"));
        Assert.Equal("Take the policy your procedures serve", await Offered(Ada));
        Assert.Null(await Offered(carl));
    }

    Task<List<string>> Rows() => _office.Server.InDatabase(db => db.Servings.IgnoreQueryFilters().Select(row => row.Name).ToListAsync());
}
