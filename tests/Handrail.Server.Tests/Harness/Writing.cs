using System.Net;

namespace Handrail.Server.Tests.Harness;

/// <summary>What people do with drafts, through the forms that are really there.</summary>
static class Writing
{
    public const string Doors = "# Lock the doors\n\n## Steps\n1. Lock the front door {#front}\n   - Verify: the bolt is out\n2. Lock the back door {#back}\n";

    /// <summary>A procedure of one's own, as a draft: a title nobody else has.</summary>
    public static Task<string> Draft(this Browser browser, string title, string steps = "1. Lock the front door {#front}\n2. Lock the back door {#back}\n") =>
        browser.Add($"# {title}\n\n## Steps\n{steps}", title.ToLowerInvariant().Replace(' ', '-') + ".md");

    /// <summary>Presses Edit on what is in force.</summary>
    public static async Task Edit(this Browser browser, string sop)
    {
        var opened = await (await browser.Get($"/procedures/{sop}")).Submit("aside form[action$='/draft']");
        Assert.Equal($"/procedures/{sop}/draft/steps", opened.Location);
    }

    /// <summary>Opens the source form and saves it with a change.</summary>
    public static async Task<Page> TrySave(this Browser browser, string sop, Func<string, string> change, params (string, object)[] more)
    {
        var page = await browser.Get($"/procedures/{sop}/draft");
        return await page.Submit("form[action$='/draft']", [("text", change(page.Find("#text")!.TextContent)), .. more]);
    }

    public static async Task Save(this Browser browser, string sop, Func<string, string> change)
    {
        var saved = await browser.TrySave(sop, change);
        Assert.True(saved.Status == HttpStatusCode.SeeOther, saved.Text);
    }

    public static async Task<Page> TrySend(this Browser browser, string sop, int number, string[] reviewers, params (string, object)[] more)
    {
        var page = await browser.Get($"/procedures/{sop}/revisions/{number}/sending");
        var ticked = reviewers.Select(name => ("reviewer", (object)page.All("label.choice").Single(label => label.TextContent.Contains(name, StringComparison.Ordinal)).QuerySelector("input")!.GetAttribute("value")!));
        return await page.Submit("main form[method=post]", [.. ticked, .. more.Any(field => field.Item1 == "summary") ? [] : new[] { ("summary", (object)"As it is done now") }, .. more]);
    }

    public static async Task Send(this Browser browser, string sop, int number, string[] reviewers, params (string, object)[] more)
    {
        var sent = await browser.TrySend(sop, number, reviewers, more);
        Assert.True(sent.Status == HttpStatusCode.SeeOther, sent.Text);
    }

    /// <summary>Says something to a step of the walk-through.</summary>
    public static async Task<Page> TrySay(this Browser browser, string sop, int number, string step, string verdict, string text = "") =>
        await (await browser.Get($"/procedures/{sop}/revisions/{number}/walk-through?step={step}")).Submit("#now form", ("verdict", verdict), ("text", text));

    public static async Task Say(this Browser browser, string sop, int number, string step, string verdict, string text = "")
    {
        var said = await browser.TrySay(sop, number, step, verdict, text);
        Assert.True(said.Status == HttpStatusCode.SeeOther, said.Text);
    }

    public static async Task<Page> TrySign(this Browser browser, string sop, int number, params (string, object)[] more) =>
        await (await browser.Get($"/procedures/{sop}/revisions/{number}/signature")).Submit("main form[method=post]", [.. more.Any(field => field.Item1 == "password") ? [] : new[] { ("password", (object)TestServer.Password) }, .. more]);

    public static async Task Sign(this Browser browser, string sop, int number, params (string, object)[] more)
    {
        var signed = await browser.TrySign(sop, number, more);
        Assert.True(signed.Status == HttpStatusCode.SeeOther, signed.Text);
    }

    /// <summary>An act whose form stands on the page of the approval: "return", "withdrawal", "discard".</summary>
    public static async Task<Page> TryTakeBack(this Browser browser, string sop, int number, string act, string reason = "")
    {
        var page = await browser.Get($"/procedures/{sop}/revisions/{number}/approval");
        return page.Find($"form[action$='/{act}']") is null
            ? await browser.Post($"/procedures/{sop}/revisions/{number}/{act}", ("reason", reason))
            : await page.Submit($"form[action$='/{act}']", ("reason", reason));
    }

    public static async Task TakeBack(this Browser browser, string sop, int number, string act, string reason = "")
    {
        var done = await browser.TryTakeBack(sop, number, act, reason);
        Assert.True(done.Status == HttpStatusCode.SeeOther, done.Text);
    }

    /// <summary>Sets who approves; a role of null means administrators.</summary>
    public static async Task<Page> TrySetRule(this Browser browser, string scope, string direct, bool inOrder, params (int Count, string? Role)[] steps)
    {
        var page = await browser.Get("/settings/approval");
        return await page.Submit("form[action='/settings/approval']", [("scope", scope), ("direct", direct), .. inOrder ? new[] { ("inOrder", (object)"yes") } : [],
            .. steps.SelectMany(step => new[] { ("count", (object)step.Count), ("who", step.Role ?? "") })]);
    }

    public static async Task SetRule(this Browser browser, string scope, int count, string? role, string direct = "Never")
    {
        var set = await browser.TrySetRule(scope, direct, false, (count, role));
        Assert.True(set.Status == HttpStatusCode.SeeOther, set.Text);
    }
}
