using System.Text;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>What people do with procedures before a run. Each returns the label, such as "SOP-001", or leaves the page where it says.</summary>
static class Desk
{
    /// <param name="path">In the library: "user-account-management/offboard-a-leaver.md".</param>
    public static async Task<string> Take(IPage page, string path)
    {
        await page.GotoAsync("/library");
        await page.Locator($"form:has(input[value='{path}']) button").ClickAsync();
        await page.ArriveAt("/procedures/SOP-");
        return new Uri(page.Url).Segments[^1];
    }

    /// <summary>Hands files to the import form, and arrives at the preview.</summary>
    public static async Task Bring(IPage page, params FilePayload[] files)
    {
        await page.GotoAsync("/procedures/import");
        await page.GetByLabel("Files").SetInputFilesAsync(files);
        await page.GetByRole(AriaRole.Button, new() { Name = "Read them" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).Filter(new() { HasNotText = "Import procedures" }).WaitForAsync();
    }

    /// <summary>Accepts all that is ticked in the preview.</summary>
    public static async Task Accept(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept as drafts" }).First.ClickAsync();
        await page.ArriveAt("^(?!.*/import)");
    }

    /// <summary>Brings in one text and publishes it.</summary>
    public static async Task<string> Published(IPage page, string title, string markdown)
    {
        await Bring(page, new FilePayload { Name = title + ".md", MimeType = "text/markdown", Buffer = Encoding.UTF8.GetBytes(markdown) });
        await Accept(page);
        var sop = await LabelOf(page, title);
        await Publish(page, sop);
        return sop;
    }

    /// <summary>The label of the procedure with this title, from the list.</summary>
    public static async Task<string> LabelOf(IPage page, string title)
    {
        await page.GotoAsync("/procedures");
        var link = page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true });
        return (await link.GetAttributeAsync("href"))!.Split('/')[^1];
    }

    /// <summary>Publishes, and answers what the text asks about the organisation.</summary>
    public static async Task Publish(IPage page, string sop)
    {
        await page.GotoAsync($"/procedures/{sop}/publication");
        foreach (var answer in await page.Locator("input[name^='env-']").AllAsync()) await answer.FillAsync("Beacon");
        await page.Locator("#summary").FillAsync("First version");
        await page.GetByLabel("Your password").FillAsync(ClaimedServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.ArriveAt($"/procedures/{sop}$");
    }

    /// <summary>Starts a live run with something in every field, and arrives at its first step.</summary>
    /// <returns>The label, such as "R-1001".</returns>
    public static async Task<string> Start(IPage page, string sop)
    {
        await page.GotoAsync($"/procedures/{sop}/runs/new");
        await Walk.FillIn(page.Locator("form[action$='/runs']"));
        await page.GetByLabel("live").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.ArriveAt("/runs/R-");
        return new Uri(page.Url).Segments[^1];
    }
}
