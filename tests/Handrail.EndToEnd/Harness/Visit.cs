using Microsoft.Playwright;

namespace Handrail.EndToEnd.Harness;

/// <summary>One person at one browser window. What the browser complains about (a script error, a refused or missing resource) is kept and fails the next inspection.</summary>
public sealed class Visit : IAsyncDisposable
{
    static readonly bool IsPhotographed = Environment.GetEnvironmentVariable("HANDRAIL_TEST_SCREENSHOTS") is { Length: > 0 };

    readonly IBrowserContext _context;
    readonly List<string> _complaints = [];

    Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Add("script: " + error);
        page.Console += (_, message) => { if (message.Type == "error") _complaints.Add($"console: {message.Text} ({message.Location})"); };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Forgets a complaint that the test has provoked, such as "404".</summary>
    public void Forgive(string part) => _complaints.RemoveAll(complaint => complaint.Contains(part, StringComparison.Ordinal));

    internal static async Task<Visit> Open(IBrowserContext context)
    {
        context.SetDefaultTimeout(30_000);
        return new Visit(context, await context.NewPageAsync());
    }

    /// <summary>
    /// Looks at the page as it stands on every <see cref="Screen"/>, and fails with all that is wrong on any of them: accessibility violations, content wider than
    /// the screen, complaints of the browser. A screen on which something is wrong leaves a picture; all do where HANDRAIL_TEST_SCREENSHOTS is set.
    /// </summary>
    /// <param name="name">Of the pictures: artifacts/screenshots/[name]-[width]-[scheme].png.</param>
    public async Task Inspect(string name)
    {
        var problems = new List<string>();
        foreach (var screen in Screen.All)
        {
            await screen.ShowOn(Page);
            var wrong = (await Accessibility.Violations(Page, screen.Scheme == ColorScheme.Light)).ToList();
            var tooWide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (tooWide > 0) wrong.Add($"the page is {tooWide} px wider than the screen");
            if (IsPhotographed || wrong.Count > 0) await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Built.Screenshots, $"{name}-{screen}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
            problems.AddRange(wrong.Select(one => $"{screen}: {one}"));
        }
        problems.AddRange(_complaints);
        Assert.True(problems.Count == 0, $"{name} ({Page.Url}):\n{string.Join('\n', problems)}");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
