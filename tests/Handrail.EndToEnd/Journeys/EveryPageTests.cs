using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Every page, on a laptop and on a phone, in light and in dark: readable for everybody, and never wider than the screen.</summary>
public sealed class EveryPageTests(Chromium chromium)
{
    [Fact]
    public async Task Pages_of_procedures_are_accessible_on_every_screen()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        var look = new Look(visit);
        await ClaimedServer.Claim(server, visit);
        await look.At("library", "/library");
        await look.At("procedures-empty", "/procedures");
        await look.At("runs-empty", "/runs");
        await look.At("import", "/procedures/import");
        await Desk.Bring(visit.Page, new FilePayload { Name = "close.md", MimeType = "text/markdown", Buffer = System.Text.Encoding.UTF8.GetBytes(Texts.Close) });
        await look.Here("import-preview");
        await Desk.Accept(visit.Page);
        await look.Here("draft");
        var sop = await Desk.Take(visit.Page, "user-account-management/offboard-a-leaver.md");
        await look.At("publish", $"/procedures/{sop}/publication");
        await Desk.Publish(visit.Page, sop);
        await look.Here("document");
        await look.At("flow", $"/procedures/{sop}/flow");
        await look.At("history", $"/procedures/{sop}/history");
        await look.At("procedures", "/procedures");
        await look.At("search-found", "/procedures?q=leaver");
        await look.At("search-nothing", "/procedures?q=zeppelin");
        await look.At("start-run", $"/procedures/{sop}/runs/new");
        look.Conclude();
    }

    [Fact]
    public async Task Pages_of_people_and_proof_are_accessible_on_every_screen()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        var (look, page) = (new Look(visit), visit.Page);
        await ClaimedServer.Claim(server, visit);
        await look.At("journal", "/journal");
        await look.At("entry", "/journal/0");
        await look.At("account", "/settings");
        await look.At("second-factor", "/settings/second-factor");
        await look.At("tokens", "/settings/tokens");
        await page.GetByLabel("Name").FillAsync("HR system");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await page.Locator(".notice.ok code").WaitForAsync();
        await look.Here("token-made");
        await look.At("members", "/settings/members");
        await page.GotoAsync("/no-such-page");
        visit.Forgive("404");
        await look.Here("not-found");
        await using var stranger = await chromium.Visit(server.Url);
        var door = new Look(stranger);
        await door.At("sign-in", "/sign-in");
        look.Conclude();
        door.Conclude();
    }
}
