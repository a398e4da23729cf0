using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Handrail.EndToEnd.Harness;

/// <summary>One real browser for all tests; each <see cref="Visit"/> has a profile of its own. HANDRAIL_TEST_CHROMIUM names the program.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>It must not call home, and as root it has no sandbox.</summary>
    static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
    ];

    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>False where no browser was found; asking for a window then skips the test.</summary>
    public bool IsHere => _browser is not null;

    static string Path => Environment.GetEnvironmentVariable("HANDRAIL_TEST_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path)) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Arguments, Headless = true });
    }

    /// <summary>A new window with nothing remembered. Skips the test, with the reason, where there is no browser.</summary>
    /// <param name="at">The server, so that pages can be named by their path.</param>
    /// <param name="script">False for a browser that runs no JavaScript.</param>
    public async Task<Visit> Visit(Uri? at = null, bool script = true)
    {
        if (_browser is null) Assert.Skip($"There is no Chromium at {Path}; HANDRAIL_TEST_CHROMIUM names another place.");
        var context = await _browser.NewContextAsync(new() { BaseURL = at?.ToString(), JavaScriptEnabled = script, Locale = "en-GB", TimezoneId = "UTC", ReducedMotion = ReducedMotion.Reduce });
        return await Harness.Visit.Open(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
