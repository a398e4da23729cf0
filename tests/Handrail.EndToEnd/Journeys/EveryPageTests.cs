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
        await look.At("reviews-empty", "/reviews");
        await look.At("import", "/procedures/import");
        await Desk.Bring(visit.Page, new FilePayload { Name = "close.md", MimeType = "text/markdown", Buffer = System.Text.Encoding.UTF8.GetBytes(Texts.Close) });
        await look.Here("import-preview");
        await Desk.Accept(visit.Page);
        await look.Here("draft");
        await look.At("draft-steps", "/procedures/SOP-001/draft/steps");
        var sop = await Desk.Take(visit.Page, "user-account-management/offboard-a-leaver.md");
        await look.At("publish", $"/procedures/{sop}/publication");
        await Desk.Publish(visit.Page, sop);
        await look.Here("document");
        await look.At("flow", $"/procedures/{sop}/flow");
        await look.At("history", $"/procedures/{sop}/history");
        await look.At("review", $"/procedures/{sop}/review");
        await look.At("reviews", "/reviews?show=all");
        await look.At("procedures", "/procedures");
        await look.At("search-found", "/procedures?q=leaver");
        await look.At("search-nothing", "/procedures?q=zeppelin");
        await look.At("start-run", $"/procedures/{sop}/runs/new");
        look.Conclude();
    }

    [Fact]
    public async Task Pages_of_runs_are_accessible_on_every_screen()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        var (look, page) = (new Look(visit), visit.Page);
        await ClaimedServer.Claim(server, visit);
        var sop = await Desk.Published(page, Texts.CloseTitle, Texts.Close);
        var run = await Desk.Start(page, sop);
        await look.Here("run-checkpoint");
        await Walk.Press(page, page.Locator("#now button[value=failed]"));
        await look.Here("run-failing");
        await page.Locator("#reason").FillAsync("The handle is broken.");
        await Walk.Press(page, page.Locator("#now form[action$='/failure'] button.primary"));
        await look.Here("run-failed");
        await Walk.Press(page, page.Locator("#now form[action$='/retry'] button"));
        await Walk.Act(page);
        await look.Here("run-field");
        await look.At("today", "/");
        await look.At("run", "/runs/" + run);
        await Walk.Act(page);
        await look.Here("run-decision");
        await Walk.Press(page, page.Locator("#now form.answers button[name=answer]").First);
        await look.Here("run-items");
        await Walk.On(page);
        Assert.True(await Walk.HasEnded(page), await Walk.Standing(page));
        await look.Here("run-ended");
        await look.At("record", $"/runs/{run}/record");
        await look.At("path", $"/runs/{run}/path");
        await look.At("runs", "/runs");
        look.Conclude();
    }

    [Fact]
    public async Task Pages_of_people_and_proof_are_accessible_on_every_screen()
    {
        await using var server = await RunningServer.Start(null, ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"), ("Mail:From", "handrail@example.org"), ("PublicUrl", "https://handrail.example.org"));
        await using var visit = await chromium.Visit(server.Url);
        var (look, page) = (new Look(visit), visit.Page);
        await ClaimedServer.Claim(server, visit);
        await look.At("journal", "/journal");
        await look.At("entry", "/journal/0");
        await look.At("policies", "/policies");
        await look.At("policy", "/policies/access-control");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it" }).ClickAsync();
        await page.ArriveAt("/policies/access-control/draft$");
        await look.Here("policy-draft");
        await look.At("policy-history", "/policies/access-control/history");
        await look.At("policy-comparison", "/policies/access-control/comparison?from=0&to=1");
        await look.At("frameworks", "/frameworks");
        await look.At("framework", "/frameworks/iso27001");
        await look.At("account", "/settings");
        await look.At("second-factor", "/settings/second-factor");
        await look.At("tokens", "/settings/tokens");
        await page.GetByLabel("Name").FillAsync("HR system");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await page.Locator(".notice.ok code").WaitForAsync();
        await look.Here("token-made");
        await look.At("members", "/settings/members");
        await look.At("mail", "/settings/mail");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a test message" }).ClickAsync();
        await page.Locator("[role=alert]").WaitForAsync();
        visit.Forgive("503");
        await look.Here("mail-refused");
        await page.GotoAsync("/no-such-page");
        visit.Forgive("404");
        await look.Here("not-found");
        await using var stranger = await chromium.Visit(server.Url);
        var door = new Look(stranger);
        await door.At("sign-in", "/sign-in");
        look.Conclude();
        door.Conclude();
    }

    [Fact]
    public async Task Pages_of_the_environment_are_accessible_on_every_screen()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        var (look, page) = (new Look(visit), visit.Page);
        await ClaimedServer.Claim(server, visit);
        await look.At("systems-empty", "/environment");
        await look.At("tools", "/environment/tools");
        await page.Locator("#IdentityProvider").FillAsync("Okta");
        await page.Locator("#Tickets").FillAsync("Jira");
        await page.Locator("#Backup").FillAsync("restic");
        await Press("These are ours");
        await look.At("template", "/library/preview?template=user-account-management/offboard-a-leaver.md");
        var sop = await Desk.Take(page, "user-account-management/offboard-a-leaver.md");
        await Desk.Publish(page, sop);
        await look.At("document-tailored", $"/procedures/{sop}");
        await look.At("new-system", "/environment/new-system");
        await page.Locator("#name").FillAsync("Patient records");
        await page.Locator("#owner").FillAsync("IT manager");
        await page.Locator("#accounts").CheckAsync();
        await page.Locator("#rpo").FillAsync("4 hours");
        await Press("Add it");
        await look.Here("systems");
        await look.At("system", "/environment/systems/okta");
        await look.At("tool-change", "/environment/systems/okta/change");
        await look.At("tool-change-plan", "/environment/systems/okta/change?to=Microsoft+Entra+ID");
        await page.GetByRole(AriaRole.Button, new() { Name = "make the drafts" }).ClickAsync();
        await page.ArriveAt("/environment/changes/");
        await look.Here("tool-changed");
        await look.At("systems-import", "/environment/import");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "systems.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes("name;kind;criticality\nPayroll;Business application;high\nMail;Letterbox;low\nJira;Tickets;\n") });
        await Press("Look at it");
        await look.Here("systems-preview");
        await look.At("values", "/environment/values");
        await look.At("contacts", "/environment/contacts");
        await look.At("roles", "/settings/roles");
        await page.GetByLabel("Give IT manager", new() { Exact = true }).CheckAsync();
        await Press("Give");
        await look.At("role", "/settings/roles/it-manager");
        await look.At("groups", "/settings/groups");
        await page.Locator("#name").FillAsync("Engineering");
        await Press("Add it");
        await look.Here("group");
        await page.GotoAsync("/settings/members");
        await page.GetByRole(AriaRole.Link, new() { Name = ClaimedServer.Name, Exact = true }).ClickAsync();
        await look.Here("member");
        await page.GetByRole(AriaRole.Link, new() { Name = "leaves" }).ClickAsync();
        await look.Here("departure");
        var revoke = await Desk.Published(page, "Revoke access", "# Revoke access\n\n## Steps\n1. Revoke the account {#revoke}\n   - For each: system the Leaver has an account in\n   - Role: owner of the system\n");
        await look.At("choose-systems", $"/runs/{await Desk.Start(page, revoke)}");
        look.Conclude();

        async Task Press(string button)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
            await page.Complete();
        }
    }
}
