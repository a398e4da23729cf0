using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>From an empty installation to procedures in force and a finished run, counted in clicks.</summary>
public sealed class SetUpJourneyTests(Chromium chromium)
{
    const int Most = 40;

    /// <summary>A choice from a list or a file picked is two clicks that the page does not see as pointers.</summary>
    const int ClicksOfAPick = 2;

    [Fact]
    public async Task From_the_claim_to_twenty_procedures_and_a_finished_run_takes_at_most_forty_clicks()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        var page = visit.Page;
        await page.AddInitScriptAsync("addEventListener('pointerdown', () => sessionStorage.clicks = 1 + Number(sessionStorage.clicks ?? 0), true)");
        await ClaimedServer.Claim(server, visit);

        await page.GetByRole(AriaRole.Link, new() { Name = "Set up" }).ClickAsync();
        await visit.Inspect("set-up");
        await page.Locator("input[name=pack][value=small-business]").CheckAsync();
        foreach (var (kind, tool) in new[] { ("identity_provider", "Microsoft Entra ID"), ("backup_tool", "Microsoft 365 Backup"), ("endpoint_management", "Intune"), ("chat_tool", "Microsoft Teams"), ("password_manager", "Bitwarden"), ("ticket_system", "Freshservice"), ("monitoring", "Microsoft Defender") })
            await page.Locator($"input[name={kind}]").FillAsync(tool);
        await page.Locator("#holder").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var picks = 1;
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose procedures" }).ClickAsync();
        await visit.Inspect("proposal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Adopt the ticked ones" }).ClickAsync();
        await visit.Inspect("set-up-questions");
        foreach (var question in await page.Locator("input[name^='env-']").AllAsync()) await question.FillAsync("Beacon");
        if (await page.Locator("input[name^='env-']").CountAsync() > 0) await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Keep the answers" }));
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Put in force what is complete" }));
        await visit.Inspect("set-up-done");
        await page.GetByRole(AriaRole.Link, new() { Name = "To the procedures" }).ClickAsync();
        var inForce = await page.Locator("main a[href^='/procedures/SOP-']").EvaluateAllAsync<int>("links => new Set(links.map(link => link.pathname)).size");
        Assert.True(inForce >= 20, $"{inForce} procedures");

        await page.Locator("main a[href^='/procedures/SOP-']").Filter(new() { HasText = "Back up customer data" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Start a run" }).ClickAsync();
        picks += await page.Locator("form[action$='/runs'] :is(select, input[type=file]):visible").CountAsync();
        await Walk.FillIn(page.Locator("form[action$='/runs']"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.ArriveAt("/runs/R-");
        await visit.Inspect("first-run");
        while (!await Walk.HasEnded(page))
        {
            picks += await page.Locator("#now > form :is(select, input[type=file]):visible").CountAsync();
            Assert.True(await Walk.Act(page), await Walk.Standing(page));
        }
        await visit.Inspect("first-run-ended");

        var clicks = await page.EvaluateAsync<int>("Number(sessionStorage.clicks)") + ClicksOfAPick * picks;
        Assert.True(clicks <= Most, $"{clicks} clicks");
        TestContext.Current.SendDiagnosticMessage($"{clicks} clicks, {inForce} procedures");
    }
}
