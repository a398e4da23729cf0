using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>What stands outside the steps, in forms, without script.</summary>
public sealed class EditPassageTests(Firm firm) : IClassFixture<Firm>
{
    const string Steps = "All of it.\n\n### In the evening\n\nSlowly.\n\n1. Lock the front door {#front}\n2. Lock the back door {#back}\n\nA pause.\n\n## Escalation\n\n| When | Who | Within |\n| --- | --- | --- |\n| it burns | the *lead* | at once |\n\n## Records\n\nKept for 3 years.\n";

    Browser Carl => firm.Carl;
    Browser Dora => firm.Dora;

    [Fact]
    public async Task The_whole_document_is_shown_in_its_order_and_every_piece_can_be_opened()
    {
        var sop = await Carl.Draft("Lock a whole house", Steps);
        var page = await Carl.Steps(sop);

        var order = page.All("#steps > h2, #steps > h3, #steps > [data-step]").Select(one => one.GetAttribute("data-step") ?? one.TextContent.Trim()).ToList();
        Assert.Equal(["Steps", "steps", "In the evening", "in-the-evening", "front", "back", "after:back", "escalation", "records"], order[order.IndexOf("Steps")..]);
        Assert.Equal("lead", page.Find("#escalation td em")!.TextContent);
        foreach (var link in page.All(".passage a[data-open]"))
            Assert.Equal(link.GetAttribute("data-open"), (await Carl.Get(link.GetAttribute("href")!)).Find("#words")!.GetAttribute("data-step"));
    }

