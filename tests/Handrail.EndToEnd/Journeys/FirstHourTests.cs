using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Journeys;

/// <summary>From one command to an installation that somebody owns, and that stays theirs.</summary>
public sealed class FirstHourTests(Chromium chromium)
{
    [Fact]
    public async Task Whoever_reads_the_console_claims_the_installation()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        await visit.Page.GotoAsync("/");
        await visit.Page.GotoAsync("/claim");
        await visit.Inspect("claim");
        await ClaimedServer.Claim(server, visit);
        Assert.Contains(ClaimedServer.Organization, await visit.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        await visit.Inspect("today-first");
    }

    [Fact]
    public async Task A_server_that_was_killed_starts_again_on_its_data_and_stays_claimed() => await StaysClaimed();

    [Fact]
    public async Task On_PostgreSQL_the_server_makes_its_own_database_and_stays_claimed()
    {
        var cluster = Environment.GetEnvironmentVariable("HANDRAIL_TEST_POSTGRES");
        if (string.IsNullOrEmpty(cluster)) Assert.Skip("HANDRAIL_TEST_POSTGRES is not set.");
        await StaysClaimed(("Database:Provider", "postgres"), ("Database:ConnectionString", $"{cluster};Database=handrail_{Guid.CreateVersion7():N}"));
    }

    async Task StaysClaimed(params (string, string)[] settings)
    {
        await using var first = await RunningServer.Start(null, settings);
        await using var visit = await chromium.Visit(first.Url);
        await ClaimedServer.Claim(first, visit);
        await first.Kill();

        await using var second = await RunningServer.Start(first.Folder, settings);
        Assert.DoesNotContain("Claim code", second.Console, StringComparison.Ordinal);
    }
}
