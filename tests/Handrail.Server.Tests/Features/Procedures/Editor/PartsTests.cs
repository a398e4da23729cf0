using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>What the script asks for instead of pages.</summary>
public sealed class PartsTests(Firm firm) : IClassFixture<Firm>
{
    Browser Carl => firm.Carl;
    Browser Dora => firm.Dora;

    [Fact]
    public async Task After_a_pause_only_what_may_have_changed_comes_back()
    {
        var sop = await Carl.Draft("Lock in parts");

        var parts = await (await Carl.Steps(sop, "front")).Save(("verify", "the bolt is out"), ("parts", "saved"));

        Assert.Equal(HttpStatusCode.OK, parts.Status);
        Assert.Contains("the bolt is out", parts.Find("#read-front")!.TextContent, StringComparison.Ordinal);
        Assert.Null(parts.Find("#read-back"));
        Assert.Null(parts.Find("#words"));
        Assert.Null(parts.Find("html > head > link"));
        Assert.NotNull(parts.Find("#margin svg"));
        // The next save of the same form is based on what this one made.
        Assert.Equal((await Carl.Steps(sop, "front")).Find("#words [name=basedOn]")!.GetAttribute("value"), parts.Find("#parts")!.GetAttribute("data-based-on"));
    }

    [Fact]
    public async Task A_short_answer_names_the_text_it_goes_on_from_so_that_what_others_saved_meanwhile_is_missed()
    {
        var sop = await Carl.Draft("Lock at once");
        var pages = await Task.WhenAll(Carl.Steps(sop, "front"), Dora.Steps(sop, "back"));

        var carls = await pages[0].Save(("verify", "the key is turned"), ("parts", "saved"));
        var doras = await pages[1].Save(("verify", "the bolt is out"), ("parts", "saved"));

        Assert.Equal(Of(pages[0], "sha"), Of(carls, "follows"));
        Assert.Equal(Of(carls, "sha"), Of(doras, "follows"));
        Assert.NotEqual(Of(pages[1], "sha"), Of(doras, "follows"));
        Assert.Null(Of(await Carl.Steps(sop, "front"), "follows"));

        static string? Of(Page page, string name) => page.Find("#parts")!.GetAttribute("data-" + name);
    }

    [Fact]
    public async Task What_lint_says_of_each_step_stands_beside_it_and_goes_when_it_is_mended()
    {
        var sop = await Carl.Draft("Lock and be told", "1. Lock and bolt the door as appropriate {#front}\n");
        Assert.NotEmpty((await Carl.Steps(sop, "front")).All("#lint-front li"));

        var parts = await (await Carl.Steps(sop, "front")).Save(("instruction", "Lock the door"), ("role", "Caretaker"), ("verify", "it is shut"), ("fails", "stop"), ("parts", "saved"));

        Assert.Empty(parts.All("#lint-front li"));
    }

    [Fact]
    public async Task A_refusal_comes_with_its_reason_and_with_both_texts()
    {
        var sop = await Carl.Draft("Lock in dispute");
        var pages = await Task.WhenAll(Carl.Steps(sop, "front"), Dora.Steps(sop, "front"));
        await pages[0].Save(("instruction", "Carl locks it"));

        var parts = await pages[1].Save(("instruction", "Dora locks it"), ("parts", "saved"));

        Assert.Equal(HttpStatusCode.Conflict, parts.Status);
        Assert.StartsWith("Somebody else has changed step 1", parts.Find("#parts")!.GetAttribute("data-refusal"), StringComparison.Ordinal);
        Assert.Equal("Carl locks it", parts.Find("#refused .theirs")!.TextContent.Trim());
        Assert.Equal("Dora locks it", parts.Find("#f-instruction")!.TextContent.Trim());
    }

    public static TheoryData<string, (string, object)[]> Acts => new()
    {
        { "#words", [("act", "fill"), ("instruction", "Bolt it"), ("detail", "Twice.\n\nThen again."), ("role", "Caretaker")] },
        { "#act", [("down", "front")] },
        { "#f-after form", [("text", "Lock the barn"), ("kind", "decision")] },
        { "#f-after form", [("text", "Look first"), ("kind", "note")] },
        { "form.phase", [("text", "In the morning")] },
        { "form.about", [("purpose", "So that nobody comes in.")] },
        { "#act", [("fix", "review-missing@0")] },
    };

