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
