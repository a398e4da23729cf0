using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.ToolChanges;

/// <summary>What changed, for those who knew it as it was, and for nobody else.</summary>
public sealed class WhatChangesForMeTests : IAsyncLifetime
{
    const string Reset = "# Reset\n\n## Steps\n1. Open {{identity_provider}} {#open}\n2. Press Reset in Okta {#press}\n3. Tell the caller {#tell}\n";
    const string Close = "# Close\n\n## Steps\n1. Block the person in Okta {#block}\n   - Role: Service desk\n";
    const string Watch = "# Watch\n\n## Steps\n1. Read the log of Okta {#read}\n   - Role: Night shift\n";

    readonly Office _office = new();

    string _reset = "", _close = "", _watch = "";

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        await Ada.Post("/environment", ("name", "Okta"), ("kind", "Identity provider"));
        (_reset, _close, _watch) = (await Ada.Publish(Reset), await Ada.Publish(Close), await Ada.Publish(Watch));
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    /// <summary>As it stands with the procedure, or null where nothing is said.</summary>
    static async Task<string?> Notice(Browser browser, string path) => (await browser.Get(path)).All(".notice").Select(notice => notice.TextContent.Trim()).FirstOrDefault(text => text.StartsWith("Changed since", StringComparison.Ordinal));

    async Task ChangeTool(params string[] inForce)
    {
        await (await Ada.Get("/environment/systems/okta/change?to=Keycloak")).Submit("form#change");
        foreach (var sop in inForce) await Ada.TryPublish(sop, ("summary", "Another tool"));
    }

    async Task<Browser> ServiceDesk()
    {
        var gus = await _office.Join("Gus Bay");
        var member = (await Ada.Get("/settings/members")).All("a.cover").Single(link => link.TextContent.Contains("Gus Bay", StringComparison.Ordinal)).GetAttribute("href")!.Split('/')[^1];
        await Ada.Post("/settings/roles", ("role", "Service desk"), ("to", member));
        return gus;
    }

    [Fact]
    public async Task Whoever_ran_it_reads_what_is_otherwise_since_then_and_nobody_else()
    {
        var (gus, hal, ida) = (await _office.Join("Gus Bay"), await _office.Join("Hal Fir"), await _office.Join("Ida Fern", Permission.Auditor));
        var run = await gus.Start(_reset);
        await hal.Act(run, "open", "completion", ("outcome", "done"));
        var newcomer = await _office.Join("Ivy Elm");
        _office.Server.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Null(await Notice(gus, "/procedures/" + _reset));

        await ChangeTool(_reset);

        Assert.Equal("Changed since you last ran it on 2 March 2026: 2 steps. See what changed", await Notice(gus, "/procedures/" + _reset));
        Assert.Equal("Changed since you last ran it on 2 March 2026: 2 steps. See what changed", await Notice(hal, $"/procedures/{_reset}/runs/new"));
        Assert.Null(await Notice(Ada, "/procedures/" + _reset));
        Assert.Null(await Notice(newcomer, "/procedures/" + _reset));
        Assert.Null(await Notice(ida, "/procedures/" + _reset));
        var link = (await gus.Get("/procedures/" + _reset)).Find(".notice a[href*='/comparison']")!.GetAttribute("href")!;
        Assert.Equal($"/procedures/{_reset}/comparison?from=1&to=2", link);
        Assert.Equal(["Okta", "Okta"], (await gus.Get(link)).All("[aria-labelledby=steps] del").Select(gone => gone.TextContent));
    }

    [Fact]
    public async Task A_run_of_the_new_version_settles_it()
    {
        var gus = await _office.Join("Gus Bay");
        await gus.Start(_reset);
        await ChangeTool(_reset);

        await gus.Start(_reset);

        Assert.Null(await Notice(gus, "/procedures/" + _reset));
    }

