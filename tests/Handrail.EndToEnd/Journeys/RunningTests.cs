using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>A run works for everybody: without JavaScript, with the keyboard alone, on a phone, and for two people at once.</summary>
public sealed class RunningTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    [Fact]
    public async Task A_run_goes_from_first_step_to_end_without_JavaScript()
    {
        await using var ada = await server.SignedIn(script: false);
        var run = await Started(ada.Page, "Without script");
        await Walk.On(ada.Page);
        Assert.True(await Walk.HasEnded(ada.Page), await Walk.Standing(ada.Page));

        await ada.Page.GotoAsync($"/runs/{run}/record");
        await Assertions.Expect(ada.Page.Locator(".record")).ToContainTextAsync("Write down the meter");
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task A_step_is_completed_with_the_keyboard_alone()
    {
        await using var ada = await server.SignedIn();
        await Started(ada.Page, "By keyboard");
        await Tab(ada.Page, to: "#confirmed");
        await ada.Page.Keyboard.PressAsync("Space");
        await Tab(ada.Page, to: "#now button[value=done]");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Walk.Instruction(ada.Page)).ToHaveTextAsync("Write down the meter");

        await Tab(ada.Page, to: "#f-reading");
        await ada.Page.Keyboard.TypeAsync("4711");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Walk.Instruction(ada.Page)).ToHaveTextAsync("Is somebody still at work?");
    }

    [Fact]
    public async Task On_a_phone_both_buttons_of_a_step_are_seen_without_scrolling()
    {
        await using var ada = await server.SignedIn();
        await ada.Page.SetViewportSizeAsync(390, 844);
        await Started(ada.Page, "On a phone");
        foreach (var name in new[] { "Done", "Did not work" })
            await Assertions.Expect(ada.Page.Locator("#now .verdict").GetByRole(AriaRole.Button, new() { Name = name })).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task What_one_person_does_the_other_sees_without_asking()
    {
        await using var ada = await server.SignedIn();
        var run = await Started(ada.Page, "Two people");
        await using var ben = await server.Invited("Ben Okoro", "ben.live@northwind.example");
        await ben.Page.GotoAsync("/runs/" + run);
        await Walk.Act(ada.Page);
        await Assertions.Expect(Walk.Instruction(ben.Page)).ToHaveTextAsync("Write down the meter");

        // What Ben has typed is not taken from him.
        await ben.Page.Locator("#f-reading").FillAsync("4711");
        await Walk.Act(ada.Page);
        await Assertions.Expect(ben.Page.Locator("#changed")).ToContainTextAsync("Someone else");
        await Assertions.Expect(ben.Page.Locator("#f-reading")).ToHaveValueAsync("4711");
        await ben.Page.Locator("#changed a").ClickAsync();
        await Assertions.Expect(Walk.Instruction(ben.Page)).ToHaveTextAsync("Is somebody still at work?");
    }

    static async Task<string> Started(IPage page, string title) =>
        await Desk.Start(page, await Desk.Published(page, title, Texts.Close.Replace(Texts.CloseTitle, title, StringComparison.Ordinal)));

    static async Task Tab(IPage page, string to)
    {
        for (var presses = 0; presses < 100; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", to)) return;
        }
        throw new InvalidOperationException($"The Tab key does not lead to {to} on {page.Url}.");
    }
}
