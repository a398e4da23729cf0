using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

public sealed class WalkThroughTests(Firm firm) : IClassFixture<Firm>
{
    async Task<string> InReview(string title, params string[] reviewers)
    {
        var sop = await firm.Carl.Draft(title);
        await firm.Carl.Send(sop, 1, reviewers.Length == 0 ? ["Dora Yew"] : reviewers);
        return sop;
    }

    [Fact]
    public async Task A_reviewer_is_led_from_step_to_step_to_the_end()
    {
        var sop = await firm.Carl.Draft("Walk along", "1. Lock the front door {#front}\n   - Wait: 2 hours\n   - Record: Key holder (text)\n2. Ask {{Key holder}} for the back door {#back}\n");
        await firm.Carl.Send(sop, 1, ["Dora Yew"]);
        Assert.Contains("Walk along", (await firm.Dora.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);
        var first = await firm.Dora.Get($"/procedures/{sop}/revisions/1/walk-through");
        Assert.Equal("Lock the front door", first.Find("#now .instruction")!.TextContent);
        Assert.Contains("Wait: 2 hours", first.All("#now .evidence").Select(line => line.TextContent.Trim()));

        Assert.Equal(HttpStatusCode.SeeOther, (await first.Submit("#now form", ("verdict", "Agreed"))).Status);
        var second = await firm.Dora.Get($"/procedures/{sop}/revisions/1/walk-through");
        Assert.Equal("Ask Key holder for the back door", second.Find("#now .instruction")!.TextContent);
        await second.Submit("#now form", ("verdict", "Commented"), ("text", "It sticks in winter"));

        Assert.Contains("through every step", (await firm.Dora.Get($"/procedures/{sop}/revisions/1/walk-through")).Find("#now h1")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Walk along", (await firm.Dora.Get("/")).Find("#waits ~ ul")?.TextContent ?? "", StringComparison.Ordinal);
        var board = await firm.Carl.Get($"/procedures/{sop}/revisions/1/approval");
        Assert.Equal(["1 Lock the front door", "2 Ask Key holder for the back door"], board.All("#agreement ~ .scroll tbody th").Select(step => step.TextContent));
        Assert.Equal(["agrees", "commented"], board.All("#agreement ~ .scroll tbody .badge").Select(badge => badge.TextContent));
        Assert.Contains("It sticks in winter", board.Find("#remarks ~ ul")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Objected", "")]
    [InlineData("Commented", "  ")]
    [InlineData("", "words")]
    [InlineData("17", "words")]
    public async Task What_has_to_be_said_is_asked_for_and_nothing_is_kept_without_it(string verdict, string text)
    {
        var sop = await InReview($"Say {verdict} {text.Length}");

        var refused = await firm.Dora.TrySay(sop, 1, "front", verdict, text);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(text.Trim(), refused.Find("#text")!.TextContent.Trim());
        Assert.Equal(["ProcedureAdded", "RevisionSentForReview"], await firm.Kinds(sop));
    }

    [Fact]
    public async Task An_objection_blocks_until_whoever_made_it_takes_it_back()
    {
        var sop = await InReview("Object and agree");
        await firm.Dora.Say(sop, 1, "back", "Objected", "The back door has no lock");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await firm.Bea.TrySign(sop, 1)).Status);
        Assert.Null((await firm.Carl.Get($"/procedures/{sop}/revisions/1/approval")).Find("form[action*='/remarks/']"));

        Assert.Equal(HttpStatusCode.SeeOther, (await (await firm.Dora.Get($"/procedures/{sop}/revisions/1/approval")).Submit("form[action*='/remarks/']")).Status);

        await firm.Bea.Sign(sop, 1);
        Assert.Contains("ObjectionSettled", await firm.Kinds(sop));
    }

    [Fact]
    public async Task Who_agrees_to_the_step_later_objects_no_more()
    {
        var sop = await InReview("Think again");
        await firm.Dora.Say(sop, 1, "back", "Objected", "No lock");
        await firm.Dora.Say(sop, 1, "back", "Agreed");

        await firm.Bea.Sign(sop, 1);
        Assert.Equal(["StepWalkedThrough", "StepWalkedThrough", "ObjectionSettled"], (await firm.Kinds(sop))[2..5]);
    }

    [Fact]
    public async Task Nobody_takes_back_somebody_elses_objection()
    {
        var sop = await InReview("Stand by it");
        await firm.Dora.Say(sop, 1, "back", "Objected", "No lock");
        var address = (await firm.Dora.Get($"/procedures/{sop}/revisions/1/approval")).Find("form[action*='/remarks/']")!.GetAttribute("action")!;

        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Carl.Post(address)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await firm.Dora.Post(address)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await firm.Dora.Post(address)).Status);
    }