    [Fact]
    public async Task Several_versions_later_it_is_compared_with_the_one_they_ran()
    {
        var gus = await _office.Join("Gus Bay");
        await gus.Start(_reset);
        await ChangeTool(_reset);
        await Ada.Edit(_reset);
        await Ada.Save(_reset, text => text.Replace("Tell the caller", "Tell the caller why", StringComparison.Ordinal));
        await Ada.TryPublish(_reset, ("summary", "Why"));

        Assert.Equal("Changed since you last ran it on 2 March 2026: 3 steps. See what changed", await Notice(gus, "/procedures/" + _reset));
        Assert.NotNull((await gus.Get("/procedures/" + _reset)).Find($".notice a[href='/procedures/{_reset}/comparison?from=1&to=3']"));
    }

    [Fact]
    public async Task Whoever_wrote_the_version_before_is_told_of_the_one_that_others_made()
    {
        var gus = await _office.Join("Gus Bay");
        await gus.Edit(_close);
        await gus.Save(_close, text => text.Replace("Block the person", "Block the leaver", StringComparison.Ordinal));
        await Ada.TryPublish(_close, ("summary", "Clearer"));
        Assert.Null(await Notice(gus, "/procedures/" + _close));

        await ChangeTool(_close);

        Assert.Equal("Changed since v2, which you worked on: one step. See what changed", await Notice(gus, "/procedures/" + _close));
    }

    [Fact]
    public async Task A_change_of_tool_shows_each_person_the_procedures_that_concern_them_and_only_what_changes_there()
    {
        var gus = await ServiceDesk();
        await gus.Start(_reset);
        await ChangeTool(_reset, _close);

        var mine = await gus.Get("/environment/changes/T-1/mine");

        Assert.Contains("2 procedures, 3 steps.", mine.Text, StringComparison.Ordinal);
        Assert.Equal(["1 Open Keycloak", "2 Press Reset in Keycloak", "1 Block the person in Keycloak"], mine.All(".difference h3").Select(heading => heading.FirstChild!.TextContent.Trim()));
        Assert.DoesNotContain("Tell the caller", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Watch", mine.Text, StringComparison.Ordinal);
        Assert.Contains("One procedure is not in force yet", mine.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing, so far as it is in force", (await (await _office.Join("Ivy Elm")).Get("/environment/changes/T-1/mine")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stands_on_Today_until_it_is_taken_off_and_again_when_more_comes_into_force()
    {
        var gus = await ServiceDesk();
        await gus.Start(_reset);
        await ChangeTool(_close);
        var today = await gus.Get("/");
        Assert.Contains("From Okta to Keycloak", today.Find("[aria-labelledby=tools]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("One procedure that concerns you", today.Text, StringComparison.Ordinal);
        Assert.Null((await Ada.Get("/")).Find("[aria-labelledby=tools]"));
        var size = await _office.JournalSize();

        Assert.Equal("/", (await (await gus.Get("/environment/changes/T-1/mine")).Submit("form[action$='/mine']")).Location);

        Assert.Equal(size, await _office.JournalSize());
        Assert.Null((await gus.Get("/")).Find("[aria-labelledby=tools]"));
        Assert.Null((await gus.Get("/environment/changes/T-1/mine")).Find("form[action$='/mine']"));
        _office.Server.Clock.Advance(TimeSpan.FromHours(1));
        await Ada.TryPublish(_reset, ("summary", "Another tool"));
        Assert.Contains("From Okta to Keycloak", (await gus.Get("/")).Find("[aria-labelledby=tools]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_may_not_read_is_not_among_it()
    {
        var gus = await ServiceDesk();
        var hidden = await Ada.Publish("---\nclassification: secret\naudience: [Ada Pine]\n---\n# Open the vault\n\n## Steps\n1. Fetch the key from Okta {#key}\n   - Role: Service desk\n");
        await ChangeTool(_close, hidden);

        var mine = await gus.Get("/environment/changes/T-1/mine");

        Assert.Contains("One procedure, one step.", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("vault", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_watch, mine.Text, StringComparison.Ordinal);
        Assert.Contains("One procedure that concerns you", (await gus.Get("/")).Text, StringComparison.Ordinal);
    }
}
