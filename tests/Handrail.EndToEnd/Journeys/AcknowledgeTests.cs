using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Somebody is asked to acknowledge a procedure, and again when it changed; what they see is looked at on every screen.</summary>
public sealed class AcknowledgeTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    const string Text = "---\naudience: [ben.ack@northwind.example, ada@northwind.example]\n---\n# Close the till\n\n## Purpose\nThe money is right in the morning.\n\n## Steps\n1. Count the notes {#notes}\n2. Lock the till {#till}\n";

    [Fact]
    public async Task A_reader_acknowledges_a_version_and_what_changed_since()
    {
        await using var ada = await server.SignedIn();
        await using var ben = await server.Invited("Ben Okoro", "ben.ack@northwind.example");
        var look = new Look(ben);
        var sop = await Desk.Published(ada.Page, "Close the till", Text);

        var page = ben.Page;
        await page.GotoAsync("/");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Read and acknowledge “Close the till”" }).ClickAsync());
        await look.Here("acknowledge-first");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "I have read version 1 and will follow it" }).ClickAsync());
        await Assertions.Expect(page.Locator("#acknowledge")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("aside")).ToContainTextAsync("acknowledged v1");

        await ada.Page.Locator("aside form[action$='/draft'] button").ClickAsync();
        await ada.Page.ArriveAt("/draft/steps$");
        await ada.Page.LeadsOn(() => ada.Page.GetByRole(AriaRole.Link, new() { Name = "Source" }).ClickAsync());
        await ada.Page.Locator("#text").FillAsync((await ada.Page.Locator("#text").InputValueAsync()).Replace("Count the notes", "Count the notes and the coins", StringComparison.Ordinal));
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Editor.Writer.Saved(ada.Page);
        await Desk.Publish(ada.Page, sop);

        await page.GotoAsync("/");
        await look.Here("acknowledge-today");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Read and acknowledge “Close the till”" }).ClickAsync());
        await Assertions.Expect(page.Locator("#acknowledge")).ToContainTextAsync("one step changed");
        await look.Here("acknowledge-again");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Compare v1 with v2" }).ClickAsync());
        await Assertions.Expect(page.Locator("ins").First).ToContainTextAsync("and the coins");
        await page.GoBackAsync();
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "I have read version 2 and will follow it" }).ClickAsync());
        await page.GotoAsync($"/procedures/{sop}/control");
        await Assertions.Expect(page.Locator("#distribution ~ p strong")).ToHaveTextAsync("1 of 2 acknowledged");
        await look.Here("acknowledge-control");

        // The same without JavaScript.
        await using var plain = await server.SignedIn(script: false);
        await plain.Page.GotoAsync($"/procedures/{sop}");
        await plain.Page.GetByRole(AriaRole.Button, new() { Name = "I have read version 2 and will follow it" }).ClickAsync();
        await plain.Page.GotoAsync($"/procedures/{sop}/control");
        await Assertions.Expect(plain.Page.Locator("#distribution ~ p strong")).ToHaveTextAsync("2 of 2 acknowledged");

        Assert.Empty(ada.Complaints.Concat(ben.Complaints).Concat(plain.Complaints));
        look.Conclude();
    }
}
