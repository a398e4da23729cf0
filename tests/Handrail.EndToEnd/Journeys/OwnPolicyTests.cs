using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>From the library's policy to a number that is one's own and is measured.</summary>
public sealed class OwnPolicyTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    const string Leaver = "# Offboard a leaver\n\n## Before you start\n- Record: Departure (date and time)\n\n## Steps\n1. Disable the directory account {#disable-account}\n2. Revoke every other account {#revoke-systems}\n";

    [Fact]
    public async Task A_policy_is_taken_made_stricter_signed_and_its_next_run_is_measured_by_the_new_number()
    {
        await using var ada = await server.SignedIn();
        var (page, look) = (ada.Page, new Look(ada));
        await page.GotoAsync("/environment/new-system");
        await page.Locator("#name").FillAsync("Passwords");
        await page.Locator("#kind").SelectOptionAsync(new SelectOptionValue { Label = "Password manager" });
        await page.Locator("#tool").FillAsync("1Password");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Add it", Exact = true }).ClickAsync());
        await Desk.Bring(page, new FilePayload { Name = "offboard-a-leaver.md", MimeType = "text/markdown", Buffer = System.Text.Encoding.UTF8.GetBytes(Leaver) });
        await Desk.Accept(page);
        await Desk.Publish(page, "SOP-001");

        await page.GotoAsync("/policies/access-control");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it" }).ClickAsync();
        await page.ArriveAt("/policies/access-control/draft$");
        var text = await page.Locator("#text").InputValueAsync();
        await page.Locator("#text").FillAsync(text.Replace("other account within 24 hours", "other account within 4 hours", StringComparison.Ordinal).Replace("Limit: 24 hours from Departure", "Limit: 4 hours from Departure", StringComparison.Ordinal));
        await page.Locator("#summary").FillAsync("Four hours are enough");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and see the approval" }).ClickAsync();
        await page.ArriveAt("/approval$");
        await look.Here("approval of a policy");
        await page.GetByLabel("Your password").FillAsync(ClaimedServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign: approved for use" }).ClickAsync();
        await page.ArriveAt("/policies/access-control$");

        await Desk.Start(page, "SOP-001");
        await Walk.On(page);
        Assert.True(await Walk.HasEnded(page));
        await page.GotoAsync("/policies/access-control");
        // The departure that was filled in lies long before today.
        await Assertions.Expect(page.Locator("#leavers .limit").Nth(1)).ToContainTextAsync("0 of 1 kept in the last 12 months");
        await page.Locator("#leavers .limit").Nth(1).GetByRole(AriaRole.Link, new() { Name = "All its runs" }).ClickAsync();
        await page.ArriveAt("/clauses/leavers$");
        await look.Here("measured runs of a clause");
        await page.LeadsOn(() => page.Locator("tbody a.cover").First.ClickAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Limits of policies" })).ToContainTextAsync("4 hours from Departure to every other account is revoked");
        look.Conclude();
        Assert.Empty(ada.Complaints);
    }
}
