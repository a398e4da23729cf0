using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>The way of a small business from the first sign-in to procedures in force and one finished run.</summary>
static class FirstHour
{
    /// <param name="look">Called at each stage with its name.</param>
    /// <returns>How many procedures are in force, and how many choices were made that the page does not see as clicks.</returns>
    public static async Task<(int InForce, int Picks)> Through(IPage page, Func<string, Task> look)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Set up" }).ClickAsync();
        await look("set-up");
        await page.Locator("input[name=pack][value=small-business]").CheckAsync();
        foreach (var (kind, tool) in new[] { ("identity_provider", "Microsoft Entra ID"), ("backup_tool", "Microsoft 365 Backup"), ("endpoint_management", "Intune"), ("chat_tool", "Microsoft Teams"), ("password_manager", "Bitwarden"), ("ticket_system", "Freshservice"), ("monitoring", "Microsoft Defender") })
            await page.Locator($"input[name={kind}]").FillAsync(tool);
        await page.Locator("#holder").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var picks = 1;
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose procedures" }).ClickAsync();
        await look("proposal");
        await page.EvaluateAsync("scrollTo(0, 0)");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Adopt the ticked ones" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Adopt the ticked ones" }).ClickAsync();
        await look("set-up-questions");
        foreach (var question in await page.Locator("input[name^='env-']").AllAsync()) await question.FillAsync("Beacon");
        if (await page.Locator("input[name^='env-']").CountAsync() > 0) await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Keep the answers" }));
        await page.GetByLabel("Your password").FillAsync(ClaimedServer.Password);
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Put in force what is complete" }));
        await look("set-up-done");
        await page.GetByRole(AriaRole.Link, new() { Name = "To the procedures" }).ClickAsync();
        var inForce = await page.Locator("main a[href^='/procedures/SOP-']").EvaluateAllAsync<int>("links => new Set(links.map(link => link.pathname)).size");

        await page.Locator("main a[href^='/procedures/SOP-']").Filter(new() { HasText = "Back up customer data" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Start a run" }).ClickAsync();
        picks += await page.Locator("form[action$='/runs'] :is(select, input[type=file]):visible").CountAsync();
        await Walk.FillIn(page.Locator("form[action$='/runs']"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.ArriveAt("/runs/R-");
        await look("first-run");
        while (!await Walk.HasEnded(page))
        {
            picks += await page.Locator("#now > form :is(select, input[type=file]):visible").CountAsync();
            Assert.True(await Walk.Act(page), await Walk.Standing(page));
        }
        await look("first-run-ended");
        return (inForce, picks);
    }
}
