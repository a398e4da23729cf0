using System.Text.RegularExpressions;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys.Editor;

/// <summary>A server that is killed, a connection that is gone, two who write at once: whatever was typed is there afterwards.</summary>
public sealed class NoWordLostTests(Chromium chromium)
{
    [Fact]
    public async Task A_server_killed_while_somebody_types_costs_no_word()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, visit);
        var page = visit.Page;
        var sop = await Writer.Draft(page, "Lock up while it burns", Writer.Doors);
        await Writer.Open(page, sop, "front");
        await page.Locator("#f-instruction").FillAsync("Lock the front door twice");
        await Writer.Saved(page);

        var typing = page.Locator("#f-detail").PressSequentiallyAsync("Turn the key to the left until the bolt is out, then pull at the handle.", new() { Delay = 15 });
        await server.Kill();
        await typing;
        await Writer.Says(page, "lost");
        await page.Locator("#f-verify").FillAsync("the door stays shut");
        await using var again = await server.StartAgain();

        await Writer.Saved(page);
        Assert.EndsWith("1. Lock the front door twice {#front}\n   - Verify: the door stays shut\n\n   Turn the key to the left until the bolt is out, then pull at the handle.\n2. Lock the back door {#back}\n3. Set the alarm {#alarm}\n",
            await Writer.Stored(page, sop), StringComparison.Ordinal);
        Writer.ForgiveAway(visit);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Words_typed_while_the_server_was_away_come_back_when_the_page_is_opened_again()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, visit);
        var page = visit.Page;
        var sop = await Writer.Draft(page, "Lock up after the fire", Writer.Doors);
        await Writer.Open(page, sop, "front");
        await server.Kill();
        await page.Locator("#f-detail").FillAsync("Turn the key to the left.");
        await page.Locator("#last textarea").FillAsync("Go home");
        await Writer.Says(page, "lost");
        // The window is closed; what it showed is gone.
        await page.GotoAsync("about:blank");
        await using var again = await server.StartAgain();

        await Writer.Open(page, sop);
        await page.Locator("#restored .notice", new() { HasText = "elsewhere in this draft have not been saved yet" }).GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator("#restored .notice", new() { HasText = "had not been saved" }).WaitForAsync();
        await Writer.Saved(page);

        Assert.Equal("Go home", await page.Locator("#last textarea").InputValueAsync());
        Assert.Contains("1. Lock the front door {#front}\n\n   Turn the key to the left.\n2.", await Writer.Stored(page, sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_and_start_fields_are_filled_with_the_keyboard_and_a_server_killed_meanwhile_costs_none()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, visit);
        var page = visit.Page;
        var sop = await Writer.Draft(page, "Lock up by the table", Writer.Doors + "\n## Escalation\n\n| When | Who |\n| --- | --- |\n| it burns | the lead |\n\n## Records\n\nKept.\n");
        await Writer.Open(page, sop);
        await page.GetByText("One more section").ClickAsync();
        await page.Locator("#f-section-kind").SelectOptionAsync("BeforeYouStart");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the section" }).PressAsync("Enter");
        await page.Locator("#words[data-step=before-you-start]").WaitForAsync();
        // The writing goes on in the first field.
        await page.Keyboard.TypeAsync("Who locks up");
        await Writer.Saved(page);
        await visit.Inspect("editor-start-fields");

        await page.Locator("a[data-open=escalation]").PressAsync("Enter");
        await page.Locator("#words[data-step=escalation]").WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("the lead", await page.EvaluateAsync<string>("document.activeElement.value"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("the plumber");
        await Writer.Saved(page);
        await server.Kill();
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.TypeAsync("it leaks");
        await Writer.Says(page, "lost");
        await page.GotoAsync("about:blank");
        await using var again = await server.StartAgain();

        await Writer.Open(page, sop);
        await page.Locator("#restored .notice").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator("[name=cell-0]").Nth(2)).ToHaveValueAsync("it leaks");
        await Writer.Saved(page);

        var stored = await Writer.Stored(page, sop);
        Assert.Contains("## Before you start\n\n- Record: Who locks up\n\n## Steps\n", stored, StringComparison.Ordinal);
        Assert.EndsWith("| it burns | the lead |\n| it leaks | the plumber |\n\n## Records\n\nKept.\n", stored, StringComparison.Ordinal);
        await page.Locator("[name=cell-0]").Nth(2).PressAsync("Alt+ArrowUp");
        await Writer.Saved(page);
        Assert.Contains("| it leaks | the plumber |\n| it burns | the lead |\n", await Writer.Stored(page, sop), StringComparison.Ordinal);
        Writer.ForgiveAway(visit);
        await visit.Inspect("editor-table");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Words_typed_without_a_connection_are_sent_when_it_is_back()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, visit);
        var page = visit.Page;
        var sop = await Writer.Draft(page, "Lock up in the hills", Writer.Doors);
        await Writer.Open(page, sop, "front");
        await page.Context.SetOfflineAsync(true);
        await page.Locator("#f-role").FillAsync("Receptionist");
        await Writer.Says(page, "lost");
        Assert.Contains("Not saved: no connection", await page.Locator("#saving").InnerTextAsync(), StringComparison.Ordinal);

        var saving = page.WaitForRequestAsync(request => request.Method == "POST");
        await page.Context.SetOfflineAsync(false);

        await Writer.Saved(page);
        Assert.InRange((await saving).PostDataBuffer!.Length, 100, 8 * 1024);
        Assert.Contains("{#front}\n   - Role: Receptionist\n", await Writer.Stored(page, sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_write_in_different_steps_see_each_other_and_both_are_kept_and_in_the_same_step_both_texts_are_shown()
    {
        await using var server = await RunningServer.Start();
        await using var ada = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, ada);
        var sop = await Writer.Draft(ada.Page, "Lock up together", Writer.Doors);
        await using var bruno = await Invited(server, ada, "Bruno Mart", "bruno@northwind.example");

        await Writer.Open(ada.Page, sop, "front");
        await Writer.Open(bruno.Page, sop, "back");
        await ada.Page.GetByText("Bruno Mart is editing step 2").WaitForAsync();
        await bruno.Page.GetByText("Ada Pine is editing step 1").WaitForAsync();
        await Task.WhenAll(ada.Page.Locator("#f-detail").FillAsync("Turn the key to the left."), bruno.Page.Locator("#f-verify").FillAsync("the bolt is out"));
        await Task.WhenAll(Writer.Saved(ada.Page), Writer.Saved(bruno.Page));
        await ada.Page.Locator("#read-back").GetByText("the bolt is out").WaitForAsync();
        await bruno.Page.Locator("#read-front").GetByText("Turn the key to the left.").WaitForAsync();

        // Both in the first step now. Ada is offline for a moment, so that she cannot have seen what Bruno writes.
        await bruno.Page.Locator("a[data-open=front]").ClickAsync();
        await bruno.Page.Locator("#words[data-step=front]").WaitForAsync();
        await ada.Page.Context.SetOfflineAsync(true);
        await ada.Page.Locator("#f-instruction").FillAsync("Ada locks the door");
        await Writer.Says(ada.Page, "lost");
        await bruno.Page.Locator("#f-instruction").FillAsync("Bruno locks the door");
        await Writer.Saved(bruno.Page);
        await ada.Page.Context.SetOfflineAsync(false);

        await Writer.Says(ada.Page, "refused");
        Assert.Contains("Bruno locks the door", await ada.Page.Locator("#refused .theirs").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("Ada locks the door", await ada.Page.Locator("#f-instruction").InputValueAsync());
        Assert.Contains("1. Bruno locks the door {#front}", await Writer.Stored(ada.Page, sop), StringComparison.Ordinal);
        Writer.ForgiveAway(ada);
        await ada.Inspect("editor-conflict");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Save mine in its place" }).ClickAsync();
        await Writer.Saved(ada.Page);
        Assert.EndsWith("1. Ada locks the door {#front}\n\n   Turn the key to the left.\n2. Lock the back door {#back}\n   - Verify: the bolt is out\n3. Set the alarm {#alarm}\n", await Writer.Stored(ada.Page, sop), StringComparison.Ordinal);

        // Before the steps: in fields of their own both are kept without a press, in the same field both are shown.
        foreach (var writer in (Visit[])[ada, bruno]) await writer.Page.GetByText("Title, purpose, scope, owner").ClickAsync();
        await Task.WhenAll(ada.Page.GetByLabel("Owner").FillAsync("Caretaker"), bruno.Page.GetByLabel("Reviewed every").FillAsync("12 months"));
        await Task.WhenAll(Writer.Saved(ada.Page), Writer.Saved(bruno.Page));
        await ada.Page.Context.SetOfflineAsync(true);
        await ada.Page.GetByLabel("Purpose").FillAsync("Ada sleeps well.");
        await Writer.Says(ada.Page, "lost");
        await bruno.Page.GetByLabel("Purpose").FillAsync("Bruno sleeps well.");
        await bruno.Page.GetByLabel("Scope").FillAsync("The whole house.");
        await Writer.Saved(bruno.Page);
        await ada.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(ada.Page.Locator("#about .theirs")).ToHaveTextAsync("Bruno sleeps well.");
        Assert.Equal(("Ada sleeps well.", "The whole house."), (await ada.Page.GetByLabel("Purpose").InputValueAsync(), await ada.Page.GetByLabel("Scope").InputValueAsync()));
        // Opened again, a person is asked again.
        await Writer.Open(ada.Page, sop, "front");
        await Writer.Says(ada.Page, "refused");
        await ada.Page.Locator("form.about").GetByRole(AriaRole.Button, new() { Name = "Save mine in its place" }).ClickAsync();
        await Writer.Saved(ada.Page);
        Assert.True(await ada.Page.Locator("#words[data-step=front]").IsVisibleAsync());
        Assert.Equal("Save", await ada.Page.Locator("form.about button").InnerTextAsync());
        var agreed = await Writer.Stored(ada.Page, sop);
        Assert.All(["owner: Caretaker\n", "review: 12 months\n", "## Purpose\nAda sleeps well.\n", "## Scope\n\nThe whole house.\n"], words => Assert.Contains(words, agreed, StringComparison.Ordinal));

        await bruno.DisposeAsync();
        await ada.Page.Locator("#people:empty").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    [Fact]
    public async Task Two_who_write_the_source_and_a_step_see_each_other_and_both_are_kept_and_in_one_part_both_texts_are_shown()
    {
        await using var server = await RunningServer.Start();
        await using var ada = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, ada);
        var sop = await Writer.Draft(ada.Page, "Write at once", Writer.Doors);
        await using var ben = await Invited(server, ada, "Ben Twice", "ben.twice@northwind.example");
        var (mine, his) = (ada.Page.GetByLabel("Markdown"), ben.Page.GetByLabel("Markdown"));
        await Writer.Source(ada.Page, sop);
        await Writer.Open(ben.Page, sop, "back");
        await ada.Page.GetByText("Ben Twice is editing step 2").WaitForAsync();
        await ben.Page.GetByText("Ada Pine is editing the source").WaitForAsync();

        // What Ben writes in his step comes into Ada's text by itself, and what she writes into his page; the cursor stays in its words.
        await mine.EvaluateAsync("area => { area.focus(); const at = area.value.indexOf('the alarm'); area.setSelectionRange(at, at + 9); }");
        await ben.Page.Locator("#f-verify").FillAsync("the bolt is out");
        await Assertions.Expect(mine).ToHaveValueAsync(new Regex("{#back}\\n   - Verify: the bolt is out\\n3\\. Set the alarm"));
        await ada.Page.Keyboard.TypeAsync("the new alarm");
        await Writer.Saved(ada.Page);
        await ben.Page.Locator("#read-alarm").GetByText("Set the new alarm").WaitForAsync();

        // Taken back and done again step by step; what Ben wrote is not taken out with it.
        await ada.Page.Keyboard.TypeAsync(" and the lamp");
        await Writer.Saved(ada.Page);
        var all = await mine.InputValueAsync();
        for (var i = 0; i < 8; i++) await ada.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(mine).Not.ToHaveValueAsync(new Regex("Verify: the bolt"));
        await mine.EvaluateAsync("area => { const at = area.value.indexOf(' comes in.'); area.setSelectionRange(at, at); }");
        await ada.Page.Keyboard.TypeAsync(" ever");
        await Writer.Says(ada.Page, "merged");
        await Assertions.Expect(mine).ToHaveValueAsync(new Regex("Nobody ever comes.*{#back}\\n   - Verify: the bolt is out\\n3\\. Set ", RegexOptions.Singleline));
        await mine.FillAsync(all.Replace(" and the lamp", "", StringComparison.Ordinal));
        await Writer.Saved(ada.Page);

        // Both at the same moment, in parts of their own.
        await Writer.Source(ben.Page, sop);
        await ada.Page.Context.SetOfflineAsync(true);
        await Replace(mine, "Nobody comes in.", "Nobody comes in at night.");
        await Writer.Says(ada.Page, "lost");
        await Replace(his, "Lock the front door", "Lock and bolt the front door");
        await Writer.Saved(ben.Page);
        await ada.Page.Context.SetOfflineAsync(false);
        await Writer.Says(ada.Page, "merged");
        await Assertions.Expect(mine).ToHaveValueAsync(new Regex("at night.*Lock and bolt", RegexOptions.Singleline));
        await Assertions.Expect(his).ToHaveValueAsync(new Regex("at night.*Lock and bolt", RegexOptions.Singleline));

        // In one part: both are shown, the rest is put together, and a person decides; also when the page is opened again.
        await ada.Page.Context.SetOfflineAsync(true);
        await Replace(mine, "Lock and bolt the front door", "Ada locks the front door");
        await Writer.Says(ada.Page, "lost");
        await Replace(his, "Lock and bolt the front door", "Ben locks the front door");
        await Replace(his, "the bolt is out", "the bolt is out and shines");
        await Writer.Saved(ben.Page);
        await ada.Page.Context.SetOfflineAsync(false);
        await Disputed();
        Writer.ForgiveAway(ada);
        await ada.Inspect("life-conflict");
        await Writer.Source(ada.Page, sop);
        await Disputed();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Save mine in its place" }).ClickAsync();
        await Writer.Saved(ada.Page);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).WaitForAsync();
        Assert.EndsWith("Nobody comes in at night.\n\n## Steps\n1. Ada locks the front door {#front}\n2. Lock the back door {#back}\n   - Verify: the bolt is out and shines\n3. Set the new alarm {#alarm}\n", await Writer.Stored(ada.Page, sop), StringComparison.Ordinal);
        await Assertions.Expect(his).ToHaveValueAsync(new Regex("Ada locks the front door"));
        Writer.ForgiveAway(ada);
        Assert.Empty(ada.Complaints);
        Assert.Empty(ben.Complaints);

        async Task Disputed()
        {
            await Writer.Says(ada.Page, "refused");
            await Assertions.Expect(ada.Page.Locator("#dispute h3")).ToHaveTextAsync(new Regex("^Step 1: "));
            await Assertions.Expect(ada.Page.Locator("#dispute del")).ToHaveTextAsync(new Regex("Ben"));
            await Assertions.Expect(mine).ToHaveValueAsync(new Regex("Ada locks the front door.*the bolt is out and shines", RegexOptions.Singleline));
        }
    }

    static async Task Replace(ILocator text, string old, string now) => await text.FillAsync((await text.InputValueAsync()).Replace(old, now, StringComparison.Ordinal));

    [Fact]
    public async Task A_source_typed_while_the_server_was_away_comes_back_and_names_are_completed_in_it()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, visit);
        var page = visit.Page;
        var sop = await Writer.Draft(page, "Lock up by its source", Writer.Doors.Replace("{#front}\n", "{#front}\n   - Role: Receptionist\n", StringComparison.Ordinal));
        await Writer.Source(page, sop);
        var text = page.GetByLabel("Markdown");
        await text.FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("   - Role: rec");
        await page.Locator("#completions li").First.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(text).ToHaveValueAsync(new Regex("- Role: Receptionist$"));
        await Writer.Saved(page);
        await visit.Inspect("source");

        await server.Kill();
        await page.Keyboard.TypeAsync("\n4. Go home {#home}\n");
        await Writer.Says(page, "lost");
        // Without asking: it is kept.
        await page.GotoAsync("about:blank");
        await using var again = await server.StartAgain();
        await page.GoBackAsync();
        await page.Locator("#restored .notice", new() { HasText = "had not been saved" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(text).ToHaveValueAsync(new Regex("4\\. Go home {#home}\\n$"));
        await page.Locator("#editor[data-idle]:not([data-unsaved])").WaitForAsync();

        Assert.EndsWith("   - Role: Receptionist\n4. Go home {#home}\n", await Writer.Stored(page, sop), StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('handrail:words:')).length"));
        // One press mends, and what was typed since is kept.
        await page.Locator("#margin button[name=fix]").First.ClickAsync();
        await Writer.Says(page, "merged");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and read" }).ClickAsync();
        await page.WaitForURLAsync(new Regex($"/procedures/{sop}/revisions/1$"));
        Writer.ForgiveAway(visit);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_source_whose_answer_was_lost_is_not_in_dispute_with_itself_and_nothing_that_is_saved_stays_kept()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, visit);
        var page = visit.Page;
        var sop = await Writer.Draft(page, "Lock up once more", Writer.Doors);
        await Writer.Source(page, sop);
        var text = page.GetByLabel("Markdown");

        // The words arrive, the answer does not, and the same step is written on.
        await page.RouteAsync($"**/procedures/{sop}/draft", async route =>
        {
            if (route.Request.Method == "POST") await route.FetchAsync();
            await route.AbortAsync();
        });
        await Replace(text, "Lock the front door", "Lock and bolt the front door");
        await Writer.Says(page, "lost");
        await page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.Wait });
        await Replace(text, "Lock and bolt the front door", "Lock, bolt and bar the front door");
        await Writer.Saved(page);
        Assert.Equal(0, await page.Locator("#dispute section").CountAsync());
        Assert.Contains("1. Lock, bolt and bar the front door {#front}", await Writer.Stored(page, sop), StringComparison.Ordinal);

        await Replace(text, "Set the alarm", "Set both alarms");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and read" }).ClickAsync();
        await page.WaitForURLAsync(new Regex($"/procedures/{sop}/revisions/1$"));
        Assert.Contains("3. Set both alarms {#alarm}", await Writer.Stored(page, sop), StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('handrail:words:')).length"));
        visit.Forgive("ERR_FAILED");
        Writer.ForgiveAway(visit);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Where_the_browser_keeps_nothing_a_source_is_saved_all_the_same_and_it_asks_only_while_something_is_not()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, visit);
        var page = visit.Page;
        var sop = await Writer.Draft(page, "Lock up without a trace", Writer.Doors);
        await page.AddInitScriptAsync("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('Denied', 'SecurityError'); } })");
        await Writer.Source(page, sop);

        await page.Context.SetOfflineAsync(true);
        await Replace(page.GetByLabel("Markdown"), "Set the alarm", "Set both alarms");
        Assert.Equal("yes", await page.Locator("#editor").GetAttributeAsync("data-unkept"));
        await page.Context.SetOfflineAsync(false);
        await Writer.Saved(page);

        Assert.Contains("3. Set both alarms {#alarm}", await Writer.Stored(page, sop), StringComparison.Ordinal);
        Assert.Null(await page.Locator("#editor").GetAttributeAsync("data-unkept"));
    }

    [Fact]
    public async Task Words_for_a_step_that_somebody_has_taken_away_find_another_place()
    {
        await using var server = await RunningServer.Start();
        await using var ada = await chromium.Visit(server.Url);
        await ClaimedServer.Claim(server, ada);
        var sop = await Writer.Draft(ada.Page, "Lock up without a back door", Writer.Doors);
        await using var bruno = await Invited(server, ada, "Bruno Mart", "bruno@northwind.example");
        await Writer.Open(ada.Page, sop, "back");
        await Writer.Open(bruno.Page, sop, "back");
        await ada.Page.Context.SetOfflineAsync(true);
        await ada.Page.Locator("#f-instruction").FillAsync("Lock the cellar");
        await ada.Page.Locator("#f-verify").FillAsync("the hatch is shut");
        await ada.Page.GetByLabel("Note", new() { Exact = true }).First.FillAsync("Mind the third stair.");
        await ada.Page.Locator("#f-after > summary").ClickAsync();
        await ada.Page.Locator("#f-add").FillAsync("Lock the loft");
        await Writer.Says(ada.Page, "lost");
        await bruno.Page.GetByRole(AriaRole.Button, new() { Name = "Take step 2 away" }).ClickAsync();
        await Writer.Saved(bruno.Page);
        await ada.Page.Context.SetOfflineAsync(false);

        await ada.Page.Locator("#homeless textarea").WaitForAsync();
        // What others write in the meantime does not push them out.
        await bruno.Page.Locator("a[data-open=front]").ClickAsync();
        await bruno.Page.Locator("#words[data-step=front] #f-verify").FillAsync("the bolt is out");
        await ada.Page.Locator("#read-front").GetByText("the bolt is out").WaitForAsync();
        const string Cellar = "Lock the cellar\n- Verify: the hatch is shut\n\n> [!NOTE]\n> Mind the third stair.";
        Assert.Equal(Cellar, await ada.Page.Locator("#homeless textarea").InputValueAsync());
        Assert.Equal("Lock the loft", await ada.Page.Locator("#last textarea").InputValueAsync());
        // Nor does opening the page again, even where the browser was closed before any of it had been sent, and whatever it names first: here what has no form any more.
        await ada.Page.AddInitScriptAsync("const keys = Object.keys; Object.keys = of => of === localStorage ? keys(of).sort().reverse() : keys(of)");
        await ada.Page.EvaluateAsync("localStorage.setItem(Object.keys(localStorage).find(key => key.endsWith('add:~')).replace('add:~', 'fill:back'), JSON.stringify({ at: 0, entries: [['step', 'back'], ['instruction', 'Lock the shed'], ['verify', 'it is dark']] }))");
        await Writer.Open(ada.Page, sop);
        await Assertions.Expect(ada.Page.Locator("#last textarea")).ToHaveValueAsync(new Regex("Lock the shed\\n- Verify: it is dark"));
        var last = await ada.Page.Locator("#last textarea").InputValueAsync();
        Assert.Contains(Cellar, last, StringComparison.Ordinal);
        Assert.Contains("Lock the loft", last, StringComparison.Ordinal);
        await ada.Page.Locator("#last textarea").FillAsync(Cellar);
        await ada.Page.Locator("#last").GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await ada.Page.Locator("#words[data-step=lock-the-cellar]").WaitForAsync();

        Assert.EndsWith("2. Set the alarm {#alarm}\n3. Lock the cellar {#lock-the-cellar}\n   - Verify: the hatch is shut\n\n   > [!NOTE]\n   > Mind the third stair.\n", await Writer.Stored(ada.Page, sop), StringComparison.Ordinal);
        Assert.Equal(0, await ada.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('handrail:words:')).length"));
    }

    async Task<Visit> Invited(RunningServer server, Visit ada, string name, string email)
    {
        await ada.Page.GotoAsync("/settings/members");
        await ada.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await ada.Page.GetByLabel("E-mail").FillAsync(email);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        var link = await ada.Page.Locator(".notice.ok code").InnerTextAsync();
        var visit = await chromium.Visit(server.Url);
        await visit.Page.GotoAsync(link);
        await visit.Page.GetByLabel("Password").FillAsync(ClaimedServer.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Take the account" }).ClickAsync();
        await visit.Page.ArriveAt("^[a-z]+://[^/]+/$");
        return visit;
    }
}
