using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Journeys;

/// <summary>From one command to an installation that somebody owns.</summary>
public sealed class FirstHourTests(Chromium chromium)
{
    [Fact]
    public async Task Whoever_reads_the_console_claims_the_installation()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        var page = visit.Page;

        await page.GotoAsync("/claim");
        await visit.Inspect("claim");
        await page.GetByLabel("Claim code").FillAsync(await server.ClaimCode);
        await page.GetByLabel("Organization").FillAsync("Northwind Dental");
        await page.GetByLabel("Your name").FillAsync("Ada Pine");
        await page.GetByLabel("E-mail").FillAsync("ada@northwind.example");
        await page.GetByLabel("Password").FillAsync("orchard ladder seven maps");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Claim it" }).ClickAsync();

        await page.WaitForURLAsync(server.Url.ToString());
        Assert.Contains("Northwind Dental", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        await visit.Inspect("today-first");
    }

    [Fact]
    public async Task A_server_that_was_killed_starts_again_on_its_data_and_stays_claimed()
    {
        await using var first = await RunningServer.Start();
        await Claim(first);
        await first.Kill();

        await using var second = await RunningServer.Start(first.Folder);
        Assert.DoesNotContain("Claim code", second.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_PostgreSQL_the_server_makes_its_own_database()
    {
        var cluster = Environment.GetEnvironmentVariable("HANDRAIL_TEST_POSTGRES");
        if (string.IsNullOrEmpty(cluster)) Assert.Skip("HANDRAIL_TEST_POSTGRES is not set.");
        var database = $"handrail_{Guid.CreateVersion7():N}";
        (string, string)[] settings = [("Database:Provider", "postgres"), ("Database:ConnectionString", $"{cluster};Database={database}")];

        await using var first = await RunningServer.Start(null, settings);
        await Claim(first);
        await first.Kill();
        await using var second = await RunningServer.Start(first.Folder, settings);
        Assert.DoesNotContain("Claim code", second.Console, StringComparison.Ordinal);
    }

    async Task Claim(RunningServer server)
    {
        await using var visit = await chromium.Visit(server.Url);
        await visit.Page.GotoAsync("/claim");
        foreach (var (label, value) in new[] { ("Claim code", await server.ClaimCode), ("Organization", "Northwind Dental"), ("Your name", "Ada Pine"), ("E-mail", "ada@northwind.example"), ("Password", "orchard ladder seven maps") })
            await visit.Page.GetByLabel(label).FillAsync(value);
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Claim it" }).ClickAsync();
        await visit.Page.WaitForURLAsync(server.Url.ToString());
    }
}
