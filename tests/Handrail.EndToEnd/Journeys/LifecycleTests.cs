using System.Globalization;
using System.Text.RegularExpressions;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>A procedure from the first word to its second version, by the people who have a part in it; each page they see is looked at on every screen.</summary>
public sealed class LifecycleTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    const string Title = "Lock up the practice";

    const string Steps = """
        ## Purpose
        Nobody comes in over night, and nobody is locked in.

        ## Scope
        The practice in Mill Lane, every evening.

        ## Steps
        1. Look into every room {#rooms}
           - Role: Receptionist
           - Verify: nobody is there, and every window is shut
        2. Is the alarm panel green? {#panel}
           - Yes: continue
           - No: go to [Call the guard](#guard)
        3. Turn the key twice {#key}
           - Evidence: picture of the lock

        ## If something goes wrong

        ### Call the guard {#guard}

        1. Call the guard {#call}
        """;

    [Fact]
    public async Task A_procedure_is_written_walked_through_objected_to_revised_approved_and_changed_again()
    {
        await using var ada = await server.SignedIn();
        await using var ben = await server.Invited("Ben Okoro", "ben.life@northwind.example");
        await using var cleo = await server.Invited("Cleo Marsh", "cleo.life@northwind.example");
        await using var dan = await server.Invited("Dan Flint", "dan.life@northwind.example");

        var look = new Look(ben);

        // Ben writes.
        var page = ben.Page;
        await page.GotoAsync("/procedures/new");
        await look.Here("life-new", ben);
        await page.GetByLabel("Title").FillAsync(Title);
        await page.GetByLabel("Owner").FillAsync("Receptionist");
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Write it" }));
        var sop = new Uri(page.Url).Segments[2].TrimEnd('/');
        await Walk.Press(page, page.GetByRole(AriaRole.Link, new() { Name = "Source" }));
        var text = page.GetByLabel("Markdown");
        var skeleton = await text.InputValueAsync();
        await text.FillAsync(skeleton[..skeleton.IndexOf("## Purpose", StringComparison.Ordinal)] + Steps);
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        await look.Here("life-edit", ben);
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and send for review…" }));
        await page.GetByLabel("Cleo Marsh").CheckAsync();
        await page.GetByLabel("Dan Flint").CheckAsync();
        await page.GetByLabel("What is it for, and why now?").FillAsync("The new lock needs two turns");
        await look.Here("life-send", ben);
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Send for review" }));

        // Cleo agrees, Dan objects.
        await ReviewAll(cleo, sop);
        await dan.Page.GotoAsync("/");
        await look.Here("life-today-reviewer", dan);
        await dan.Page.GetByRole(AriaRole.Link, new() { Name = $"Walk through “{Title}”" }).ClickAsync();
        await look.Here("life-walk-through", dan);
        await dan.Page.GetByLabel("What would you say to whoever wrote this?").FillAsync("The store room cannot be seen into; take the torch.");
        await Walk.Press(dan.Page, dan.Page.GetByRole(AriaRole.Button, new() { Name = "Cannot be done like this" }));
        await ReviewAll(dan, sop);
        await look.Here("life-walked", dan);

        // Ada sees it, and cannot pass over the objection in silence; she sends it back.
        await ada.Page.GotoAsync($"/procedures/{sop}/revisions/1/approval");
        await look.Here("life-approval", ada);
        await ada.Page.GetByText("Send back…").ClickAsync();
        await ada.Page.GetByLabel("What has to be otherwise?").FillAsync("Take up what Dan says");
        await Walk.Press(ada.Page, ada.Page.GetByRole(AriaRole.Button, new() { Name = "Send it back" }));

        // Ben revises, Dan looks at the one step again, Ada signs.
        await page.GotoAsync("/");
        await look.Here("life-today-author", ben);
        await page.GotoAsync($"/procedures/{sop}/draft");
        await text.FillAsync((await text.InputValueAsync()).Replace("every room", "every room, with the torch", StringComparison.Ordinal));
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and send for review…" }));
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Send for review" }));
        await ReviewAll(dan, sop);
        await ada.Page.GotoAsync($"/procedures/{sop}/revisions/1/signature");
        await look.Here("life-sign", ada);
        await ada.Page.GetByLabel("Your password").FillAsync(ClaimedServer.Password);
        await Walk.Press(ada.Page, ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign: approved for use" }));
        await ada.Page.GotoAsync($"/procedures/{sop}");
        await Assertions.Expect(ada.Page.Locator("aside")).ToContainTextAsync("approved by Ada Pine as administrator");
        await look.Here("life-in-force", ada);

        // Cleo suggests, Ben takes it, an editorial change follows.
        await cleo.Page.GotoAsync($"/procedures/{sop}/suggestions/new?step=key");
        await cleo.Page.GetByLabel("What should be otherwise, and why?").FillAsync("It turns to the left");
        await cleo.Page.GetByLabel("The step as it should read").FillAsync("Turn the key twice, to the left {#key}\n- Evidence: picture of the lock");
        await look.Here("life-suggest", cleo);
        await Walk.Press(cleo.Page, cleo.Page.GetByRole(AriaRole.Button, new() { Name = "Suggest it" }));
        await page.GotoAsync($"/procedures/{sop}/suggestions");
        await page.GetByText("Take it…").ClickAsync();
        await look.Here("life-suggestions", ben);
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Open a draft with it" }));
        await cleo.Page.GotoAsync("/");
        await look.Here("life-today-answered", cleo);
        await page.GotoAsync($"/procedures/{sop}/comparison");
        await look.Here("life-comparison", ben);
        await page.GotoAsync($"/procedures/{sop}/revisions/2/sending");
        await page.GetByLabel("What changed, and why?").FillAsync("Which way the key turns");
        await page.Locator("input[name='weight'][value='Editorial']").CheckAsync();
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Send for review" }));
        await ada.Page.GotoAsync($"/procedures/{sop}/revisions/2/signature");
        await ada.Page.GetByLabel("Your password").FillAsync(ClaimedServer.Password);
        await Walk.Press(ada.Page, ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign: approved for use" }));

        // What changed between the two in force, who wrote it, who approved it, and that it was editorial.
        await page.GotoAsync($"/procedures/{sop}/comparison?from=1&to=2");
        await Assertions.Expect(page.Locator("[aria-labelledby='steps'] ins")).ToContainTextAsync("to the left");
        await Assertions.Expect(page.Locator("[aria-labelledby='steps']")).ToContainTextAsync("Last changed by Ben Okoro");
        await Assertions.Expect(page.Locator("[aria-labelledby='why'] li")).ToContainTextAsync(new Regex("Which way the key turns.*Ben Okoro.*approved by Ada Pine as administrator.*editorial", RegexOptions.Singleline));

        // Whoever asks later finds what was in force, and everything that happened.
        await page.GotoAsync($"/procedures/{sop}/history?on={Day(-40)}");
        await Assertions.Expect(page.Locator(".notice.past")).ToContainTextAsync("nothing of this procedure was in force");
        await page.GotoAsync($"/procedures/{sop}/history?on={Day(0)}");
        await Assertions.Expect(page.Locator(".notice.ok")).ToContainTextAsync("v2");
        await look.Here("life-history", ben);
        foreach (var (name, path) in new[] { ("life-rules", "/settings/approval"), ("life-numbers", "/settings/numbering"), ("life-deputy", "/settings/deputy") })
        {
            await ada.Page.GotoAsync(path);
            await look.Here(name, ada);
        }
        look.Conclude();
    }

    [Fact]
    public async Task Two_who_write_at_once_lose_nothing_and_what_is_typed_is_not_lost_by_leaving()
    {
        await using var ada = await server.SignedIn();
        await using var ben = await server.Invited("Ben Twice", "ben.twice@northwind.example");
        var sop = await Desk.Published(ada.Page, "Write at once", Texts.Close.Replace(Texts.CloseTitle, "Write at once", StringComparison.Ordinal));
        await Walk.Press(ada.Page, ada.Page.Locator("aside").GetByRole(AriaRole.Button, new() { Name = "Edit" }));
        await ada.Page.GotoAsync($"/procedures/{sop}/draft");
        await ben.Page.GotoAsync($"/procedures/{sop}/draft");
        await ben.Page.GetByLabel("Markdown").FillAsync((await ben.Page.GetByLabel("Markdown").InputValueAsync()).Replace("Shut every window", "Shut and bolt every window", StringComparison.Ordinal));
        await ada.Page.GetByLabel("Markdown").FillAsync((await ada.Page.GetByLabel("Markdown").InputValueAsync()).Replace("Turn the key twice", "Turn the key three times", StringComparison.Ordinal));
        await ada.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(ada.Page.Locator(".page-head .badge")).ToContainTextAsync("Draft");

        var asked = new TaskCompletionSource<string>();
        ben.Page.Dialog += async (_, dialog) => { asked.TrySetResult(dialog.Type); await dialog.DismissAsync(); };
        await ben.Page.EvaluateAsync("location.href = '/'").ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await Walk.Press(ben.Page, ben.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        ben.Forgive("409");

        await Assertions.Expect(ben.Page.Locator(".notice.bad")).ToContainTextAsync("Ada Pine changed");
        await Assertions.Expect(ben.Page.GetByLabel("Markdown")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Shut and bolt every window"));
        await Assertions.Expect(ben.Page.Locator(".compared")).ToContainTextAsync("three times");
        await ben.Inspect("life-conflict");
    }

    static string Day(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Agrees to every step that is left.</summary>
    static async Task ReviewAll(Visit reviewer, string sop)
    {
        await reviewer.Page.GotoAsync($"/procedures/{sop}/revisions/1/walk-through");
        for (var steps = 0; steps < 20; steps++)
        {
            var agree = reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "Agree" });
            if (await agree.CountAsync() == 0) return;
            await Walk.Press(reviewer.Page, agree);
        }
        throw new InvalidOperationException("The walk-through does not end.");
    }
}
