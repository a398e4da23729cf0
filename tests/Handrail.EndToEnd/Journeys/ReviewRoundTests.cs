using System.Text;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Review after review with the keyboard alone.</summary>
public sealed class ReviewRoundTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    static readonly string[] Titles = ["Count the keys", "Count the cups", "Count the cars", "Count the coats", "Count the cats"];

    static string Text(string title) => $"---\nsummary: Know how many there are.\n---\n# {title}\n\n## Purpose\nNothing is missing.\n\n## Steps\n1. Count them twice, and put the number into Abacus {{#count}}\n";

    [Fact]
    public async Task Five_reviews_are_done_one_after_the_other_without_touching_the_mouse()
    {
        await using var ada = await server.SignedIn();
        await Desk.Bring(ada.Page, [.. Titles.Select(title => new FilePayload { Name = title.Replace(' ', '-') + ".md", MimeType = "text/markdown", Buffer = Encoding.UTF8.GetBytes(Text(title)) })]);
        await Desk.Accept(ada.Page);
        foreach (var title in Titles) await Desk.Publish(ada.Page, await Desk.LabelOf(ada.Page, title));
        await Retire(ada.Page, "Abacus");
        await using var ben = await server.Invited("Ben Oak", "ben@northwind.example");
        var page = ben.Page;

        var sent = 0;
        page.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;
        await page.GotoAsync("/reviews");
        await TabTo(page, "Review the 5 that wait for you");
        await Press(page, "Enter");
        for (var left = Titles.Length; left > 0; left--)
        {
            Assert.Equal("Keep", await page.EvaluateAsync<string>("document.activeElement.value"));
            await page.Keyboard.PressAsync("Space");
            if (left == 3) await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync(left == 3 ? "The number goes into the ledger." : "A pencil will do.");
            await page.Keyboard.PressAsync("Tab");
            await Press(page, "Enter");
            await Assertions.Expect(page.Locator(".notice.ok")).ToContainTextAsync(left == 3 ? "is to be revised." : "stays as it is.");
        }

        // One form each, four keys beside the words; its answer is the next review.
        Assert.Equal(Titles.Length, sent);
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("No review waits for you.");
        foreach (var title in Titles)
        {
            await page.GotoAsync($"/procedures/{await Desk.LabelOf(page, title)}/history");
            await Assertions.Expect(page.Locator("#reviews ~ .items > li")).ToHaveCountAsync(1);
        }
        Assert.Empty(ben.Complaints);
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
