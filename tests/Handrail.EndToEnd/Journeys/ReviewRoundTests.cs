using Handrail.Core.Reviewing;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Review after review with the keyboard alone.</summary>
public sealed class ReviewRoundTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    static readonly string[] Titles = [.. "keys cups cars coats cats maps lamps doors desks locks pumps tanks tools vans bikes boats bags beds bells books".Split(' ').Select(what => "Count the " + what)];

    /// <summary>Of those that are left when their turn comes.</summary>
    static ReviewVerdict Verdict(int left) => left switch { 17 or 9 => ReviewVerdict.Revise, 4 => ReviewVerdict.Retire, _ => ReviewVerdict.Keep };

    static string Text(string title) => $"---\nsummary: Know how many there are.\n---\n# {title}\n\n## Purpose\nNothing is missing.\n\n## Steps\n1. Count them twice, and put the number into Abacus {{#count}}\n";

    [Fact]
    public async Task Twenty_reviews_are_done_one_after_the_other_without_touching_the_mouse()
    {
        await using var ada = await server.SignedIn();
        var sops = await InForce(ada.Page);
        await Retire(ada.Page, "Abacus");
        await using var ben = await server.Invited("Ben Oak", "ben@northwind.example", "Administrator");
        var page = ben.Page;

        var sent = 0;
        page.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;
        await page.GotoAsync("/reviews");
        await TabTo(page, "Review those that wait for you");
        await Press(page, "Enter");
        for (var left = Titles.Length; left > 0; left--)
        {
            Assert.Equal("Keep", await page.EvaluateAsync<string>("document.activeElement.value"));
            await page.Keyboard.PressAsync("Space");
            for (var verdict = ReviewVerdict.Keep; verdict < Verdict(left); verdict++) await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync(Verdict(left) == ReviewVerdict.Keep ? "A pencil will do." : "The number goes into the ledger.");
            await page.Keyboard.PressAsync("Tab");
            await Press(page, "Enter");
            await Assertions.Expect(page.Locator(".notice.ok")).ToContainTextAsync(Verdict(left) switch { ReviewVerdict.Keep => "stays as it is.", ReviewVerdict.Revise => "is to be revised.", _ => "is retired." });
        }

        // One form each, four keys beside the words, and one or two more for another verdict; its answer is the next review.
        Assert.Equal(Titles.Length, sent);
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("No review waits for you.");
        foreach (var sop in sops)
        {
            await page.GotoAsync($"/procedures/{sop}/history");
            await Assertions.Expect(page.Locator("#reviews ~ .items > li")).ToHaveCountAsync(1);
        }
        Assert.Empty(ben.Complaints);
    }

    /// <returns>The number of each.</returns>
    async Task<IReadOnlyList<string>> InForce(IPage page)
    {
        await page.GotoAsync("/settings/tokens");
        await page.GetByLabel("Name").FillAsync("reviews");
        await page.Locator("form[action='/settings/tokens'] button").ClickAsync();
        using var client = Client.With(await page.Locator(".notice.ok code").InnerTextAsync(), server.Server);
        List<string> sops = [];
        foreach (var title in Titles) sops.Add(await client.Publish(Text(title), title.Replace(' ', '-') + ".md"));
        return sops;
    }

    /// <summary>A tool that all of them name is in the inventory, and then no more.</summary>
    static async Task Retire(IPage page, string system)
    {
        await page.GotoAsync("/environment/new-system");
        await page.Locator("#name").FillAsync(system);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it", Exact = true }).ClickAsync();
        await page.GotoAsync("/environment/systems/" + system.ToLowerInvariant());
        await page.Locator("form[action$='/retirement'] button").ClickAsync();
        await page.ArriveAt($"(?<!/{system.ToLowerInvariant()})$");
    }

    /// <summary>As somebody without a mouse looks for a link; the page has fewer stops than that.</summary>
    static async Task TabTo(IPage page, string words)
    {
        for (var stop = 0; stop < 60; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("words => document.activeElement.textContent.trim() === words", words)) return;
        }
        Assert.Fail($"The keyboard does not come to “{words}”.");
    }

    /// <summary>Presses a key that leads to another page, and is there.</summary>
    static Task Press(IPage page, string key) => page.LeadsOn(() => page.Keyboard.PressAsync(key));
}
