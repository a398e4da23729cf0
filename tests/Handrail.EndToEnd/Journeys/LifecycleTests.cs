using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Handrail.EndToEnd.Harness;
using Handrail.EndToEnd.Journeys.Editor;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>A procedure from the first word to its second version, by the people who have a part in it; each page they see is looked at on every screen.</summary>
public sealed class LifecycleTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    const string Title = "Open the practice";

    /// <summary>Between the first version and the second, in days.</summary>
    const int Later = 40;

    [Fact]
    public async Task A_procedure_is_written_walked_through_objected_to_revised_approved_and_changed_again()
    {
        await using var ada = await server.SignedIn();
        await using var nina = await server.Invited("Nina Holt", "nina.life@northwind.example");
        await using var cleo = await server.Invited("Cleo Marsh", "cleo.life@northwind.example");
        await using var dan = await server.Invited("Dan Flint", "dan.life@northwind.example");
        var look = new Look(nina);

        var sop = await Write(nina, look);
        await Send(nina, look);
        await Object(dan, cleo, ada, sop, look);
        await Revise(nina, dan, sop, look);
        await Approve(ada, sop, look);
        foreach (var (name, path) in new[] { ("life-rules", "/settings/approval"), ("life-numbers", "/settings/numbering"), ("life-deputy", "/settings/deputy") })
        {
            await ada.Page.GotoAsync(path);
            await look.Here(name, ada);
        }

        if (RunningServer.ClockTurner.Length > 0)
        {
            await server.ComeBack(Later);
            await ClaimedServer.SignIn(ada, ClaimedServer.Email);
            await ClaimedServer.SignIn(nina, "nina.life@northwind.example");
            await ClaimedServer.SignIn(cleo, "cleo.life@northwind.example");
        }
        await Change(cleo, nina, ada, sop, look);
        await Compare(nina, sop, look);
        look.Conclude();
        Assert.SkipWhen(RunningServer.ClockTurner.Length == 0, "Passed up to the version that was in force last month: HANDRAIL_TEST_FAKETIME names no library that turns the clock.");
        await LookBack(nina, sop);
    }

    /// <summary>Nina is new, and has never heard of Markdown: a checkpoint, a decision and a screenshot of which a part is nobody's business.</summary>
    static async Task<string> Write(Visit nina, Look look)
    {
        var page = nina.Page;
        await page.GotoAsync("/procedures/new");
        await look.Here("life-new", nina);
        await page.GetByLabel("Title").FillAsync(Title);
        await page.GetByLabel("Owner").FillAsync("Receptionist");
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Write it" }));
        var sop = new Uri(page.Url).Segments[2].TrimEnd('/');
        await look.Here("editor-new", nina);
        await Writer.OpenThePractice(page, sop, () => look.Here("editor-decision", nina), () => look.Here("editor-picture", nina));

        var text = await Writer.Stored(page, sop);
        Assert.Contains("## Purpose\n\nPatients find the practice open and safe.\n", text, StringComparison.Ordinal);
        Assert.Contains("   - Role: Receptionist\n   - Verify: the panel is green\n", text, StringComparison.Ordinal);
        Assert.Contains("   - Yes: go to [Light the waiting room](#light-the-waiting-room)\n   - No: stop\n", text, StringComparison.Ordinal);
        AssertBlackedOut(await Screens.Stored(page, "The alarm panel"));
        return sop;
    }

    /// <summary>From 101 to 501 across and from 50 to 250 down there is one colour; right beside it, what was there.</summary>
    static void AssertBlackedOut(StoredPicture picture)
    {
        Assert.Equal((1600, 800), (picture.Width, picture.Height));
        Assert.Equal(["0,0,0,255"], picture.ColoursIn(101, 50, 400, 200));
        Assert.DoesNotContain("0,0,0,255", picture.ColoursIn(0, 0, 100, 800));
        Assert.True(picture.ColoursIn(502, 50, 400, 200).Count > 10);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(picture.File), StringComparison.Ordinal);
    }

    static async Task Send(Visit nina, Look look)
    {
        var page = nina.Page;
        await Walk.Press(page, page.GetByRole(AriaRole.Link, new() { Name = "Send for review…" }));
        await page.GetByLabel("Cleo Marsh").CheckAsync();
        await page.GetByLabel("Dan Flint").CheckAsync();
        await page.GetByLabel("What is it for, and why now?").FillAsync("The new alarm has a panel of its own");
        await look.Here("life-send", nina);
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Send for review" }));
    }

    /// <summary>Cleo agrees, Dan objects; Ada cannot pass over that in silence, and sends it back.</summary>
    static async Task Object(Visit dan, Visit cleo, Visit ada, string sop, Look look)
    {
        await ReviewAll(cleo, sop);
        await dan.Page.GotoAsync("/");
        await look.Here("life-today-reviewer", dan);
        await dan.Page.GetByRole(AriaRole.Link, new() { Name = $"Walk through “{Title}”" }).ClickAsync();
        await look.Here("life-walk-through", dan);
        await dan.Page.GetByLabel("What would you say to whoever wrote this?").FillAsync("The tag has to be held to the panel first.");
        await Walk.Press(dan.Page, dan.Page.GetByRole(AriaRole.Button, new() { Name = "Cannot be done like this" }));
        await ReviewAll(dan, sop);
        await look.Here("life-walked", dan);

        await ada.Page.GotoAsync($"/procedures/{sop}/revisions/1/approval");
        await look.Here("life-approval", ada);
        await ada.Page.GetByText("Send back…").ClickAsync();
        await ada.Page.GetByLabel("What has to be otherwise?").FillAsync("Take up what Dan says");
        await Walk.Press(ada.Page, ada.Page.GetByRole(AriaRole.Button, new() { Name = "Send it back" }));
    }

    /// <summary>Nina puts it into words, and Dan looks at the one step again.</summary>
    static async Task Revise(Visit nina, Visit dan, string sop, Look look)
    {
        var page = nina.Page;
        await page.GotoAsync("/");
        await look.Here("life-today-author", nina);
        await Writer.Open(page, sop);
        await page.GetByRole(AriaRole.Link, new() { Name = "Write step 1", Exact = true }).ClickAsync();
        await page.Locator("#words[data-step^=write-here]").WaitForAsync();
        await page.GetByLabel("How it is done").FillAsync("Hold the tag to the panel first.");
        await Writer.Saved(page);
        await Walk.Press(page, page.GetByRole(AriaRole.Link, new() { Name = "Send for review…" }));
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Send for review" }));
        await ReviewAll(dan, sop);
    }

    static async Task Approve(Visit ada, string sop, Look look)
    {
        await ada.Page.GotoAsync($"/procedures/{sop}/revisions/1/signature");
        await look.Here("life-sign", ada);
        await Sign(ada.Page);
        await ada.Page.GotoAsync($"/procedures/{sop}");
        await Assertions.Expect(ada.Page.Locator("aside")).ToContainTextAsync("approved by Ada Pine as administrator");
        AssertBlackedOut(await Screens.Stored(ada.Page, ".document", "The alarm panel"));
        await look.Here("life-in-force", ada);
    }

    static async Task Sign(IPage page)
    {
        await page.GetByLabel("Your password").FillAsync(ClaimedServer.Password);
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Sign: approved for use" }));
    }

    /// <summary>Cleo suggests better words at the step, Nina takes them and mends another word; she says that this is editorial, and Ada confirms it.</summary>
    static async Task Change(Visit cleo, Visit nina, Visit ada, string sop, Look look)
    {
        await cleo.Page.GotoAsync($"/procedures/{sop}");
        await Walk.Press(cleo.Page, cleo.Page.GetByRole(AriaRole.Link, new() { Name = "Suggest a change of step 1" }));
        await cleo.Page.GetByLabel("What should be otherwise, and why?").FillAsync("Say where");
        await Assertions.Expect(cleo.Page.GetByLabel("Checkpoint: what one must see")).ToHaveValueAsync("the panel is green");
        await cleo.Page.GetByLabel("What is done").FillAsync("Switch the alarm off at the panel");
        await look.Here("life-suggest", cleo);
        await Walk.Press(cleo.Page, cleo.Page.GetByRole(AriaRole.Button, new() { Name = "Suggest it" }));

        var page = nina.Page;
        await page.GotoAsync($"/procedures/{sop}/suggestions");
        await look.Here("life-suggestions", nina);
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Open a draft with it" }));
        await cleo.Page.GotoAsync("/");
        await look.Here("life-today-answered", cleo);

        await Writer.Open(page, sop, "light-the-waiting-room");
        await page.GetByLabel("What is done").First.FillAsync("Light up the waiting room");
        await Writer.Saved(page);
        await page.GotoAsync($"/procedures/{sop}/comparison");
        await look.Here("life-comparison", nina);
        await page.GotoAsync($"/procedures/{sop}/revisions/2/sending");
        await page.GetByLabel("What changed, and why?").FillAsync("Better words");
        await page.Locator("input[name='weight'][value='Editorial']").CheckAsync();
        await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Send for review" }));

        await ada.Page.GotoAsync($"/procedures/{sop}/revisions/2/signature");
        await Assertions.Expect(ada.Page.GetByText("The author says: editorial.")).ToBeVisibleAsync();
        await ada.Page.Locator("input[name='weight'][value='Editorial']").CheckAsync();
        await Sign(ada.Page);
    }

    /// <summary>What changed between the two in force, who wrote it, who approved it, that it was editorial; and since when.</summary>
    static async Task Compare(Visit nina, string sop, Look look)
    {
        var page = nina.Page;
        await page.GotoAsync($"/procedures/{sop}/comparison?from=1&to=2");
        var steps = page.Locator("[aria-labelledby='steps']");
        await Assertions.Expect(steps.Locator("ins").Filter(new() { HasText = "at the panel" })).ToBeVisibleAsync();
        await Assertions.Expect(steps).ToContainTextAsync("Last changed by Nina Holt");
        await Assertions.Expect(page.Locator("[aria-labelledby='why'] li")).ToContainTextAsync(new Regex("Better words.*Nina Holt.*approved by Ada Pine as administrator.*editorial", RegexOptions.Singleline));
        await page.GotoAsync($"/procedures/{sop}/history");
        await look.Here("life-history", nina);
    }

    /// <summary>Whoever asks on the day of the second version finds the one that was in force last month, and reads it.</summary>
    static async Task LookBack(Visit nina, string sop)
    {
        var page = nina.Page;
        await page.GotoAsync($"/procedures/{sop}/history");
        await On(-1, ".notice.past", "nothing of this procedure was in force");
        await On(Later, ".notice.ok", $"v2 {Title}");
        await On(Later - 30, ".notice.ok", $"v1 {Title}");
        await page.Locator(".notice.ok").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator(".document")).ToContainTextAsync("Switch the alarm off");
        await Assertions.Expect(page.Locator(".document")).Not.ToContainTextAsync("Light up");

        async Task On(int day, string notice, string says)
        {
            await page.GetByLabel("What was in force on").FillAsync(Day(day));
            await Walk.Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Show" }));
            await Assertions.Expect(page.Locator(notice)).ToContainTextAsync(says);
        }
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
