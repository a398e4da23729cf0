using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>Whatever a step can have, by fields and buttons alone.</summary>
public sealed class WriteWithoutMarkdownTests(Firm firm) : IClassFixture<Firm>
{
    Browser Carl => firm.Carl;

    [Fact]
    public async Task A_decision_leads_where_its_selects_say()
    {
        var sop = await Carl.Draft("Lock with a question", "1. Lock the front door\n2. Lock the back door\n");
        var added = await (await Carl.Steps(sop)).Submit("#last form", ("text", "Is it dark"), ("kind", "decision"));
        Assert.Equal($"/procedures/{sop}/draft/steps?step=is-it-dark&focus=answers#f-answers", added.Location);

        var page = await Carl.Steps(sop, "is-it-dark");
        Assert.Equal(["Yes", "No", ""], page.All("[name=answer-label]").Select(label => label.GetAttribute("value") ?? ""));
        await page.Save(("answer-label", "Yes"), ("answer-way", "#lock-the-front-door"), ("answer-words", ""), ("answer-label", "No"), ("answer-way", "stop"), ("answer-words", ""));

        Assert.Contains("1. Lock the front door {#lock-the-front-door}\n2. Lock the back door {#lock-the-back-door}\n3. Is it dark? {#is-it-dark}\n   - Yes: go to [Lock the front door](#lock-the-front-door)\n   - No: stop\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_procedure_is_named_by_its_number_and_a_wrong_name_is_refused_at_the_step()
    {
        var other = await Carl.Draft("Call the guard at night");
        var sop = await Carl.Draft("Lock with help");
        var page = await Carl.Steps(sop, "front");

        var refused = await page.Save(("run", "Call nobody"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("There is no procedure called “Call nobody”", refused.Find(".refused")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Call nobody", refused.Find("#f-run")!.GetAttribute("value"));

        Assert.Equal(HttpStatusCode.SeeOther, (await page.Save(("run", other + " Call the guard at night"), ("fails", "start"), ("fails-words", other.ToLowerInvariant()))).Status);
        Assert.Contains("   - Run: [Call the guard at night](call-the-guard-at-night.md)\n   - If it fails: start [Call the guard at night](call-the-guard-at-night.md)\n", await Carl.Stored(sop), StringComparison.Ordinal);
        Assert.Equal("Call the guard at night", (await Carl.Steps(sop, "front")).Find("#f-run")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.SeeOther, (await (await Carl.Steps(sop, "front")).Save(("role", "HR"))).Status);
    }

    [Theory]
    [InlineData("step", "3. Lock the barn {#lock-the-barn}\n")]
    [InlineData("checkpoint", "3. Lock the barn {#lock-the-barn}\n")]
    [InlineData("substep", "2. Lock the back door {#back}\n   1. Lock the barn {#lock-the-barn}\n")]
    [InlineData("note", "2. Lock the back door {#back}\n\n   > [!NOTE]\n   > Lock the barn\n")]
    public async Task A_step_of_any_kind_is_added_behind_the_open_one(string kind, string expected)
    {
        var sop = await Carl.Draft("Lock and add " + kind);

        Assert.Equal(HttpStatusCode.SeeOther, (await (await Carl.Steps(sop, "back")).Submit("#f-after form", ("text", "Lock the barn"), ("kind", kind))).Status);

        Assert.EndsWith(expected, await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Look around.\n\n- Role: Receptionist", "“Role: Receptionist” is a line of the step with a field of its own")]
    [InlineData("- Verify: the bolt is out", "“Verify: the bolt is out” is a line")]
    [InlineData("1. Turn the key\n2. Pull", "“Turn the key” would be read as a sub-step")]
    public async Task What_is_typed_into_the_text_and_would_be_something_else_is_sent_to_its_place_and_kept(string detail, string said)
    {
        var sop = await Carl.Draft("Lock by the wrong field " + detail.Length);
        var before = await Carl.Stored(sop);

        var refused = await (await Carl.Steps(sop, "front")).Save(("detail", detail));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Find(".refused")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(detail, refused.Find("#f-detail")!.TextContent.Trim());
        Assert.Equal(before, await Carl.Stored(sop));
    }

    [Fact]
    public async Task Readers_family_controls_and_clauses_are_fields_and_the_rest_of_the_text_keeps_its_bytes()
    {
        var sop = await Carl.Draft("Lock for a few");
        var before = await Carl.Stored(sop);
        var refused = await (await Carl.Steps(sop)).Submit("form.about", ("classification", "secret"), ("audience", "Bea Elm, HR"), ("family", "everyday-security"), ("controls", "iso27001:A.7.1,\niso27001:A.0.0"), ("policies", "physical-security#doors"), ("basedOn", "another"));
        Assert.Equal((HttpStatusCode.Conflict, "Bea Elm, HR"), (refused.Status, refused.Find("#about-audience")!.GetAttribute("value")));

        await (await Carl.Steps(sop)).Submit("form.about", ("classification", "restricted"), ("audience", "Bea Elm, HR"), ("runners", "HR"), ("writers", "Carl Ash, Quality"), ("family", "everyday-security"), ("controls", "iso27001:A.7.1,\niso27001:A.0.0"), ("policies", "access-control#leavers, access-control#nobody"));

        var after = await Carl.Stored(sop);
        Assert.EndsWith(before[before.IndexOf("# Lock", StringComparison.Ordinal)..], after, StringComparison.Ordinal);
        Assert.Contains("\nrunners: [HR]\nwriters: [Carl Ash, Quality]\n", after, StringComparison.Ordinal);
        var page = await Carl.Steps(sop);
        Assert.Equal(("HR", "Carl Ash, Quality"), (page.Find("#about-runners")!.GetAttribute("value"), page.Find("#about-writers")!.GetAttribute("value")));
        Assert.Equal(("restricted", "Bea Elm, HR", "everyday-security", "iso27001:A.7.1, iso27001:A.0.0"), (page.Find("#about-classification option[selected]")!.GetAttribute("value"), page.Find("#about-audience")!.GetAttribute("value"), page.Find("#about-family")!.GetAttribute("value"), page.Find("#about-controls")!.TextContent.Trim()));
        Assert.Contains("iso27001:A.0.0", page.Find("#margin")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("iso27001:A.7.1", page.Find("#margin")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("access-control#nobody", page.Find("#margin")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("access-control#leavers", page.Find("#margin")!.TextContent, StringComparison.Ordinal);

        await page.Submit("form.about", ("classification", ""), ("audience", ""), ("controls", ""), ("policies", ""));
        Assert.DoesNotContain("audience", await Carl.Stored(sop), StringComparison.Ordinal);
        Assert.Null((await Carl.Steps(sop)).Find("#about-classification option[value='restricted'][selected]"));
    }

    [Fact]
    public async Task Who_writes_on_sees_what_reviewers_said_beside_the_step_and_why_it_came_back_above_all()
    {
        var sop = await Carl.Draft("Lock after a review");
        await Carl.Send(sop, 1, ["Dora Yew"]);
        await firm.Dora.Say(sop, 1, "back", "Objected", "The back door has no lock");
        await firm.Bea.TakeBack(sop, 1, "return", "Ask the caretaker first");

        var page = await Carl.Steps(sop, "back");

        Assert.Contains("The back door has no lock", page.Find("#back > .lint")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Find("#front > .lint:not([hidden])"));
        Assert.Contains("Ask the caretaker first", page.Find("#steps > .lint")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heading_is_put_before_a_step_changed_and_taken_away()
    {
        var sop = await Carl.Draft("Lock in phases");
        var before = await Carl.Stored(sop);

        await (await Carl.Steps(sop, "front")).Submit("#f-after form", ("text", "Behind"), ("kind", "phase"));
        Assert.Contains("{#front}\n\n### Behind\n\n2. Lock the back door", await Carl.Stored(sop), StringComparison.Ordinal);
        await (await Carl.Steps(sop, "back")).Submit("form.phase", ("text", "At the back (any order)"));
        Assert.Contains("### At the back (any order)", await Carl.Stored(sop), StringComparison.Ordinal);
        await (await Carl.Steps(sop, "back")).Submit("form.phase", ("text", ""));

        Assert.Equal(before.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), (await Carl.Stored(sop)).ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Steps_move_by_buttons_and_to_any_place_and_keep_who_they_are()
    {
        var sop = await Carl.Draft("Lock in order", "1. One {#one}\n2. Two {#two}\n3. Three {#three}\n");
        await (await Carl.Steps(sop)).Press("up", "three");
        await (await Carl.Steps(sop)).Submit("#act", ("act", "move"), ("step", "one"), ("place", "after:two"));

        Assert.EndsWith("1. Three {#three}\n2. Two {#two}\n3. One {#one}\n", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_before_the_steps_is_written_in_fields_too()
    {
        var sop = await Carl.Draft("Lock and say why");

        await (await Carl.Steps(sop)).Submit("form.about", ("purpose", "Nobody comes in."), ("owner", "Caretaker"), ("review", "12 months"));

        var text = await Carl.Stored(sop);
        Assert.Contains("owner: Caretaker\nreview: 12 months\n", text, StringComparison.Ordinal);
        Assert.Contains("## Purpose\n\nNobody comes in.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_write_in_two_fields_before_the_steps_and_in_one_field_both_texts_are_shown()
    {
        var sop = await Carl.Draft("Lock and agree why");
        var pages = await Task.WhenAll(Carl.Steps(sop), firm.Dora.Steps(sop), firm.Emil.Steps(sop));

        Assert.Equal(HttpStatusCode.SeeOther, (await pages[0].Submit("form.about", ("scope", "The whole house."), ("controls", "iso27001:A.7.1"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await pages[1].Submit("form.about", ("purpose", "Nobody comes in."))).Status);
        var refused = await pages[2].Submit("form.about", ("purpose", "Everybody sleeps."), ("owner", "Caretaker"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Somebody else has changed the purpose meanwhile.", refused.Find("#about .notice")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("Nobody comes in.", refused.Find("#about .theirs")!.TextContent.Trim());
        Assert.Equal(("Everybody sleeps.", "The whole house."), (refused.Find("#about-purpose")!.TextContent.Trim(), refused.Find("#about-scope")!.TextContent.Trim()));
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Submit("form.about")).Status);
        var text = await Carl.Stored(sop);
        Assert.All(["owner: Caretaker\n", "iso27001:A.7.1", "## Purpose\n\nEverybody sleeps.\n", "## Scope\n\nThe whole house.\n"], words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_finding_is_mended_with_one_press()
    {
        var sop = await Carl.Draft("Lock up rightly");

        Assert.Equal(HttpStatusCode.SeeOther, (await (await Carl.Steps(sop)).Press("fix", "review-missing@0")).Status);

        Assert.Contains("review: 12 months", await Carl.Stored(sop), StringComparison.Ordinal);
    }
}