    [Fact]
    public async Task Edits_of_different_pieces_from_pages_opened_at_the_same_time_are_both_kept()
    {
        var sop = await Carl.Draft("Lock in pieces", Steps);
        var pages = await Task.WhenAll(Carl.Steps(sop, "records", "text"), Dora.Steps(sop, "escalation", "text"), firm.Emil.Steps(sop, "front"));

        var answers = new[] { await pages[0].Save(("text", "Kept for ever.")), await pages[1].Save(("text", "Call the guard.")), await pages[2].Save(("instruction", "Bolt the door")) };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        Assert.EndsWith("1. Bolt the door {#front}\n2. Lock the back door {#back}\n\nA pause.\n\n## Escalation\n\nCall the guard.\n\n## Records\n\nKept for ever.\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_edit_of_the_same_piece_is_refused_with_both_texts_and_can_then_be_saved()
    {
        var sop = await Carl.Draft("Lock in dispute over words", Steps);
        var pages = await Task.WhenAll(Carl.Steps(sop, "records", "text"), Dora.Steps(sop, "records", "text"));
        await pages[0].Save(("text", "Carl keeps it."));

        var refused = await pages[1].Save(("text", "Dora keeps it."));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Carl keeps it.", refused.Find("#records .theirs")!.TextContent.Trim());
        Assert.Equal("Dora keeps it.", refused.Find("#f-text")!.TextContent.Trim());
        Assert.Equal(("Carl", "Dora"), (refused.Find("#refused del")!.TextContent.Trim(), refused.Find("#refused ins")!.TextContent.Trim()));
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Save()).Status);
        Assert.EndsWith("Dora keeps it.\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_again_because_the_answer_was_lost_is_granted_again()
    {
        var sop = await Carl.Draft("Lock words again", Steps);
        var page = await Carl.Steps(sop, "after:back", "text");
        await page.Save(("text", "A long pause."));
        var facts = (await firm.Kinds(sop)).Count;

        Assert.Equal(HttpStatusCode.SeeOther, (await page.Save(("text", "A long pause."))).Status);

        Assert.Equal(facts, (await firm.Kinds(sop)).Count);
    }

    [Fact]
    public async Task Words_whose_section_was_taken_away_come_back_in_a_form_of_their_own()
    {
        var sop = await Carl.Draft("Lock words out", Steps);
        var page = await Dora.Steps(sop, "escalation", "text");
        await (await Carl.Steps(sop, "escalation")).Press("drop");
        Assert.DoesNotContain("Escalation", await Carl.Stored(sop), StringComparison.Ordinal);

        var refused = await page.Save(("text", "Call the guard."));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal("Call the guard.", refused.Find("#homeless textarea")!.TextContent.Trim());
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Submit("#homeless form", ("section", "Other"), ("heading", "Whom to call"))).Status);
        Assert.EndsWith("## Whom to call\n\nCall the guard.\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_changed_by_another_is_not_taken_away_unseen()
    {
        var sop = await Carl.Draft("Lock words slowly", Steps);
        var pages = await Task.WhenAll(Carl.Steps(sop, "records", "text"), Dora.Steps(sop, "records", "text"));
        await pages[0].Save(("text", "Kept for ever."));

        Assert.Equal(HttpStatusCode.Conflict, (await pages[1].Press("drop")).Status);
        Assert.EndsWith("Kept for ever.\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_is_added_in_its_place_opened_and_given_another_name()
    {
        var sop = await Carl.Draft("Lock and add words", Steps);
        var page = await Carl.Steps(sop);
        Assert.DoesNotContain("Escalation", page.All("#f-section-kind option").Select(option => option.TextContent));

        var added = await page.Submit("#more-sections form", ("section", "BeforeYouStart"));
        Assert.Equal($"/procedures/{sop}/draft/steps?step=before-you-start#before-you-start", added.Location);
        Assert.Contains("## Before you start\n\n## Steps\n", await Carl.Stored(sop), StringComparison.Ordinal);

        await page.Submit("#more-sections form", ("section", "Other"), ("heading", "Severity"), ("place", "before"));
        var renamed = await (await Carl.Steps(sop, "severity")).Submit("form.rename", ("text", "How bad it is"));
        Assert.Equal($"/procedures/{sop}/draft/steps?step=how-bad-it-is#how-bad-it-is", renamed.Location);
        Assert.Contains("## How bad it is\n\n## Steps\n", await Carl.Stored(sop), StringComparison.Ordinal);

        var refused = await page.Submit("#more-sections form", ("section", "Other"), ("heading", "Escalations"), ("text", "Call the guard."));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Call the guard.", refused.Find("#f-section")!.TextContent.Trim());
        Assert.Contains("There is a section “Escalation” already", refused.Find("#more-sections .notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lint_says_of_words_outside_the_steps_stands_beside_them_with_its_fix()
    {
        var sop = await Carl.Draft("Lock and be told of words", Steps.Replace("Kept for 3 years.", "Kept as [said](#frond).", StringComparison.Ordinal));
        var page = await Carl.Steps(sop);
        Assert.Equal("#records", page.Find("#margin a[href='#records']")!.GetAttribute("href"));

        var fixedPage = await page.Submit("#act", ("fix", page.Find("#lint-records button")!.GetAttribute("value")!));

        Assert.Equal(HttpStatusCode.SeeOther, fixedPage.Status);
        Assert.EndsWith("Kept as [said](#front).\n", await Carl.Stored(sop), StringComparison.Ordinal);
        Assert.Empty((await Carl.Steps(sop)).All("#lint-records li"));
    }

    [Fact]
    public async Task After_a_pause_only_what_may_have_changed_comes_back()
    {
        var sop = await Carl.Draft("Lock words in parts", Steps);

        var parts = await (await Carl.Steps(sop, "records", "text")).Save(("text", "Kept as [said](#frond)."), ("parts", "saved"));

        Assert.Equal(HttpStatusCode.OK, parts.Status);
        Assert.Contains("Kept as", parts.Find("#read-records")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(parts.All("#lint-records li"));
        Assert.Null(parts.Find("#read-escalation"));
        Assert.Null(parts.Find("#words"));
        Assert.Equal((await Carl.Steps(sop, "records", "text")).Find("#words [name=basedOn]")!.GetAttribute("value"), parts.Find("#parts")!.GetAttribute("data-based-on"));
    }
}
