using System.Text.Json.Nodes;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>The API as a page, in a real browser that enforces the policy of the server.</summary>
public sealed class ApiDocsTests(ClaimedServer site) : IClassFixture<ClaimedServer>
{
    [Fact]
    public async Task The_page_shows_every_operation_asks_nobody_else_and_the_browser_has_nothing_to_complain_of()
    {
        await using var visit = await site.SignedIn();
        var asked = new List<string>();
        visit.Page.Request += (_, request) => asked.Add(request.Url);

        await visit.Page.GotoAsync("/api/docs");
        var operations = JsonNode.Parse(await (await visit.Page.APIRequest.GetAsync("/api/openapi.json")).TextAsync())!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => (string)operation.Value!["summary"]!).ToList();
        Assert.InRange(operations.Count, 10, 500);
        foreach (var summary in operations) await visit.Page.GetByRole(AriaRole.Link, new() { Name = summary }).First.WaitForAsync();
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Built.Screenshots, "api-docs.png") });

        Assert.Empty(visit.Complaints);
        Assert.All(asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal)), url => Assert.Equal(site.Server.Url.Authority, new Uri(url).Authority));
    }

    [Fact]
    public async Task Script_in_the_page_would_not_run()
    {
        await using var visit = await site.SignedIn();
        await visit.Page.GotoAsync("/api/docs");

        await visit.Page.EvaluateAsync("() => { const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script); }");

        Assert.False(await visit.Page.EvaluateAsync<bool>("() => window.ran === true"));
        Assert.Contains(visit.Complaints, complaint => complaint.Contains("script-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_script_the_page_says_where_else_it_stands()
    {
        await using var visit = await site.SignedIn(script: false);
        await visit.Page.GotoAsync("/api/docs");

        await Assertions.Expect(visit.Page.Locator("noscript .notice")).ToContainTextAsync("The same is in openapi.json");
    }
}
