using System.Text;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys.Editor;

/// <summary>A new hire who has never heard of Markdown.</summary>
public sealed class FirstDayTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    [Fact]
    public async Task A_procedure_with_a_decision_a_checkpoint_and_a_blacked_out_screenshot_is_written_without_markdown()
    {
        await using var nina = await server.Invited("Nina Holt", "nina@northwind.example");
        var (page, look) = (nina.Page, new Look(nina));
        await page.GotoAsync("/procedures/new");
        await page.GetByLabel("Title").FillAsync("Open the practice");
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Write it" }));
        var sop = new Uri(page.Url).Segments[2].TrimEnd('/');
        await Writer.Open(page, sop);
        await look.Here("editor-new", nina);

        // Why and for whom.
        await page.GetByText("Title, purpose, scope, owner").ClickAsync();
        await page.GetByLabel("Purpose").FillAsync("Patients find the practice open and safe.");
        await page.GetByLabel("Scope").FillAsync("The practice in Mill Lane, every morning.");
        await page.Locator("form.about").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Writer.Saved(page);

        // The step the page begins with becomes the first; with a checkpoint and a role.
        await page.GetByRole(AriaRole.Link, new() { Name = "Write step 1", Exact = true }).ClickAsync();
        await page.GetByLabel("What is done").First.FillAsync("Switch the alarm off");
        await page.GetByLabel("Who does it").FillAsync("Receptionist");
        await page.GetByLabel("Checkpoint: what one must see").FillAsync("the panel is green");
        await Writer.Saved(page);

        // A decision after it, by the menu that "/" opens.
        await page.GetByLabel("How it is done").PressAsync("/");
        var menu = page.GetByRole(AriaRole.Menuitem);
        var lines = await menu.AllInnerTextsAsync();
        Assert.All(["Decision", "Checkpoint", "Another procedure", "Wait", "Who signs", "Second person", "Who does it", "What is kept as proof", "System", "Time limit", "Who is called", "Only if", "Again for each", "May be left out", "If it fails", "Notes", "What is written down", "How it is done in one tool", "Put a picture in", "Begin a phase", "Add after it: Step", "Add after it: Decision", "Add after it: Checkpoint", "Add after it: Another procedure", "Add after it: Sub-step", "Add after it: Note", "Add after it: Heading"],
            name => Assert.Contains(lines, line => line.StartsWith(name, StringComparison.Ordinal)));
        await look.Here("editor-menu", nina);
        await menu.Filter(new() { HasText = "Add after it: Decision" }).ClickAsync();
        await page.Locator("#f-add").FillAsync("Is somebody waiting at the door?");
        Assert.Equal("decision", await page.Locator("#f-add-kind").InputValueAsync());
        await page.Locator("#f-after").GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.Locator("#words[data-step=is-somebody-waiting-at-the-door]").WaitForAsync();
        Assert.Equal("Yes", await page.EvaluateAsync<string>("document.activeElement.value"));
        await page.Locator("#last textarea").FillAsync("Light the waiting room");
        await page.Locator("#last").GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.Locator("#words[data-step=light-the-waiting-room]").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Write step 2", Exact = true }).ClickAsync();
        await page.Locator("#words[data-step=is-somebody-waiting-at-the-door]").WaitForAsync();
        await page.Locator("[name=answer-way]").Nth(0).SelectOptionAsync(new SelectOptionValue { Label = "go to step 3: Light the waiting room" });
        await page.Locator("[name=answer-way]").Nth(1).SelectOptionAsync("stop");
        await Writer.Saved(page);
        await look.Here("editor-decision", nina);

        // A screenshot, pasted as it comes; what is private is blacked out with the keyboard.
        await page.GetByRole(AriaRole.Link, new() { Name = "Write step 1", Exact = true }).ClickAsync();
        await page.Locator("#words[data-step^=write-here]").WaitForAsync();
        await Screens.Paste(page, "#f-detail", width: 2000, height: 1000);
        await page.Locator("#canvas-place canvas").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Black out a part" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        foreach (var (side, value) in new[] { ("Left", "100"), ("Top", "50"), ("Width", "400"), ("Height", "200") }) await page.Locator("#marks").GetByLabel(side).FillAsync(value);
        await page.Locator("#marks").GetByLabel("Left").PressAsync("ArrowUp");
        await look.Here("editor-picture", nina);
        await page.GetByLabel("What it shows, for whoever does not see it").FillAsync("The alarm panel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the picture in" }).ClickAsync();
        await page.Locator("[id^=read-write-here] img").WaitForAsync();
        await Writer.Saved(page);

        var text = await Writer.Stored(page, sop);
        Assert.Contains("## Purpose\n\nPatients find the practice open and safe.\n", text, StringComparison.Ordinal);
        Assert.Contains("   - Role: Receptionist\n   - Verify: the panel is green\n", text, StringComparison.Ordinal);
        Assert.Contains("   - Yes: go to [Light the waiting room](#light-the-waiting-room)\n   - No: stop\n", text, StringComparison.Ordinal);
        var picture = await Screens.Stored(page, "The alarm panel");
        Assert.Equal((1600, 800), (picture.Width, picture.Height));
        // From 101 to 501 across and from 50 to 250 down there is one colour; right beside it, what was there.
        Assert.Equal(["0,0,0,255"], picture.ColoursIn(101, 50, 400, 200));
        Assert.DoesNotContain("0,0,0,255", picture.ColoursIn(0, 0, 100, 800));
        Assert.True(picture.ColoursIn(502, 50, 400, 200).Count > 10);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(picture.File), StringComparison.Ordinal);
        look.Conclude();
    }

    [Fact]
    public async Task A_photograph_is_cut_and_keeps_nothing_of_its_camera()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        var sop = await Writer.Draft(page, "Lock up with a photograph", Writer.Doors);
        await Writer.Open(page, sop, "front");
        await page.Locator("#f-picture > summary").ClickAsync();
        await page.Locator("#f-file").SetInputFilesAsync(new FilePayload { Name = "DSC_0042.jpg", MimeType = "image/jpeg", Buffer = await Screens.Photograph(page, width: 400, height: 300) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Cut to a part" }).ClickAsync();
        foreach (var (side, value) in new[] { ("Left", "200"), ("Top", "0"), ("Width", "100"), ("Height", "80") }) await page.Locator("#marks").GetByLabel(side).FillAsync(value);
        await page.GetByLabel("What it shows, for whoever does not see it").FillAsync("The lock");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the picture in" }).ClickAsync();
        await page.Locator("#read-front img").WaitForAsync();

        var picture = await Screens.Stored(page, "The lock");

        Assert.Equal((100, 80), (picture.Width, picture.Height));
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(picture.File), StringComparison.Ordinal);
        Assert.DoesNotContain("51 30 26 N", Encoding.Latin1.GetString(picture.File), StringComparison.Ordinal);
        Assert.Empty(ada.Complaints);
    }
}
