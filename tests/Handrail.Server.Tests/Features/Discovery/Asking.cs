using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Discovery;

static class Asking
{
    const string Accounts = "user-account-management/";
    public const string Leaver = Accounts + "offboard-a-leaver.md", Joiner = Accounts + "onboard-a-joiner.md", Review = Accounts + "access-review.md", Mover = Accounts + "change-of-role.md",
        Secrets = Accounts + "rotate-shared-secrets.md", Guest = Accounts + "contractor-or-guest-access.md", Factor = Accounts + "lost-second-factor.md", Urgent = Accounts + "urgent-termination.md";

    public static string PracticeOf(string template) => "/discovery/practice?template=" + Uri.EscapeDataString(template);

    /// <returns>The path of the link.</returns>
    public static async Task<string> AskAbout(this Browser browser, string template, string person, string note = "")
    {
        var sent = await (await browser.Get("/discovery/new?template=" + Uri.EscapeDataString(template))).Submit("form[action='/discovery']", ("person", person), ("note", note));
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        return new Uri(sent.Find(".notice code")!.TextContent).PathAndQuery;
    }

    public static async Task<Page> Answer(this Browser browser, string link, params (string, object)[] fields) => await (await browser.Get(link)).Submit("form[method=post]", fields);

    /// <summary>Closes or withdraws the latest questions about a template.</summary>
    public static async Task End(this Browser browser, string template)
    {
        var ended = await (await browser.Get(PracticeOf(template))).Submit("form[action$='/end']");
        Assert.Equal(HttpStatusCode.SeeOther, ended.Status);
    }

    /// <returns>The number of the procedure whose draft it became.</returns>
    public static async Task<string> DraftFrom(this Browser browser, string template)
    {
        var drafted = await (await browser.Get(PracticeOf(template))).Submit("form[action='/discovery/draft']");
        Assert.True(drafted.Status == HttpStatusCode.SeeOther, drafted.Text);
        return drafted.Location!["/procedures/".Length..];
    }
}
