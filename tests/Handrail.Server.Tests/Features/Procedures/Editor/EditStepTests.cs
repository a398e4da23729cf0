using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>Steps in forms, without script.</summary>
public sealed class EditStepTests(Firm firm) : IClassFixture<Firm>
{
    Browser Carl => firm.Carl;
    Browser Dora => firm.Dora;

    Task<Page[]> BothOpen(string sop, string carls, string doras, string form = "text") => Task.WhenAll(Carl.Steps(sop, carls, form), Dora.Steps(sop, doras, form));

    [Theory]
    [InlineData("text", "text")]
    [InlineData("", "instruction")]
    public async Task Edits_of_different_steps_from_pages_opened_at_the_same_time_are_both_kept(string form, string field)
    {
        var sop = await Carl.Draft("Lock up together " + field);
        var pages = await BothOpen(sop, "front", "back", form);
        Assert.Equal("Lock the front door", pages[0].Find($"#f-{field}")!.TextContent.Trim());

        var answers = await Task.WhenAll(pages[0].Save((field, "Lock the front door twice")), pages[1].Save((field, "Lock the side door")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        Assert.EndsWith("1. Lock the front door twice {#front}\n2. Lock the side door {#back}\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "text")]
    [InlineData("", "instruction")]
    public async Task The_second_edit_of_the_same_step_is_refused_with_both_texts_and_can_then_be_saved(string form, string field)
    {
        var sop = await Carl.Draft("Lock up in turn " + field);
        var pages = await BothOpen(sop, "front", "front", form);
        await pages[0].Save((field, "Carl locks it"));

        var refused = await pages[1].Save((field, "Dora locks it"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Carl locks it", refused.Find("[data-step='front'] .theirs")!.TextContent.Trim());
        Assert.Equal("Dora locks it", refused.Find($"#f-{field}")!.TextContent.Trim());
        Assert.Equal("Carl", refused.Find("#refused del")!.TextContent.Trim());
        Assert.Equal("Dora", refused.Find("#refused ins")!.TextContent.Trim());
        Assert.Contains("Carl locks it", await Carl.Stored(sop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Save()).Status);
        Assert.Contains("1. Dora locks it {#front}", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_write_in_two_sub_steps_of_one_step_and_in_the_step_itself()
    {
        var sop = await Carl.Draft("Lock up by halves", "1. Lock all doors {#all}\n   1. Lock the front {#front}\n   2. Lock the back {#back}\n");
        var pages = await Task.WhenAll(Carl.Steps(sop, "front"), Dora.Steps(sop, "back"), firm.Emil.Steps(sop, "all"));

        await pages[0].Save(("instruction", "Bolt the front"));
        await pages[1].Save(("verify", "the bolt is out"));
        Assert.Equal(HttpStatusCode.SeeOther, (await pages[2].Save(("role", "Caretaker"))).Status);

        Assert.EndsWith("1. Lock all doors {#all}\n   - Role: Caretaker\n   1. Bolt the front {#front}\n   2. Lock the back {#back}\n      - Verify: the bolt is out\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "text")]
    [InlineData("", "instruction")]
    public async Task What_is_sent_again_because_the_answer_was_lost_is_granted_again(string form, string field)
    {
        var sop = await Carl.Draft("Lock up again " + field);
        var page = await Carl.Steps(sop, "front", form);
        await page.Save((field, "Lock it well"));
        var facts = (await firm.Kinds(sop)).Count;

        Assert.Equal(HttpStatusCode.SeeOther, (await page.Save((field, "Lock it well"))).Status);

        Assert.Equal(facts, (await firm.Kinds(sop)).Count);
    }

    [Fact]
    public async Task Words_for_a_step_that_was_taken_away_come_back_in_a_form_of_their_own()
    {
        var sop = await Carl.Draft("Lock up alone");
        var page = await Dora.Steps(sop, "back");
        await (await Carl.Steps(sop, "back")).Press("remove");

        var refused = await page.Save(("instruction", "Lock the barn"), ("detail", "Twice."), ("role", "Caretaker"), ("verify", "the bolt is out"), ("fails", "#front"), ("run", "Call the guard"), ("note-kind", "WARNING"), ("note-text", "It sticks.\nPush."),
            ("record-label", "Key"), ("record-type", "Choice"), ("record-options", "old, new"), ("record-needed", "yes"), ("tool-name", "Okta"), ("tool-text", "Look.\nTwice."));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        var words = refused.Find("#homeless textarea")!.TextContent.Trim();
        Assert.Equal("Lock the barn\n- Role: Caretaker\n- Verify: the bolt is out\n- Run: Call the guard\n- If it fails: go to [Lock the front door](#front)\n- Record: Key (choice: old, new; required)\n- In Okta: Look.\n  Twice.\n\nTwice.\n\n> [!WARNING]\n> It sticks.\n> Push.", words);
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Submit("#homeless form")).Status);
        Assert.EndsWith("2. " + words.Replace("barn\n", "barn {#lock-the-barn}\n", StringComparison.Ordinal).ReplaceLineEndings("\n   ").Replace("   \n", "\n", StringComparison.Ordinal) + "\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_changed_by_another_is_not_taken_away_unseen()
    {
        var sop = await Carl.Draft("Lock up slowly");
        var pages = await BothOpen(sop, "back", "back");
        await pages[0].Save(("text", "Lock and bar the back door"));

        Assert.Equal(HttpStatusCode.Conflict, (await pages[1].Press("remove")).Status);
        Assert.Contains("bar the back door", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_steps_typed_into_one_are_refused_at_the_step_with_the_words_kept()
    {
        var sop = await Carl.Draft("Lock up twice");

        var refused = await (await Carl.Steps(sop, "front", "text")).Save(("text", "1. Lock one\n2. Lock two"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("2. Lock two", refused.Find("#f-text")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(refused.Find("[data-step='front'] .refused .notice"));
    }
}
