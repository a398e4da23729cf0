using Handrail.EndToEnd.Harness;
using Handrail.EndToEnd.Journeys.Editor;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Somebody does the work, writes down each thing as they do it, and has the draft of a procedure.</summary>
public sealed class RecordingTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    [Fact]
    public async Task What_is_written_down_while_it_is_done_becomes_a_draft()
    {
        await using var ada = await server.SignedIn();
        var (page, look) = (ada.Page, new Look(ada));
        await page.GotoAsync("/procedures/new");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Record it while you do it" }).ClickAsync());
        await look.Here("recording-new");
        await page.GetByLabel("What you are about to do").FillAsync("Close the practice");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync());

        // One sentence after the other: nothing but the keyboard.
        foreach (var words in new[] { "Lock the front door", "Close the windows" })
        {
            await page.Keyboard.TypeAsync(words);
            await page.LeadsOn(() => page.Keyboard.PressAsync("Enter"));
        }
        Assert.Equal(["words", ""], await page.EvaluateAsync<string[]>("[document.activeElement.name, document.activeElement.value]"));

        // A screenshot, pasted where one writes, and a part of it blacked out before it is sent.
        await page.Keyboard.TypeAsync("Switch on the alarm");
        await Screens.Paste(page, "#words", width: 400, height: 200);
        await page.Locator("#canvas-place canvas").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Black out a part" }).ClickAsync();
        foreach (var (side, value) in new[] { ("Left", "0"), ("Top", "0"), ("Width", "400"), ("Height", "200") }) await page.Locator("#marks").GetByLabel(side).FillAsync(value);
        await page.Locator("#f-alternative").FillAsync("The panel");
        await page.GetByLabel("What one sees when it worked").First.FillAsync("the light is red");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Note it" }).First.ClickAsync());
        Assert.Equal(["0,0,0,255"], (await Screens.Stored(page, ".noted", "The panel")).ColoursIn(0, 0, 400, 200));

        await page.GetByText("Here I decided…").ClickAsync();
        var decided = page.Locator("form.entry:has([value=Decided])");
        await decided.GetByLabel("The question").FillAsync("Is anybody still in?");
        await decided.GetByLabel("The answer I took").FillAsync("No");
        await decided.GetByLabel("Other answers").FillAsync("Yes");
        await page.LeadsOn(() => decided.GetByLabel("Other answers").PressAsync("Enter"));
        await page.GetByText("This went wrong, instead I…").ClickAsync();
        var wrong = page.Locator("form.entry:has([value=WentWrong])");
        await wrong.GetByLabel("What went wrong").FillAsync("The cleaner was in the cellar");
        await wrong.GetByLabel("What I did instead").FillAsync("Wait for the cleaner");
        await page.LeadsOn(() => wrong.GetByRole(AriaRole.Button, new() { Name = "Note it" }).ClickAsync());
        await page.LeadsOn(() => Entry(page, "Close the windows").GetByRole(AriaRole.Button, new() { Name = "Up" }).ClickAsync());
        await look.Here("recording");

        await page.GetByLabel("What it is for").FillAsync("So that nobody walks in.");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Finish, and make a draft of it" }).ClickAsync());
        await page.ArriveAt("/draft/steps$");
        Assert.Equal(["Close the windows", "Lock the front door", "Switch on the alarm", "Is anybody still in?", "Wait for the cleaner"], await page.Locator(".edited .instruction").AllInnerTextsAsync());
        Assert.Equal(1, await page.Locator(".edited img[alt='The panel']").CountAsync());
        look.Conclude();
    }

    [Fact]
    public async Task It_is_paused_come_back_to_corrected_and_finished_beside_the_library()
    {
        await using var ada = await server.SignedIn();
        var (page, look) = (ada.Page, new Look(ada));
        await page.GotoAsync("/discovery/practice?template=user-account-management/offboard-a-leaver.md");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Record it while you do it" }).ClickAsync());
        Assert.Equal("Offboard a leaver", await page.GetByLabel("What you are about to do").InputValueAsync());
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync());
        await page.GetByText("Tick a step of the library").ClickAsync();
        await page.LeadsOn(() => page.Locator("form:has([value=disable-account])").GetByRole(AriaRole.Button, new() { Name = "Done as it says" }).ClickAsync());
        await page.GetByLabel("In one short sentence").FillAsync("Look at the log");
        await page.GetByLabel("In place of a step of the library").First.SelectOptionAsync("check-sign-ins");
        await page.LeadsOn(() => page.GetByLabel("In one short sentence").PressAsync("Enter"));

        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync());
        await look.Here("recordings");
        await page.GotoAsync("/");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "You are recording “Offboard a leaver”" }).ClickAsync());
        await page.LeadsOn(() => Entry(page, "Look at the log").GetByRole(AriaRole.Link, new() { Name = "Correct" }).ClickAsync());
        await look.Here("recording-correct");
        await page.Locator("#words:focus").FillAsync("Tom looks at the log");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync());

        await page.GetByLabel("The steps of the library that are not noted here are not done at all.").CheckAsync();
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Finish only" }).ClickAsync());
        await page.GetByText("1 done, 1 done otherwise").WaitForAsync();
        look.Conclude();
    }

    static ILocator Entry(IPage page, string words) => page.Locator(".entries > li", new() { HasText = words });

    [Fact]
    public async Task Without_script_it_works_as_well()
    {
        await using var ada = await server.SignedIn(script: false);
        var page = ada.Page;
        await page.GotoAsync("/recordings/new");
        await page.GetByLabel("What you are about to do").FillAsync("Count the drugs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await page.Locator("#words:focus").FillAsync("Count the vials");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".noted").GetByText("Count the vials").WaitForAsync();
        await page.Locator("#words:focus").FillAsync("Write the number down");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".noted").GetByText("Write the number down").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish, and make a draft of it" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Count the drugs", Level = 1 }).WaitForAsync();
        Assert.Equal(2, await page.Locator(".edited .instruction").CountAsync());
    }
}