    [Fact]
    public async Task An_objection_outlives_its_round_and_is_overruled_only_with_a_reason()
    {
        var sop = await InReview("Outlive the round");
        await firm.Dora.Say(sop, 1, "back", "Objected", "No lock");
        await firm.Carl.TakeBack(sop, 1, "withdrawal");
        await firm.Carl.Send(sop, 1, ["Emil Fir"]);

        var refused = await firm.Bea.TrySign(sop, 1, ("overrule", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Matches(@"^Dora Yew, step 2\s*: No lock$", refused.Find("form.group li")!.TextContent.Trim().ReplaceLineEndings(" "));
        await firm.Bea.Sign(sop, 1, ("overrule", "The lock is ordered"));

        var page = await firm.Ida.Get($"/procedures/{sop}/revisions/1/approval");
        Assert.Contains("overruled", page.Find("#remarks ~ ul .badge")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The lock is ordered", page.Find("#remarks ~ ul")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_change_only_the_changed_step_is_walked_again()
    {
        var sop = await InReview("Walk again");
        await firm.Dora.Say(sop, 1, "front", "Agreed");
        await firm.Dora.Say(sop, 1, "back", "Agreed");
        await firm.Bea.TakeBack(sop, 1, "return", "Say which key");
        await firm.Carl.Save(sop, typed => typed.Replace("Lock the back door", "Lock the back door with the red key", StringComparison.Ordinal));
        await firm.Carl.Send(sop, 1, ["Dora Yew"]);

        Assert.Contains("red key", (await firm.Dora.Get($"/procedures/{sop}/revisions/1/walk-through")).Find("#now .instruction")!.TextContent, StringComparison.Ordinal);
        await firm.Dora.Say(sop, 1, "back", "Agreed");
        Assert.Contains("through every step", (await firm.Dora.Get($"/procedures/{sop}/revisions/1/walk-through")).Find("#now h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_walked_again_when_nothing_changed()
    {
        var sop = await InReview("Walk once");
        await firm.Dora.Say(sop, 1, "front", "Agreed");
        await firm.Dora.Say(sop, 1, "back", "Agreed");
        await firm.Carl.TakeBack(sop, 1, "withdrawal");
        await firm.Carl.Send(sop, 1, ["Dora Yew"]);

        Assert.Contains("finished", (await firm.Carl.Get($"/procedures/{sop}/revisions/1/approval")).Find("#agreement ~ .scroll thead")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Walk once", (await firm.Dora.Get("/")).Find("#waits ~ ul")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_comments_on_a_step_or_on_the_whole_and_the_auditor_only_reads()
    {
        var sop = await InReview("Talk about it");
        var page = await firm.Emil.Get($"/procedures/{sop}/revisions/1/approval");
        Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("form[action$='/remarks']", ("step", "front"), ("text", "Which key?"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("form[action$='/remarks']", ("step", ""), ("text", "Nice & short <b>"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await firm.Emil.Post($"/procedures/{sop}/revisions/1/remarks", ("step", "no-such"), ("text", "Hm"))).Status);

        var read = await firm.Ida.Get($"/procedures/{sop}/revisions/1/approval");
        Assert.Contains("Nice & short <b>", read.Find("#remarks ~ ul")!.TextContent, StringComparison.Ordinal);
        Assert.Null(read.Find("main form[method=post]"));
    }

    [Fact]
    public async Task A_step_that_is_not_there_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await firm.Dora.Post($"/procedures/{await InReview("Look for it")}/revisions/1/walk-through/no-such", ("verdict", "Agreed"))).Status);
}
