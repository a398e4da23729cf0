using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Reviews;

/// <summary>What people do with reviews, through the forms that are really there.</summary>
static class Reviewing
{
    public const string Keys = "---\nowner: Key keeper\n---\n# Count the keys\n\n## Steps\n1. Count the keys {#count}\n2. Sign the list {#sign}\n";

    /// <summary>Months pass in these tests, and no session lasts so long: everybody signs in anew.</summary>
    public static async Task<Browser> As(this Office office, string name)
    {
        var browser = office.Server.NewBrowser();
        await browser.SignIn(name == "Ada Pine" ? "ada@northwind.example" : Office.EmailOf(name), TestServer.Password);
        return browser;
    }

    /// <summary>Another day. What waits for a timer is not woken for each second of the months between.</summary>
    public static void Turn(this Office office, int year, int month, int day) => office.Server.Clock.AdjustTime(new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.Zero));

    public static async Task<Page> TryReview(this Browser browser, string sop, string verdict, string remark = "", string then = "") =>
        await (await browser.Get($"/procedures/{sop}/review")).Submit("main form[method=post]", ("verdict", verdict), ("remark", remark), ("then", then));

    public static async Task Review(this Browser browser, string sop, string verdict, string remark = "")
    {
        var reviewed = await browser.TryReview(sop, verdict, remark);
        Assert.True(reviewed.Status == HttpStatusCode.SeeOther, reviewed.Text);
    }

    /// <summary>Starts a run, a minute later than whatever was before, and ends it, with what goes wrong at each of its steps.</summary>
    public static async Task<string> Through(this Office office, Browser browser, string sop, params (string Step, string Act)[] steps)
    {
        office.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var run = await browser.Start(sop);
        foreach (var (step, act) in steps)
            if (act == "skip") await browser.Act(run, step, "skip", ("reason", "There was no time."));
            else await browser.Complete(run, step);
        await browser.ActOn(run, "finish");
        return run;
    }

    /// <summary>The list, with what is shown about each: "SOP-001 v1 ...".</summary>
    public static async Task<List<string>> Reviews(this Browser browser, string query = "") =>
        [.. (await browser.Get("/reviews" + query)).All("main .items > li").Select(item => string.Join(' ', item.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
