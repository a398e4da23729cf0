using System.Net;
using Handrail.Core.Discovery;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Discovery.Recordings;

/// <summary>What somebody does who records what they do.</summary>
static class Recording
{
    /// <returns>The path of the page: /recordings/….</returns>
    public static async Task<string> Record(this Browser browser, string title, string template = "")
    {
        var begun = await (await browser.Get("/recordings/new")).Submit("form[action='/recordings']", ("title", title), ("template", template));
        Assert.True(begun.Status == HttpStatusCode.SeeOther, begun.Text);
        return begun.Location!;
    }

    public static async Task<Page> TryNote(this Browser browser, string recording, EntryKind kind, params (string, object)[] fields) =>
        await (await browser.Get(recording)).Submit($"form.entry:has(input[value={kind}])", fields);

    public static async Task Note(this Browser browser, string recording, EntryKind kind, params (string, object)[] fields)
    {
        var noted = await browser.TryNote(recording, kind, fields);
        Assert.True(noted.Status == HttpStatusCode.SeeOther && noted.Location == recording, noted.Text);
    }

    public static Task Did(this Browser browser, string recording, string words) => browser.Note(recording, EntryKind.Did, ("words", words));

    /// <summary>Presses a button of an entry: up, down, remove.</summary>
    public static async Task Press(this Browser browser, string recording, int entry, string act)
    {
        var pressed = await (await browser.Get(recording)).Submit($"form[action='{recording}/entries/{entry}']", ("act", act));
        Assert.Equal(recording, pressed.Location);
    }

    public static async Task<Page> TryEnd(this Browser browser, string recording, string then, params (string, object)[] fields) =>
        await (await browser.Get(recording)).Submit("form[action$='/end']", [("then", then), .. fields]);

    /// <returns>Where it leads.</returns>
    public static async Task<string> End(this Browser browser, string recording, string then, params (string, object)[] fields)
    {
        var ended = await browser.TryEnd(recording, then, fields);
        Assert.True(ended.Status == HttpStatusCode.SeeOther, ended.Text);
        return ended.Location!;
    }

    /// <returns>The number of the procedure.</returns>
    public static async Task<string> DraftOf(this Browser browser, string recording, params (string, object)[] fields) =>
        (await browser.End(recording, "draft", fields)).Split('/')[2];

    public static async Task<string> SourceOf(this Browser browser, string sop) => (await browser.Get($"/procedures/{sop}/draft")).Find("#text")!.TextContent;

    public static IEnumerable<string> Noted(this Page page) => page.All(".entries .noted > .words").Select(words => words.TextContent);
}
