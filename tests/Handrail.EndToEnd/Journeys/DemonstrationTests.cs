using System.Globalization;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>An invented company to look around in, and out again.</summary>
public sealed class DemonstrationTests(ClaimedServer server, Chromium chromium) : IClassFixture<ClaimedServer>
{
    [Fact]
    public async Task Somebody_new_looks_around_in_nine_months_of_history_and_is_back_home_with_one_click()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        await Open(page);
        foreach (var (name, path) in new[] { ("today", "/"), ("procedures", "/procedures"), ("procedure", "/procedures/SOP-002"), ("runs", "/runs"), ("record", "/runs/R-1001/record"), ("reviews", "/reviews?show=all"), ("review", "/procedures/SOP-009/review"), ("history", "/procedures/SOP-011/history"), ("journal", "/journal"), ("environment", "/environment") })
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator(".demonstration")).ToContainTextAsync("invented");
            await ada.Inspect($"demonstration-{name}");
        }

        await OpensWithoutAnyServer(page);

        // What was in force on a day of last month, though another version is today.
        await page.GotoAsync("/procedures/SOP-010/history");
        foreach (var (days, version) in new[] { (-30, "v1"), (0, "v2") })
        {
            await page.GetByLabel("What was in force on").FillAsync(TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }));
            await Assertions.Expect(page.Locator(".notice.ok")).ToContainTextAsync(version + " ");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the demonstration and go back" }).ClickAsync();

        await Assertions.Expect(page.Locator(".rail .home")).ToHaveTextAsync(ClaimedServer.Organization);
        await Assertions.Expect(page.Locator(".demonstration")).ToHaveCountAsync(0);
        Assert.Empty(ada.Complaints);
    }

    /// <summary>A binder, looked at on a computer that is on no network.</summary>
    async Task OpensWithoutAnyServer(IPage page)
    {
        await page.GotoAsync("/procedures");
        await page.Locator(".page-head").GetByRole(AriaRole.Link, new() { Name = "Binder" }).ClickAsync();
        await page.GetByLabel("One family").SelectOptionAsync("Backup and recovery");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download", Exact = true }).ClickAsync());
        var file = new Uri(Path.Combine(Path.GetDirectoryName(await download.PathAsync())!, download.SuggestedFilename));
        await download.SaveAsAsync(file.LocalPath);

        await using var elsewhere = await chromium.Visit();
        List<string> asked = [];
        elsewhere.Page.Request += (_, request) => asked.Add(request.Url);
        await elsewhere.Page.Context.SetOfflineAsync(true);
        await elsewhere.Page.GotoAsync(file.ToString());
        await elsewhere.Page.GetByRole(AriaRole.Link, new() { Name = "Restore test" }).First.ClickAsync();
        await Assertions.Expect(elsewhere.Page.GetByRole(AriaRole.Heading, new() { Name = "Restore test", Level = 1 })).ToBeInViewportAsync();
        await elsewhere.Inspect("binder");
        Assert.All(asked, url => Assert.StartsWith(file.ToString(), url, StringComparison.Ordinal));
    }

    /// <summary>From an empty installation to Today of the invented company; the page between reloads itself until it is ready.</summary>
    internal static async Task Open(IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open a demonstration" }).ClickAsync();
        await page.Locator(".demonstration").WaitForAsync(new() { Timeout = 180_000 });
    }
}
