using Handrail.Core.Journal.Packs;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>From an empty installation to proof in the auditor's hand: the way that everybody goes first.</summary>
public sealed class FirstRunTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    [Fact]
    public async Task A_template_becomes_a_run_that_two_people_finish_and_anybody_can_verify()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        var sop = await Desk.Take(page, "user-account-management/offboard-a-leaver.md");
        await Desk.Publish(page, sop);
        var run = await Desk.Start(page, sop);
        Assert.Equal("Confirm the departure with HR", await Walk.Instruction(page).InnerTextAsync());

        await using var ben = await server.Invited("Ben Okoro", "ben@northwind.example");
        List<string> turns = [];
        while (!await Walk.HasEnded(page))
        {
            Assert.True(turns.Count < 6, $"Neither can go on. Ada sees: {await Walk.Standing(page)}");
            await Walk.On(page);
            if (await Walk.HasEnded(page)) break;
            // What is left is Ada's own work, which somebody else has to see or sign.
            await Assertions.Expect(page.Locator("#now .notice.wait")).ToContainTextAsync("You did this step");
            await ben.Page.GotoAsync("/runs/" + run);
            await ada.Inspect($"second-person-waits-{turns.Count}");
            await ben.Inspect($"second-person-acts-{turns.Count}");
            turns.Add(await Walk.Instruction(ben.Page).InnerTextAsync());
            // Ada's page hears of it and goes on by itself.
            await page.LeadsOn(async () => Assert.True(await Walk.Act(ben.Page), await Walk.Standing(ben.Page)));
        }
        // A second look at each system that is revoked, those of the inventory and the one that was written down, and the signature.
        string[] systems = ["Beacon", "Beacon (endpoint management)", "Beacon (identity provider)", "Payroll"];
        Assert.Equal([.. systems.Select(system => $"Revoke the account in each remaining system {system}"), "Sign the completed offboarding"], turns);

        await page.GotoAsync($"/runs/{run}/record");
        await Assertions.Expect(page.Locator(".record")).ToContainTextAsync("Ben Okoro");
        await Verify(page, run);
        await ReadJournal(page, run);
        Assert.Empty(ada.Complaints);
        Assert.Empty(ben.Complaints);
    }

    static async Task Verify(IPage page, string run)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Evidence pack" }).ClickAsync());
        await using var pack = File.OpenRead(await download.PathAsync());
        var report = EvidencePackVerifier.Verify(pack);
        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Contains("run/" + run, report.Subjects);
        Assert.True(report.Files > 0, "The pack has no evidence files.");
        Assert.Equal(1, report.Revisions);
    }

    static async Task ReadJournal(IPage page, string run)
    {
        await page.GotoAsync("/journal");
        var lines = await page.Locator(".timeline li p").AllInnerTextsAsync();
        Assert.Contains(lines, line => line.Contains(ClaimedServer.Name, StringComparison.Ordinal) && line.Contains(run, StringComparison.Ordinal));
        await page.Locator(".timeline .proof").First.ClickAsync();
        await Assertions.Expect(page.Locator(".notice.ok")).ToContainTextAsync("This entry is in the journal");
    }
}
