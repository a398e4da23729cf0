using System.Text;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>What people do in the editor, through the forms that are really there.</summary>
static class Editing
{
    /// <summary>The draft with one step open.</summary>
    public static Task<Page> Steps(this Browser browser, string sop, string step = "", string form = "") => browser.Get($"/procedures/{sop}/draft/steps?step={step}&as={form}");

    /// <summary>Sends the form of the open step.</summary>
    public static Task<Page> Save(this Page page, params (string, object)[] filled) => page.Submit("#words", [("act", page.Find("#words")!.GetAttribute("data-act")!), .. filled]);

    /// <summary>Presses a button that stands for a whole act: "up", "down", "remove", "fix".</summary>
    public static Task<Page> Press(this Page page, string name, string about = "") => page.Submit("#act", (name, page.Find(about.Length == 0 ? $"button[name='{name}']" : $"button[name='{name}'][value='{about}']")!.GetAttribute("value")!));

    public static async Task<string> Stored(this Browser browser, string sop) => Encoding.UTF8.GetString(await browser.Http.GetByteArrayAsync($"/procedures/{sop}/revisions/1.md"));
}
