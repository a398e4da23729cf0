using Handrail.EndToEnd.Harness;

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

        var (inForce, picks) = await FirstHour.Through(page, visit.Inspect);

        var clicks = await page.EvaluateAsync<int>("Number(sessionStorage.clicks)") + ClicksOfAPick * picks;
        Assert.True(inForce >= 20, $"{inForce} procedures");
        Assert.True(clicks <= Most, $"{clicks} clicks");
        TestContext.Current.SendDiagnosticMessage($"{clicks} clicks, {inForce} procedures");
    }
}
