using Microsoft.Playwright;

namespace Handrail.EndToEnd.Harness;

/// <summary>One person at one browser window. What the browser complains about (a script error, a refused or missing resource) is kept and fails the next inspection.</summary>
public sealed class Visit : IAsyncDisposable
{
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
    /// Looks at the page as it stands on every <see cref="Screen"/>: saves a picture, and fails with all that is wrong on any of them:
    /// accessibility violations, content wider than the screen, complaints of the browser.
    /// </summary>
    /// <param name="name">Of the pictures: artifacts/screenshots/[name]-[width]-[scheme].png.</param>
    public async Task Inspect(string name)
    {
        var problems = new List<string>();
        foreach (var screen in Screen.All)
        {
            await screen.ShowOn(Page);
            await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Built.Screenshots, $"{name}-{screen}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
            problems.AddRange((await Accessibility.Violations(Page)).Select(violation => $"{screen}: {violation}"));
            var tooWide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (tooWide > 0) problems.Add($"{screen}: the page is {tooWide} px wider than the screen");
        }
        problems.AddRange(_complaints);
        Assert.True(problems.Count == 0, $"{name} ({Page.Url}):\n{string.Join('\n', problems)}");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
