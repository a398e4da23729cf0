using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>The laboratory does a procedure in its own way and hears of the base; each new page is looked at on every screen.</summary>
public sealed class VariantTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    const string Base = "---\nsummary: Nobody comes in at night.\n---\n# Close the house\n\n## Purpose\nNothing stays open.\n\n## Steps\n1. Close the window {#window}\n2. Lock the door {#door}\n3. Set the alarm {#alarm}\n";

    [Fact]
    public async Task A_department_goes_its_own_way_and_takes_over_what_its_base_learns()
    {
        await using var ada = await server.SignedIn();
        var (page, look) = (ada.Page, new Look(ada));
        var sop = await Desk.Published(page, "Close the house", Base);

        await page.GotoAsync($"/procedures/{sop}");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Make a variant for a department" }).ClickAsync());
        await look.Here("variant-new");
        await page.GetByLabel("Department").FillAsync("Laboratory");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the variant" }).ClickAsync();
        await page.ArriveAt($"/procedures/{sop}-LAB/draft/steps");
        var variant = sop + "-LAB";
        await Change(page, variant, "Set the alarm", "Set the alarm and the fume hood to night");
        await Desk.Publish(page, variant);

        await page.GotoAsync($"/procedures/{sop}/revisions/1");
        await page.Locator("aside form[action$='/draft'] button").ClickAsync();
        await page.ArriveAt("/draft/steps$");
        await Change(page, sop, "Lock the door", "Lock the door twice");
        await Desk.Publish(page, sop);
        await Assertions.Expect(page.Locator(".variants")).ToContainTextAsync("follows v1; not up to date");
        await look.Here("variant-base");

        await page.GotoAsync($"/procedures/{variant}");
        await Assertions.Expect(page.Locator("#alarm .own-way")).ToContainTextAsync($"differs from {sop}");
        await look.Here("variant");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = $"Differs from {sop}", Exact = true }).First.ClickAsync());
        await Assertions.Expect(page.Locator("#difference-alarm ins")).ToHaveTextAsync("and the fume hood to night");
        await look.Here("variant-difference");

        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "See what is new" }).ClickAsync());
        await look.Here("variant-update");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin a draft with it" }).ClickAsync();
        await page.ArriveAt($"/procedures/{variant}/draft/steps$");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Source" }).ClickAsync());
        var text = await page.Locator("#text").InputValueAsync();
        Assert.Contains("Lock the door twice", text, StringComparison.Ordinal);
        Assert.Contains("the fume hood to night", text, StringComparison.Ordinal);

        Assert.Empty(ada.Complaints);
        look.Conclude();
    }

    /// <summary>In the source of the draft.</summary>
    static async Task Change(IPage page, string sop, string old, string now)
    {
        await page.GotoAsync($"/procedures/{sop}/draft");
        var text = await page.Locator("#text").InputValueAsync();
        Assert.Contains(old, text, StringComparison.Ordinal);
        await page.Locator("#text").FillAsync(text.Replace(old, now, StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Editor.Writer.Saved(page);
    }
}
