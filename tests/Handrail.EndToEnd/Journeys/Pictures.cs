using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Not a check: `dev pictures` takes the pictures of the README with it. HANDRAIL_PICTURES names the folder.</summary>
public sealed class Pictures(ClaimedServer server, Chromium chromium) : IClassFixture<ClaimedServer>
{
    static string Folder => Environment.GetEnvironmentVariable("HANDRAIL_PICTURES") ?? Built.Screenshots;

    /// <summary>Of the demonstration, which has a history to look at.</summary>
    [Fact(Explicit = true)]
    public async Task Of_the_way_from_a_procedure_to_its_record()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        await page.SetViewportSizeAsync(1280, 800);
        await DemonstrationTests.Open(page);
        // The banner is on every page of a demonstration; in a picture it says nothing about the product.
        await page.Context.AddInitScriptAsync("document.addEventListener('DOMContentLoaded', () => document.querySelector('.demonstration')?.remove())");
        await Take("today", "/");
        await Take("procedure", "/procedures/SOP-002");
        await Take("flow-chart", "/procedures/SOP-002/flow");
        await Take("runs", "/runs");
        await page.GotoAsync("/runs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Phishing" }).First.ClickAsync();
        var run = new Uri(page.Url).AbsolutePath;
        await Take("run-step", run);
        await page.SetViewportSizeAsync(390, 844);
        await Take("run-step-phone", run);
        await page.SetViewportSizeAsync(1280, 800);
        await Take("record", "/runs/R-1007/record");
        await Take("journal", "/journal");

        async Task Take(string name, string path)
        {
            await page.GotoAsync(path);
            await Of(page, name);
        }
    }

    [Fact(Explicit = true)]
    public async Task Of_the_first_hour_from_the_claim_to_a_finished_run()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        var page = visit.Page;
        await page.SetViewportSizeAsync(1280, 800);
        await page.GotoAsync("/claim");
        await Of(page, "claim");
        await ClaimedServer.Claim(server, visit);
        await Of(page, "claimed");
        await FirstHour.Through(page, stage => Of(page, stage));
    }

    static async Task Of(IPage page, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
}
