using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>Who else is here, and that something changed, as it is told to browsers.</summary>
public sealed class WatchEditorsTests(Firm firm) : IClassFixture<Firm>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_sees_who_else_writes_in_which_step_until_they_leave()
    {
        var sop = await firm.Carl.Draft("Lock in company");
        using var carl = await Watch(firm.Carl, sop, "front");
        Assert.Equal("", await Next(carl, "here"));
        var dora = await Watch(firm.Dora, sop, "back");
        Assert.Equal("Carl Ash is editing step 1", await Next(dora, "here"));
        Assert.Equal("Dora Yew is editing step 2", await Next(carl, "here"));

        dora.Dispose();

        Assert.Equal("", await Next(carl, "here"));

        using var whole = await Watch(firm.Dora, sop, "*");
        Assert.Equal("Dora Yew is editing the source", await Next(carl, "here"));
    }

    [Fact]
    public async Task A_change_is_told_with_the_text_it_made()
    {
        var sop = await firm.Carl.Draft("Lock in the open");
        using var dora = await Watch(firm.Dora, sop, "");
        var before = await Next(dora, "changed");

        var parts = await (await firm.Carl.Steps(sop, "front")).Save(("instruction", "Bolt it"), ("parts", "saved"));

        var after = await Next(dora, "changed");
        Assert.NotEqual(before, after);
        Assert.Equal(parts.Find("#parts")!.GetAttribute("data-sha"), after);
    }

    [Fact]
    public async Task A_stream_ends_by_itself_so_that_a_lost_browser_is_not_taken_for_a_person()
    {
        var sop = await firm.Carl.Draft("Lock in silence");
        using var carl = await Watch(firm.Carl, sop, "front");
        await Next(carl, "here");

        firm.Office.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await Next(carl, "never"));
    }

    [Fact]
    public async Task Nothing_is_told_of_a_draft_to_whoever_may_not_edit_it()
    {
        var sop = await firm.Carl.Draft("Lock in private");

        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Ida.Get($"/procedures/{sop}/draft/steps/events")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await firm.Carl.Get("/procedures/SOP-999/draft/steps/events")).Status);
    }

    static async Task<StreamReader> Watch(Browser browser, string sop, string step) => new(await browser.Http.GetStreamAsync($"/procedures/{sop}/draft/steps/events?step={step}", Stop));

    /// <returns>The data of the next event of this kind; null at the end of the stream.</returns>
    static async Task<string?> Next(StreamReader stream, string kind)
    {
        while (await stream.ReadLineAsync(Stop) is { } line)
            if (line == "event: " + kind) return (await stream.ReadLineAsync(Stop))?["data:".Length..].Trim();
        return null;
    }
}
