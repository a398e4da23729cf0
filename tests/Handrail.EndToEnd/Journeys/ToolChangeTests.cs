using System.Text;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Another tool takes the place of one: seen whole, drafted in one act, approved in one round, and shown to each as far as it concerns them.</summary>
public sealed class ToolChangeTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    static FilePayload File(string title, string steps) => new() { Name = title.Replace(' ', '-') + ".md", MimeType = "text/markdown", Buffer = Encoding.UTF8.GetBytes($"# {title}\n\n## Steps\n{steps}") };

    [Fact]
    public async Task One_round_brings_the_new_tool_into_force_and_whoever_ran_the_old_way_sees_only_the_difference()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        var look = new Look(ada);
        await page.GotoAsync("/environment/new-system");
        await page.Locator("#name").FillAsync("Okta");
        await page.Locator("#kind").SelectOptionAsync("Identity provider");
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Add it", Exact = true }));
        await Desk.Bring(page, File("Reset a password", "1. Open {{identity_provider}} {#open}\n2. Tell the caller {#tell}\n"), File("Block an account", "1. Sign in to Okta {#in}\n2. Press **Suspend** {#press}\n"));
        await Desk.Accept(page);
        foreach (var title in new[] { "Reset a password", "Block an account" }) await Desk.Publish(page, await Desk.LabelOf(page, title));
        var reset = await Desk.LabelOf(page, "Reset a password");
        await using var gus = await server.Invited("Gus Bay", "gus.tool@northwind.example");
        await Desk.Start(gus.Page, reset);
        await using var bea = await server.Invited("Bea Elm", "bea.tool@northwind.example", "Administrator");

        // Ada sees what depends on it, and has the drafts made and sent.
        await page.GotoAsync("/environment/systems/okta/change?to=Keycloak");
        await look.Here("tool-touches");
        await Walk.Press(page, page.Locator("form#change button"));
        await look.Here("tool-drafts");
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Send what is ticked for review" }));
        await Assertions.Expect(page.Locator(".notice.ok")).ToContainTextAsync("2 sent for review.");

        // Bea reads only the steps that change, and signs once.
        await bea.Page.GotoAsync(new Uri(page.Url).AbsolutePath);
        await Assertions.Expect(bea.Page.Locator(".difference ins")).ToHaveTextAsync(["Keycloak", "Keycloak"]);
        await look.Here("tool-approval", bea);
        await bea.Page.GetByLabel("Your password").FillAsync(ClaimedServer.Password);
        await Walk.Press(bea.Page, bea.Page.GetByRole(AriaRole.Button, new() { Name = "Sign what is ticked: approved for use" }));
        await Assertions.Expect(bea.Page.Locator(".notice.ok")).ToContainTextAsync("2 signed.");

        // Gus ran one of them.
        await gus.Page.GotoAsync("/");
        await Walk.Press(gus.Page, gus.Page.GetByRole(AriaRole.Link, new() { Name = "From Okta to Keycloak" }));
        await Assertions.Expect(gus.Page.Locator(".page-head")).ToContainTextAsync("One procedure, one step.");
        await look.Here("tool-mine", gus);
        await Walk.Press(gus.Page, gus.Page.GetByRole(AriaRole.Button, new() { Name = "Take it off my list" }));
        await Assertions.Expect(gus.Page.GetByRole(AriaRole.Heading, new() { Name = "What changes for you" })).ToHaveCountAsync(0);
        await gus.Page.GotoAsync($"/procedures/{reset}/runs/new");
        await Assertions.Expect(gus.Page.Locator(".notice").First).ToContainTextAsync("one step");
        look.Conclude();
    }
}
