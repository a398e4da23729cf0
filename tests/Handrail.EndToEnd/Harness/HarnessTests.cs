using Xunit.Sdk;

namespace Handrail.EndToEnd.Harness;

/// <summary>The measuring instruments, measured: a check that finds nothing on a bad page would prove nothing on a good one.</summary>
public sealed class HarnessTests(Chromium chromium)
{
    static string PageWith(string content) => $"""
        <!DOCTYPE html><html lang="en"><head><title>Example</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
        <body style="color:#222;background:#fff"><main><h1>Example</h1>{content}</main></body></html>
        """;

    [Fact]
    public async Task A_good_page_passes_on_every_screen()
    {
        await using var visit = await chromium.Visit();
        await visit.Page.SetContentAsync(PageWith("""<label>Name <input name="name"></label>"""));
        await visit.Inspect("harness-good");
    }

    [Fact]
    public async Task A_bad_page_fails_names_every_fault_and_leaves_a_picture()
    {
        await using var visit = await chromium.Visit();
        await visit.Page.SetContentAsync(PageWith("""
            <input name="name"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p style="color:#ccc">Too faint to read.</p>
            <div style="width:1000px">Too wide for a phone.</div><script>throw new Error("out of order")</script>
            """));
        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => visit.Inspect("harness-bad"));
        Assert.All(
            ["1280-light: label: ", "1280-dark: color-contrast: ", "390-light: color-contrast: ", "390-dark: the page is ", "script: Error: out of order"],
            fault => Assert.Contains(fault, failure.Message, StringComparison.Ordinal));
        Assert.All(Screen.All, screen => Assert.True(new FileInfo(Path.Combine(Built.Screenshots, $"harness-bad-{screen}.png")).Length > 1000));
        Assert.DoesNotContain("1280-light: the page is ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningServer.Start(null, ("Database:Provider", "clay-tablet")));
        Assert.Contains("clay-tablet", failure.Message, StringComparison.Ordinal);
    }
}
