using System.Text;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys.Editor;

/// <summary>What a person does in the editor.</summary>
static class Writer
{
    public const string Doors = "# Lock up the practice\n\n## Purpose\nNobody comes in.\n\n## Steps\n1. Lock the front door {#front}\n2. Lock the back door {#back}\n3. Set the alarm {#alarm}\n";

    /// <summary>Brings in a text as a draft.</summary>
    /// <returns>Its label.</returns>
    public static async Task<string> Draft(IPage page, string title, string markdown)
    {
        await Desk.Bring(page, new FilePayload { Name = title.Replace(' ', '-').ToLowerInvariant() + ".md", MimeType = "text/markdown", Buffer = Encoding.UTF8.GetBytes(markdown.Replace("Lock up the practice", title, StringComparison.Ordinal)) });
        await Desk.Accept(page);
        return await Desk.LabelOf(page, title);
    }

    public static async Task Open(IPage page, string sop, string step = "")
    {
        await page.GotoAsync($"/procedures/{sop}/draft/steps?step={step}");
        await page.Locator("#saving:not(:empty)").WaitForAsync();
    }

    /// <summary>The text as a whole.</summary>
    public static async Task Source(IPage page, string sop)
    {
        await page.GotoAsync($"/procedures/{sop}/draft");
        await page.Locator("#saving:not(:empty)").WaitForAsync();
    }

    /// <summary>Writes three steps without Markdown: one with a checkpoint and a screenshot that is blacked out in part, a decision, and where it leads.</summary>
    /// <param name="decided">When the decision is open; <paramref name="blackedOut"/>, while the picture is.</param>
    public static async Task OpenThePractice(IPage page, string sop, Func<Task> decided, Func<Task> blackedOut)
    {
        await Open(page, sop);

        // Why and for whom.
        await page.GetByText("Title, purpose, scope, owner").ClickAsync();
        await page.GetByLabel("Purpose").FillAsync("Patients find the practice open and safe.");
        await page.GetByLabel("Scope").FillAsync("The practice in Mill Lane, every morning.");
        await page.Locator("form.about").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Saved(page);

        // The step the page begins with becomes the first; with a checkpoint and a role.
        await page.GetByRole(AriaRole.Link, new() { Name = "Write step 1", Exact = true }).ClickAsync();
        await page.GetByLabel("What is done").First.FillAsync("Switch the alarm off");
        await page.GetByLabel("Who does it").FillAsync("Receptionist");
        await page.GetByLabel("Checkpoint: what one must see").FillAsync("the panel is green");
        await Saved(page);

        // A decision after it, by the menu that "/" opens.
        await page.GetByLabel("How it is done").PressAsync("/");
        var menu = page.GetByRole(AriaRole.Menuitem);
        var lines = await menu.AllInnerTextsAsync();
        Assert.All(["Decision", "Checkpoint", "Another procedure", "Wait", "Who signs", "Second person", "Who does it", "What is kept as proof", "System", "Time limit", "Who is called", "Only if", "Again for each", "May be left out", "If it fails", "Notes", "What is written down", "How it is done in one tool", "Put a picture in", "Begin a phase", "Add after it: Step", "Add after it: Decision", "Add after it: Checkpoint", "Add after it: Another procedure", "Add after it: Sub-step", "Add after it: Note", "Add after it: Heading"],
            name => Assert.Contains(lines, line => line.StartsWith(name, StringComparison.Ordinal)));
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
        await Saved(page);
        await decided();

        // A screenshot, pasted as it comes; what is private is blacked out with the keyboard.
        await page.GetByRole(AriaRole.Link, new() { Name = "Write step 1", Exact = true }).ClickAsync();
        await page.Locator("#words[data-step^=write-here]").WaitForAsync();
        await Screens.Paste(page, "#f-detail", width: 2000, height: 1000);
        await page.Locator("#canvas-place canvas").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Black out a part" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        foreach (var (side, value) in new[] { ("Left", "100"), ("Top", "50"), ("Width", "400"), ("Height", "200") }) await page.Locator("#marks").GetByLabel(side).FillAsync(value);
        await page.Locator("#marks").GetByLabel("Left").PressAsync("ArrowUp");
        await blackedOut();
        await page.GetByLabel("What it shows, for whoever does not see it").FillAsync("The alarm panel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the picture in" }).ClickAsync();
        await page.Locator("[id^=read-write-here] img").WaitForAsync();
        await Saved(page);
    }

    /// <summary>Waits until the line says so: "saved", "lost", "refused".</summary>
    public static Task Says(IPage page, string state) => page.Locator($"#saving[data-state={state}]").WaitForAsync();

    /// <summary>Waits until everything typed has been answered.</summary>
    public static async Task Saved(IPage page)
    {
        await page.Locator("#editor[data-idle]:not([data-unsaved])").WaitForAsync();
        await Says(page, "saved");
    }

    public static async Task<string> Stored(IPage page, string sop, int revision = 1) => await (await page.APIRequest.GetAsync($"/procedures/{sop}/revisions/{revision}.md")).TextAsync();

    /// <summary>What a browser says of a server that is away.</summary>
    public static void ForgiveAway(Visit visit)
    {
        foreach (var complaint in (string[])["ERR_CONNECTION", "ERR_INTERNET_DISCONNECTED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE", "ERR_NETWORK", "409", "422"]) visit.Forgive(complaint);
    }
}
