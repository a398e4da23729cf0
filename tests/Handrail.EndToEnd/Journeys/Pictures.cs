using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Not a check: `dev pictures` takes the pictures of the README with it. HANDRAIL_PICTURES names the folder.</summary>
public sealed class Pictures(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    [Fact(Explicit = true)]
    public async Task Of_the_way_from_a_procedure_to_its_record()
    {
        var folder = Environment.GetEnvironmentVariable("HANDRAIL_PICTURES") ?? Built.Screenshots;
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        await page.SetViewportSizeAsync(1280, 800);
        var sop = await Desk.Take(page, "user-account-management/offboard-a-leaver.md");
        await Desk.Publish(page, sop);
        await Take("procedure", $"/procedures/{sop}");
        await Take("flow-chart", $"/procedures/{sop}/flow");
        var run = await Desk.Start(page, sop);
        await Take("run-step", $"/runs/{run}?step=disable-account");
        await page.SetViewportSizeAsync(390, 844);
        await Take("run-step-phone", $"/runs/{run}");
        await page.SetViewportSizeAsync(1280, 800);
        for (var acts = 0; acts < 4; acts++) await Walk.Act(page);
        var other = await Desk.Published(page, Texts.CloseTitle, Texts.Close);
        await Desk.Start(page, other);
        await Take("today", "/");
        await page.GotoAsync("/runs/" + run);
        await Walk.On(page);
        await Take("record", $"/runs/{run}/record");

        async Task Take(string name, string path)
        {
            await page.GotoAsync(path);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
        }
    }
}
