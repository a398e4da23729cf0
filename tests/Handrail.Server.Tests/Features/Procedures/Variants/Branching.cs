using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Variants;

/// <summary>What people do with variants, through the forms that are really there.</summary>
static class Branching
{
    public static async Task<Page> TryBranch(this Browser browser, string sop, string department, string suffix = "") =>
        await (await browser.Get($"/procedures/{sop}/variants/new")).Submit("main form[method=post]", ("department", department), ("suffix", suffix));

    /// <returns>The number of the variant: "SOP-001-LAB".</returns>
    public static async Task<string> Branch(this Browser browser, string sop, string department, string suffix = "")
    {
        var made = await browser.TryBranch(sop, department, suffix);
        Assert.True(made.Status == HttpStatusCode.SeeOther, made.Text);
        return made.Location!.Split('/')[2];
    }

    /// <summary>The next version of what is in force.</summary>
    public static async Task Change(this Browser browser, string sop, string old, string now)
    {
        await browser.Edit(sop);
        await browser.Save(sop, text => text.Replace(old, now, StringComparison.Ordinal));
        var published = await browser.TryPublish(sop, ("summary", "It is done otherwise"));
        Assert.True(published.Status == HttpStatusCode.SeeOther, published.Text);
    }

    public static IReadOnlyList<string> Notices(this Page page) => [.. page.All(".notice").Select(notice => string.Join(' ', notice.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
