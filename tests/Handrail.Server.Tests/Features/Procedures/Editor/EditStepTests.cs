using System.Net;
using System.Text;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

public sealed class EditStepTests(Firm firm) : IClassFixture<Firm>
{
    Browser Carl => firm.Carl;
    Browser Dora => firm.Dora;

    async Task<string> Stored(string sop) => Encoding.UTF8.GetString(await (await Carl.Http.GetAsync($"/procedures/{sop}/revisions/1.md")).Content.ReadAsByteArrayAsync());

    static string Form(string step, string act = "write") => $"[data-step='{step}'] form[data-act='{act}']";

    [Fact]
    public async Task Edits_of_different_steps_from_pages_opened_at_the_same_time_are_both_kept()
    {
        var sop = await Carl.Draft("Lock up together");
        var pages = await Task.WhenAll(Carl.Get($"/procedures/{sop}/draft/steps"), Dora.Get($"/procedures/{sop}/draft/steps"));
        Assert.Equal("Lock the front door", pages[0].Find("#write-front")!.TextContent.Trim());

        var answers = await Task.WhenAll(
            pages[0].Submit(Form("front"), ("act", "write"), ("text", "Lock the front door twice\n- Verify: the bolt is out")),
            pages[1].Submit(Form("back"), ("act", "write"), ("text", "Lock the side door")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        var text = await Stored(sop);
        Assert.Contains("1. Lock the front door twice {#front}\n   - Verify: the bolt is out\n", text, StringComparison.Ordinal);
        Assert.Contains("2. Lock the side door {#back}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_edit_of_the_same_step_is_refused_with_both_texts_and_can_then_be_saved()
    {
        var sop = await Carl.Draft("Lock up in turn");
        var pages = await Task.WhenAll(Carl.Get($"/procedures/{sop}/draft/steps"), Dora.Get($"/procedures/{sop}/draft/steps"));
        await pages[0].Submit(Form("front"), ("act", "write"), ("text", "Carl locks it"));

        var refused = await pages[1].Submit(Form("front"), ("act", "write"), ("text", "Dora locks it"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Carl locks it", refused.Find("[data-step='front'] .theirs")!.TextContent.Trim());
        Assert.Equal("Dora locks it", refused.Find("#write-front")!.TextContent.Trim());
        Assert.Contains("Carl locks it", await Stored(sop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Submit(Form("front"), ("act", "write"))).Status);
        Assert.Contains("1. Dora locks it {#front}", await Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_for_a_step_that_was_taken_away_come_back_in_a_form_of_their_own()
    {
        var sop = await Carl.Draft("Lock up alone");
        var pages = await Task.WhenAll(Carl.Get($"/procedures/{sop}/draft/steps"), Dora.Get($"/procedures/{sop}/draft/steps"));
        await pages[0].Submit(Form("back"), ("act", "remove"));

        var refused = await pages[1].Submit(Form("back"), ("act", "write"), ("text", "Lock the barn"));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal("Lock the barn", refused.Find("#homeless textarea")!.TextContent.Trim());
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Submit("#homeless form", ("act", "add"))).Status);
        Assert.Contains("2. Lock the barn {#lock-the-barn}", await Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_changed_by_another_is_not_taken_away_unseen()
    {
        var sop = await Carl.Draft("Lock up slowly");
        var pages = await Task.WhenAll(Carl.Get($"/procedures/{sop}/draft/steps"), Dora.Get($"/procedures/{sop}/draft/steps"));
        await pages[0].Submit(Form("back"), ("act", "write"), ("text", "Lock and bar the back door"));

        Assert.Equal(HttpStatusCode.Conflict, (await pages[1].Submit(Form("back"), ("act", "remove"))).Status);
        Assert.Contains("bar the back door", await Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_are_added_and_moved_and_keep_who_they_are()
    {
        var sop = await Carl.Draft("Lock up more");
        await (await Carl.Get($"/procedures/{sop}/draft/steps")).Submit(Form("front", "add"), ("act", "add"), ("text", "Is it dark?\n- Yes: continue\n- No: end"));
        await (await Carl.Get($"/procedures/{sop}/draft/steps")).Submit(Form("back"), ("act", "up"));

        var page = await Carl.Get($"/procedures/{sop}/draft/steps");

        Assert.Equal(["front", "back", "is-it-dark"], page.All("[data-step]").Select(step => step.GetAttribute("data-step")));
        Assert.NotEmpty(page.All("[data-step='is-it-dark'] .branches li"));
        Assert.NotEmpty(page.All("#margin svg"));
    }

    [Fact]
    public async Task A_finding_is_mended_with_one_press()
    {
        var sop = await Carl.Draft("Lock up rightly");

        Assert.Equal(HttpStatusCode.SeeOther, (await (await Carl.Get($"/procedures/{sop}/draft/steps")).Submit("#margin form", ("fix", "review-missing@0"))).Status);

        Assert.Contains("review: 12 months", await Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_steps_typed_into_one_are_refused_at_the_step_with_the_words_kept()
    {
        var sop = await Carl.Draft("Lock up twice");

        var refused = await (await Carl.Get($"/procedures/{sop}/draft/steps")).Submit(Form("front"), ("act", "write"), ("text", "1. Lock one\n2. Lock two"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("2. Lock two", refused.Find("#write-front")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(refused.Find("[data-step='front'] .refused .notice"));
    }
}
