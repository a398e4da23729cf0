using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys.Editor;

/// <summary>Order, undo, completion: with the mouse, with keys alone, and without script.</summary>
public sealed class KeyboardTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    [Fact]
    public async Task Steps_move_by_keys_by_buttons_and_by_being_drawn()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        var sop = await Writer.Draft(page, "Lock up in order", Writer.Doors);
        await Writer.Open(page, sop, "alarm");

        await page.Locator("#f-instruction").FillAsync("Set the alarm for the night");
        await page.Locator("#f-instruction").PressAsync("Alt+ArrowUp");
        await Order(page, "front", "alarm", "back");
        Assert.Equal("f-instruction", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Down step 1" }).PressAsync("Enter");
        await Order(page, "alarm", "front", "back");
        Assert.Equal("front", await page.EvaluateAsync<string>("document.activeElement.value"));

        await page.SetViewportSizeAsync(1280, 2400);
        await Draw(page, page.Locator("#back .step-number"), page.Locator("#alarm > .step"));
        await Order(page, "back", "alarm", "front");
        await Writer.Saved(page);
        Assert.EndsWith("1. Lock the back door {#back}\n2. Set the alarm for the night {#alarm}\n3. Lock the front door {#front}\n", await Writer.Stored(page, sop), StringComparison.Ordinal);

        // Two steps that are mended alike: what has just been typed does not lead the press to the other.
        foreach (var step in (string[])["back", "front"])
        {
            await page.Locator($"a[data-open={step}]").ClickAsync();
            await page.Locator($"#words[data-step={step}]").WaitForAsync();
            await page.Locator("#f-instruction").FillAsync($"Lock the {step} door and then close the window");
            await Writer.Saved(page);
        }
        await page.Locator("#f-detail").FillAsync("Twice.");
        await page.Locator("#lint-front").GetByRole(AriaRole.Button, new() { Name = "Split into 2 steps" }).ClickAsync();
        await page.Locator("#close-the-window").WaitForAsync();
        await Writer.Saved(page);
        var split = await Writer.Stored(page, sop);
        Assert.Contains("1. Lock the back door and then close the window {#back}\n", split, StringComparison.Ordinal);
        Assert.Contains("3. Lock the front door {#front}\n", split, StringComparison.Ordinal);
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task Undo_and_redo_go_back_over_saves_of_several_steps()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        var sop = await Writer.Draft(page, "Lock up and think again", Writer.Doors);
        await Writer.Open(page, sop, "front");
        var texts = new List<string> { await Writer.Stored(page, sop) };

        await page.Locator("#f-verify").FillAsync("the bolt is out");
        await Keep();
        await page.Locator("a[data-open=back]").ClickAsync();
        await page.Locator("#words[data-step=back]").WaitForAsync();
        await page.Locator("#f-instruction").FillAsync("Bolt the back door");
        await Keep();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take step 2 away" }).ClickAsync();
        await page.Locator("#back").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Keep();

        for (var back = texts.Count - 2; back >= 0; back--) await Press("Undo", "undone", texts[back]);
        Assert.True(await page.Locator("#undo-button").IsDisabledAsync());
        for (var on = 1; on < texts.Count; on++) await Press("Redo", "redone", texts[on]);
        Assert.Empty(ada.Complaints);

        async Task Keep()
        {
            await Writer.Saved(page);
            texts.Add(await Writer.Stored(page, sop));
        }

        async Task Press(string name, string state, string expected)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
            await page.Locator($"#editor[data-idle] #saving[data-state={state}]").WaitForAsync();
            Assert.Equal(expected, await Writer.Stored(page, sop));
            await page.EvaluateAsync("document.querySelector('#saving').dataset.state = 'ready'");
        }
    }

    [Fact]
    public async Task The_menu_stays_while_what_was_typed_waits_to_be_saved_and_a_second_slash_is_a_slash()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        await page.Clock.InstallAsync();
        var sop = await Writer.Draft(page, "Lock up by the menu", Writer.Doors);
        await Writer.Open(page, sop, "front");
        var instruction = page.Locator("#f-instruction");

        // While the answer to what was typed before is on its way,
        var answer = new TaskCompletionSource();
        await page.RouteAsync("**/draft/steps", async route => { await answer.Task; await route.ContinueAsync(); });
        await page.RunAndWaitForRequestAsync(async () =>
        {
            await instruction.FillAsync("");
            await page.Clock.RunForAsync(1_000);
        }, "**/draft/steps");
        await instruction.PressAsync("/");
        answer.SetResult();
        await page.Locator("#saving[data-state=refused]").WaitForAsync();
        await page.Clock.RunForAsync(1_000);
        Assert.True(await page.GetByRole(AriaRole.Menu).IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        ada.Forgive("422");

        // and while what was typed has not been sent yet.
        await instruction.FillAsync(" ");
        await instruction.PressAsync("Home");
        await instruction.PressAsync("/");
        await page.Clock.RunForAsync(3_000);
        Assert.True(await page.GetByRole(AriaRole.Menu).IsVisibleAsync());
        await page.Keyboard.PressAsync("/");
        Assert.Equal("/ ", await instruction.InputValueAsync());

        await instruction.PressSequentiallyAsync("etc is locked");
        await page.Clock.RunForAsync(3_000);
        await Writer.Saved(page);
        Assert.Contains("1. /etc is locked {#front}", await Writer.Stored(page, sop), StringComparison.Ordinal);
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task Placeholders_and_procedures_are_completed_while_one_types()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        await Writer.Draft(page, "Call the night guard", Writer.Doors);
        var sop = await Writer.Draft(page, "Lock up with names", Writer.Doors);
        await Writer.Open(page, sop, "front");
        var detail = page.Locator("#f-detail");

        await detail.PressSequentiallyAsync("For {{orga");
        var list = page.GetByRole(AriaRole.Listbox);
        Assert.Equal("{{organization}}", await list.GetByRole(AriaRole.Option, new() { Selected = true }).InnerTextAsync());
        await new Look(ada).Here("editor-completing", ada);
        await detail.PressAsync("Enter");
        await detail.PressSequentiallyAsync(", see [night");
        await list.WaitForAsync();
        await detail.PressAsync("Tab");
        Assert.Equal("For {{organization}}, see [Call the night guard](call-the-night-guard.md)", await detail.InputValueAsync());
        await detail.PressAsync("Control+z");
        Assert.Equal("For {{organization}}, see [night", await detail.InputValueAsync());

        // Wherever words are written: in one line, in a row of a list, before the steps, in the text of a step.
        await page.GetByText("Title, purpose, scope, owner").ClickAsync();
        foreach (var field in (ILocator[])[page.Locator("#f-verify"), page.GetByLabel("Note", new() { Exact = true }).First, page.Locator("#about-purpose")])
        {
            await field.FillAsync("");
            await field.PressSequentiallyAsync("At {{orga");
            await list.WaitForAsync();
            await field.PressAsync("Enter");
            Assert.Equal("At {{organization}}", await field.InputValueAsync());
        }
        Assert.Equal(2, await page.GetByLabel("Note", new() { Exact = true }).CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "As text" }).ClickAsync();
        await page.Locator("#f-text").PressSequentiallyAsync(" {{orga");
        await list.WaitForAsync();
        await page.Locator("#f-text").PressAsync("Tab");

        await Writer.Saved(page);
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task Without_script_every_act_is_a_form()
    {
        await using var ada = await server.SignedIn(script: false);
        var page = ada.Page;
        var sop = await Writer.Draft(page, "Lock up in silence", Writer.Doors);
        await page.GotoAsync($"/procedures/{sop}/draft/steps");
        await page.GetByRole(AriaRole.Button, new() { Name = "Down step 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Write step 1", Exact = true }).ClickAsync();
        await page.GetByLabel("Checkpoint: what one must see").FillAsync("the bolt is out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).Last.ClickAsync();
        await page.Locator("#f-after > summary").ClickAsync();
        await page.Locator("#f-add").FillAsync("Is it dark?");
        await page.Locator("#f-add-kind").SelectOptionAsync("decision");
        await page.Locator("#f-after").GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        Assert.EndsWith("1. Lock the back door {#back}\n   - Verify: the bolt is out\n2. Is it dark? {#is-it-dark}\n   - Yes: continue\n   - No: continue\n3. Lock the front door {#front}\n4. Set the alarm {#alarm}\n", await Writer.Stored(page, sop), StringComparison.Ordinal);
        Assert.Empty(ada.Complaints);
    }

    /// <summary>By hand, in several moves, as browsers want it; to the upper edge of the place.</summary>
    static async Task Draw(IPage page, ILocator what, ILocator where)
    {
        var (from, to) = ((await what.BoundingBoxAsync())!, (await where.BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(from.X + 8, from.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + 40, to.Y + 4, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    static Task Order(IPage page, params string[] steps) => page.WaitForFunctionAsync("steps => [...document.querySelectorAll('.edited')].map(step => step.dataset.step).join() === steps", string.Join(',', steps));
}
