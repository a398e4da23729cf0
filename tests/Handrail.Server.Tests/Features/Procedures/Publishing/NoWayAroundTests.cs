using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>Nobody approves what they wrote, whatever they try.</summary>
public sealed class NoWayAroundTests(Firm firm) : IClassFixture<Firm>
{
    [Fact]
    public async Task An_author_who_is_an_administrator_approves_nothing_of_their_own_and_no_way_leads_around_it()
    {
        var sop = await firm.Ada.Draft("Written by Ada");
        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Ada.Post($"/procedures/{sop}/publication", ("summary", "All"))).Status);
        await firm.Ada.Send(sop, 1, []);

        Assert.Equal($"/procedures/{sop}/revisions/1/approval", (await firm.Ada.Get($"/procedures/{sop}/revisions/1/signature")).Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Ada.Post($"/procedures/{sop}/revisions/1/signature", ("password", TestServer.Password))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Ada.Post($"/procedures/{sop}/publication", ("summary", "All"))).Status);
        Assert.Equal(["ProcedureAdded", "RevisionSentForReview"], await firm.Kinds(sop));
    }

    [Fact]
    public async Task Whoever_began_a_draft_and_wrote_no_word_of_it_may_approve_what_others_wrote()
    {
        var sop = await firm.Carl.Draft("Water the plants");
        await firm.Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        await firm.Bea.Edit(sop);
        Assert.Contains("no word was changed", (await firm.Carl.Get($"/procedures/{sop}/history")).Text, StringComparison.Ordinal);
        await firm.Carl.Save(sop, typed => typed + "3. Empty the saucers {#saucers}\n");
        await firm.Carl.Send(sop, 2, []);

        await firm.Bea.Sign(sop, 2);

        Assert.NotNull((await firm.Carl.Get($"/procedures/{sop}")).Find("#saucers"));
    }

    [Fact]
    public async Task Whoever_brings_earlier_words_back_is_their_author()
    {
        var sop = await firm.Carl.Draft("Wash the cups");
        await firm.Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        await firm.Carl.Edit(sop);
        await firm.Carl.Save(sop, typed => typed + "3. Dry them {#dry}\n");
        await firm.Carl.Send(sop, 2, []);
        await firm.Bea.Sign(sop, 2);
        await (await firm.Bea.Get($"/procedures/{sop}/history")).Submit($"form[action='/procedures/{sop}/revisions/1/draft']");
        await firm.Bea.Send(sop, 3, []);

        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Bea.Post($"/procedures/{sop}/revisions/3/signature", ("password", TestServer.Password))).Status);
    }

    [Fact]
    public async Task Whoever_changes_one_word_of_somebody_elses_draft_is_an_author_too()
    {
        var sop = await firm.Carl.Draft("Written by two");
        await firm.Bea.Save(sop, typed => typed.Replace("Lock", "Bolt", StringComparison.Ordinal));
        await firm.Carl.Send(sop, 1, []);

        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Bea.Post($"/procedures/{sop}/revisions/1/signature", ("password", TestServer.Password))).Status);
        await firm.Ada.Sign(sop, 1);
        Assert.Contains("Ada Pine", (await firm.Carl.Get($"/procedures/{sop}")).Find("aside")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_no_longer_an_administrator_signs_no_more()
    {
        var former = await firm.Office.Join("Gus Oak", Permission.Administrator);
        var sop = await firm.Carl.Draft("Signed too late");
        await firm.Carl.Send(sop, 1, []);
        var form = await former.Get($"/procedures/{sop}/revisions/1/signature");
        await firm.Office.Server.Demote("Gus Oak");

        Assert.Equal(HttpStatusCode.Forbidden, (await form.Submit("main form[method=post]", ("password", TestServer.Password))).Status);
        Assert.Equal(["ProcedureAdded", "RevisionSentForReview"], await firm.Kinds(sop));
    }
}
