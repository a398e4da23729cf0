namespace Handrail.EndToEnd.Harness;

/// <summary>The measuring instruments, measured: a check that finds nothing on a bad page would prove nothing on a good one.</summary>
public sealed class HarnessTests(Chromium chromium)
{
    const string Good = """
        <!DOCTYPE html><html lang="en"><head><title>Good</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
        <body><main><h1>Good</h1><p style="color:#222;background:#fff">Readable.</p><label>Name <input name="name"></label></main></body></html>
        """;

    static string Bad(string instead) => Good.Replace("""<label>Name <input name="name"></label>""", instead, StringComparison.Ordinal);

    [Fact]
    public async Task A_good_page_passes_and_leaves_a_picture_of_every_screen()
    {
        await using var visit = await chromium.Visit();
        await visit.Page.SetContentAsync(Good);
        await visit.Inspect("harness-good");
        Assert.All(Screen.All, screen => Assert.True(new FileInfo(Path.Combine(Built.Screenshots, $"harness-good-{screen}.png")).Length > 1000));
    }

    [Theory]
    [InlineData("""<input name="name">""", "label: ")]
    [InlineData("""<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">""", "image-alt: ")]
    [InlineData("""<p style="color:#bbb;background:#fff">Too faint to read.</p>""", "color-contrast: ")]
    [InlineData("""<div style="width:2000px">Too wide.</div>""", "390-light: the page is ")]
    [InlineData("""<script>throw new Error("out of order")</script>""", "script: ")]
    public async Task A_bad_page_fails_and_the_message_says_why(string fault, string because)
    {
        await using var visit = await chromium.Visit();
        await visit.Page.SetContentAsync(Bad(fault));
        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => visit.Inspect("harness-bad"));
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningServer.Start(null, ("Database:Provider", "clay-tablet")));
        Assert.Contains("clay-tablet", failure.Message, StringComparison.Ordinal);
    }
}