    public static TheoryData<string, string, (string, object)[]> ActsOutside => new()
    {
        { "records", "#words", [("act", "passage"), ("text", "Kept.\n\nFor ever.")] },
        { "records", "#words", [("act", "passage"), ("text", "")] },
        { "steps", "#words", [("act", "passage"), ("text", "Do it at night.")] },
        { ":introduction", "#words", [("act", "passage"), ("text", "For the guard.")] },
        { "records", "#act", [("drop", "records")] },
        { "records", "form.rename", [("text", "Record keeping")] },
        { "records", "#more-sections form", [("section", "Messages")] },
        { "records", "#more-sections form", [("section", "Other"), ("heading", "Severity"), ("place", "before"), ("text", "High.")] },
    };

    [Theory]
    [MemberData(nameof(ActsOutside))]
    public async Task Every_act_outside_the_steps_is_undone_to_the_byte_and_done_again(string passage, string form, (string, object)[] filled)
    {
        var sop = await Carl.Draft("Lock and undo " + Guid.CreateVersion7(), "1. Lock the front {#front}\n\n## Records\nKept for 3 years.\n");
        var page = await Carl.Steps(sop, passage, "text");
        if (form == "#act") filled = [("drop", page.Find("button[name='drop']")!.GetAttribute("value")!)];
        var before = await Carl.Stored(sop);
        var done = await page.Submit(form, [("parts", "all"), .. filled]);
        var after = await Carl.Stored(sop);
        Assert.True(before != after, done.Text);

        var undone = await Send(done);
        Assert.Equal(before, await Carl.Stored(sop));
        await Send(undone);
        Assert.Equal(after, await Carl.Stored(sop));

        async Task<Page> Send(Page made) => await (await Carl.Steps(sop)).Submit("#act", [("parts", "all"), .. made.All("#undo [name]").Select(field => (field.GetAttribute("name")!, (object)(field.GetAttribute("value") ?? field.TextContent)))]);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Every_act_is_undone_to_the_byte_and_done_again(string form, (string, object)[] filled)
    {
        var sop = await Carl.Draft("Lock and undo " + Guid.CreateVersion7(), "1. Lock the front {#front}\n   * Role: HR\n\n   Slowly.\n2. Lock the back {#back}\n");
        var before = await Carl.Stored(sop);
        var done = await (await Carl.Steps(sop, "front")).Submit(form, [("parts", "all"), .. filled]);
        var after = await Carl.Stored(sop);
        Assert.True(before != after, done.Text);

        var undone = await Send(done);
        Assert.Equal(before, await Carl.Stored(sop));
        await Send(undone);
        Assert.Equal(after, await Carl.Stored(sop));

        async Task<Page> Send(Page made) => await (await Carl.Steps(sop)).Submit("#act", [("parts", "all"), .. made.All("#undo [name]").Select(field => (field.GetAttribute("name")!, (object)(field.GetAttribute("value") ?? field.TextContent)))]);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task A_page_that_was_open_when_the_draft_went_to_review_changes_nothing_any_more(string form, (string, object)[] filled)
    {
        var sop = await Carl.Draft("Lock and let go " + Guid.CreateVersion7(), "1. Lock the front {#front}\n   - Role: HR\n2. Lock the back {#back}\n");
        var page = await Carl.Steps(sop, "front");
        await Carl.Send(sop, 1, ["Dora Yew"]);
        var (before, facts) = (await Carl.Stored(sop), (await firm.Kinds(sop)).Count);

        var refused = await page.Submit(form, [("parts", "all"), .. filled]);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("review", refused.Text, StringComparison.Ordinal);
        Assert.Equal(before, await Carl.Stored(sop));
        Assert.Equal(facts, (await firm.Kinds(sop)).Count);
    }

    [Fact]
    public async Task Undoing_does_not_take_away_what_somebody_else_has_written_since()
    {
        var sop = await Carl.Draft("Lock and be overtaken");
        var done = await (await Carl.Steps(sop, "front")).Save(("instruction", "Carl locks it"), ("parts", "all"));
        await (await Dora.Steps(sop, "front")).Save(("instruction", "Dora locks it"));

        var refused = await (await Carl.Steps(sop)).Submit("#act", [.. done.All("#undo [name]").Select(field => (field.GetAttribute("name")!, (object)(field.GetAttribute("value") ?? field.TextContent)))]);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Dora locks it", await Carl.Stored(sop), StringComparison.Ordinal);
    }
}
