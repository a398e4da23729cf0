using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>From the question how it is really done to a draft that says so.</summary>
public sealed class DiscoveryTests(Chromium chromium)
{
    const string Title = "Offboard a leaver";

    [Fact]
    public async Task Somebody_without_an_account_says_how_it_is_done_and_it_becomes_a_draft()
    {
        await using var server = await RunningServer.Start();
        await using var asker = await chromium.Visit(server.Url);
        await using var stranger = await chromium.Visit(server.Url);
        var (look, page, phone) = (new Look(asker), asker.Page, stranger.Page);
        await ClaimedServer.Claim(server, asker);

        await page.GotoAsync("/library/preview?template=user-account-management/offboard-a-leaver.md");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask how it is done here" }).ClickAsync();
        await look.Here("ask-how");
        await page.GetByLabel("Who is asked").FillAsync("Jo Birch");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        var link = await page.Locator(".notice code").TextContentAsync();
        await look.Here("ask-how-link");

        await phone.SetViewportSizeAsync(390, 844);
        await phone.GotoAsync(link!);
        await look.Here("interview", stranger);
        await phone.SetViewportSizeAsync(390, 844);
        await phone.GetByLabel("How do you hear that somebody will leave").FillAsync("A colleague tells me.");
        await Say(phone, "disable-account", "Done");
        await Say(phone, "check-sign-ins", "Done otherwise");
        await phone.GetByRole(AriaRole.Button, new() { Name = "I am done: hand it in" }).ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "It is kept, and not handed in yet" }).WaitForAsync();
        stranger.Forgive("422");
        await look.Here("interview-refused", stranger);
        await phone.Locator("#words-check-sign-ins").FillAsync("Tom looks at the log on Mondays.");
        await Say(phone, "auto-reply", "Not done");
        await phone.GetByLabel("What, and how 1").FillAsync("Take the name off the door");
        await phone.GetByLabel("After which step 1").SelectOptionAsync("collect-items");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Keep, and go on later" }).ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "Thank you, it is kept" }).WaitForAsync();
        await look.Here("interview-kept", stranger);
        await phone.GetByRole(AriaRole.Button, new() { Name = "I am done: hand it in" }).ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "Thank you, it is handed in" }).WaitForAsync();
        await phone.GetByText("Tom looks at the log on Mondays.").WaitForAsync();
        await look.Here("interview-handed-in", stranger);

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = $"How “{Title}” is done: there are answers" }).ClickAsync();
        await look.Here("practice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Draft the procedure from this" }).ClickAsync();
        await page.ArriveAt("/procedures/SOP-");
        await page.GetByText("Tom looks at the log on Mondays.").First.WaitForAsync();
        await page.GetByText("Take the name off the door").First.WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Not done today" }).WaitForAsync();
        await look.Here("practice-draft");
        await look.At("discovery", "/discovery");

        await page.GotoAsync("/discovery/practice?template=user-account-management/offboard-a-leaver.md");
        await page.GetByText("Handed in").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open again" }).ClickAsync();
        await page.GetByText("Answers so far").WaitForAsync();
        await phone.GotoAsync(link!);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Keep, and go on later" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByText("Closed", new() { Exact = true }).WaitForAsync();
        await phone.GotoAsync(link!);
        await phone.GetByRole(AriaRole.Heading, new() { Name = "No questions here" }).WaitForAsync();
        stranger.Forgive("404");
        await look.Here("interview-closed", stranger);
        look.Conclude();
    }

    static Task Say(IPage page, string step, string way) => page.Locator($"fieldset:has([name='step-{step}'])").GetByLabel(way, new() { Exact = true }).CheckAsync();
}
