using System.Net;
using System.Security.Cryptography;
using System.Text;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

public sealed class ApprovalTests(Firm firm) : IClassFixture<Firm>
{
    static readonly byte[] Png = Doing.Png(9);

    Task<Revision> RowOf(string sop, int number)
    {
        Assert.True(Labels.TryReadSop(sop, out var of));
        return firm.Office.Server.InDatabase(db => (from row in db.Revisions.IgnoreQueryFilters() join procedure in db.Sops.IgnoreQueryFilters() on row.SopId equals procedure.Id where procedure.Number == of.Number && row.Number == number select row).SingleAsync());
    }

    [Fact]
    public async Task The_whole_way_from_a_draft_to_what_is_in_force()
    {
        var sop = await firm.Carl.Draft("Go the whole way");
        await firm.Carl.Send(sop, 1, ["Dora Yew", "Emil Fir"], ("summary", "So that nobody is locked in"));
        foreach (var reviewer in new[] { firm.Dora, firm.Emil })
            foreach (var step in new[] { "front", "back" }) await reviewer.Say(sop, 1, step, "Agreed");
        Assert.Equal(2, (await firm.Carl.Get($"/procedures/{sop}/revisions/1/approval")).All("#agreement ~ .scroll thead small").Count(cell => cell.TextContent == "finished"));
        await firm.Bea.Sign(sop, 1, ("comment", "Good work"));

        var page = await firm.Emil.Get($"/procedures/{sop}");
        Assert.Contains("approved by Bea Elm as administrator", page.Find("aside")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Published", page.Find(".page-head .badge")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["ProcedureAdded", "RevisionSentForReview", "StepWalkedThrough", "StepWalkedThrough", "StepWalkedThrough", "StepWalkedThrough", "RevisionSigned", "RevisionApproved", "RevisionPublished"], await firm.Kinds(sop));
        Assert.Equal(HttpStatusCode.OK, (await firm.Dora.Get($"/procedures/{sop}/runs/new")).Status);
    }

    [Fact]
    public async Task A_signature_needs_the_password_once_more_and_keeps_what_was_typed_without_it()
    {
        var sop = await firm.Carl.Draft("Sign with care");
        await firm.Carl.Send(sop, 1, []);

        foreach (var password in new[] { "", "not my password at all" })
        {
            var refused = await firm.Bea.TrySign(sop, 1, ("password", password), ("comment", "I have read it"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.NotNull(refused.Find("#password-error"));
            Assert.Equal("I have read it", refused.Find("#comment")!.TextContent);
        }
        Assert.Equal(["ProcedureAdded", "RevisionSentForReview"], await firm.Kinds(sop));
        await firm.Bea.Sign(sop, 1);
    }

    [Fact]
    public async Task A_signature_binds_text_values_and_pictures_in_a_hash_that_anybody_can_compute()
    {
        var sop = await firm.Carl.Add("# Seal {{thing}}\n\n## Steps\n1. Seal it\n\n   ![The seal](seal.png)\n2. Keep {{thing}}\n", "seal.md");
        await firm.Carl.TrySave(sop, typed => typed + "\nMore.\n", ("pictures", new Upload("seal.png", Png)));
        await firm.Carl.Send(sop, 1, [], ("env-thing", "a jar"));
        await firm.Bea.Sign(sop, 1);

        var row = await RowOf(sop, 1);
        var json = $$"""{"environment":{"thing":"a jar"},"images":{"seal.png":"{{Convert.ToHexStringLower(SHA256.HashData(Png))}}"},"text":"{{row.Sha256}}"}""";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))), row.Seal);
        var signature = await firm.Office.Server.InDatabase(db => db.RevisionSignatures.IgnoreQueryFilters().SingleAsync(signed => signed.RevisionId == row.Id));
        Assert.Equal((row.Seal, "approved for use", "as administrator", false), (signature.Seal, signature.Meaning, signature.Capacity, signature.Alone));
        Assert.Contains(row.Seal!, (await firm.Ida.Get($"/procedures/{sop}/revisions/1/approval")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_stand_still_from_sending_on_and_the_signature_is_of_what_was_seen()
    {
        var sop = await firm.Carl.Add("# Open {{gate}}\n\n## Steps\n1. Open {{gate}}\n", "gate.md");
        await firm.Carl.Send(sop, 1, [], ("env-gate", "the north gate"));
        var seen = await firm.Bea.Get($"/procedures/{sop}/revisions/1/signature");
        await firm.Carl.TakeBack(sop, 1, "withdrawal");
        await firm.Carl.Save(sop, typed => typed + "2. Close {{gate}}\n");
        await firm.Carl.Send(sop, 1, []);

        var late = await seen.Submit("main form[method=post]", ("password", TestServer.Password));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("not the text you were looking at", late.Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        await firm.Bea.Sign(sop, 1);
        Assert.Contains("Close the north gate", (await firm.Emil.Get($"/procedures/{sop}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_decide_at_the_same_moment_one_is_first_and_the_other_hears_who()
    {
        for (var again = 0; again < 5; again++) await DecideAtOnce("Decide at once " + again);
    }

    async Task DecideAtOnce(string title)
    {
        var sop = await firm.Carl.Draft(title);
        await firm.Carl.Send(sop, 1, []);
        var (sign, back) = (await firm.Bea.Get($"/procedures/{sop}/revisions/1/signature"), await firm.Ada.Get($"/procedures/{sop}/revisions/1/approval"));

        var answers = await Task.WhenAll(sign.Submit("main form[method=post]", ("password", TestServer.Password)), back.Submit("form[action$='/return']", ("reason", "Not like this")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.SeeOther);
        var second = answers.Single(answer => answer.Status == HttpStatusCode.Conflict);
        Assert.Matches("(Bea Elm published|Ada Pine sent) ", second.Find(".notice.bad, .empty")!.TextContent);
        Assert.Single(await firm.Kinds(sop), kind => kind is "RevisionSentBack" or "RevisionPublished");
    }

    [Fact]
    public async Task The_same_signature_sent_twice_counts_once()
    {
        var sop = await firm.Carl.Draft("Press twice");
        await firm.Carl.Send(sop, 1, []);
        var form = await firm.Bea.Get($"/procedures/{sop}/revisions/1/signature");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => form.Submit("main form[method=post]", ("password", TestServer.Password))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.SeeOther);
        Assert.Single(await firm.Kinds(sop), "RevisionSigned");
    }

    [Fact]
    public async Task The_last_of_nine_signatures_by_people_with_long_names_is_taken_like_the_first()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var role = "Keeper of " + new string('k', Server.Features.People.Role.LongestName - 10);
        List<Browser> signers = [];
        for (var i = 1; i <= ApprovalRule.MostPeople; i++)
        {
            var name = $"Signer{i} {new string('s', 150)}";
            signers.Add(await office.Join(name));
            await office.Server.GiveRole(name, role);
        }
        await office.Ada.SetRule("", ApprovalRule.MostPeople, role);
        var sop = await office.Ada.Draft("Nine must sign");
        await office.Ada.Send(sop, 1, []);

        foreach (var signer in signers) await signer.Sign(sop, 1);

        var row = await office.Server.InDatabase(db => db.Revisions.IgnoreQueryFilters().SingleAsync());
        Assert.Equal(RevisionState.Published, row.State);
        Assert.All(Enumerable.Range(1, ApprovalRule.MostPeople), i => Assert.Contains($"Signer{i} ", row.Approval, StringComparison.Ordinal));
        Assert.True(row.Approval!.Length > 2_000, "The names are too short for what this is about.");
    }

    [Fact]
    public async Task What_comes_back_is_a_draft_again_and_its_signatures_count_no_more()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var bea = await office.Join("Bea Elm", Server.Features.People.Permission.Administrator);
        var cem = await office.Join("Cem Oak", Server.Features.People.Permission.Administrator);
        await office.Ada.SetRule("", 2, null);
        var sop = await office.Ada.Draft("Two must sign");
        await office.Ada.Send(sop, 1, []);
        await bea.Sign(sop, 1);
        await cem.TakeBack(sop, 1, "return", "Step 2 is missing the key");
        Assert.Contains("Two must sign", (await office.Ada.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);
        await office.Ada.Save(sop, typed => typed + "3. Take the key {#take}\n");
        await office.Ada.Send(sop, 1, []);

        await cem.Sign(sop, 1);
        Assert.Equal(RevisionState.InReview, (await office.Server.InDatabase(db => db.Revisions.IgnoreQueryFilters().SingleAsync())).State);
        await bea.Sign(sop, 1);
        Assert.Equal(RevisionState.Published, (await office.Server.InDatabase(db => db.Revisions.IgnoreQueryFilters().SingleAsync())).State);
        Assert.Equal(3, (await office.Kinds("procedure/" + sop)).Count(kind => kind == "RevisionSigned"));
    }

    [Fact]
    public async Task A_draft_is_sent_only_without_errors_with_a_summary_and_to_people_who_did_not_write_it()
    {
        var broken = await firm.Carl.Draft("Broken", "1. Look {#look}\n   - If it fails: go to [Nowhere](#nowhere)\n");
        Assert.Null((await firm.Carl.Get($"/procedures/{broken}/revisions/1/sending")).Find("main form[method=post]"));
        Assert.Equal(HttpStatusCode.Conflict, (await firm.Carl.Post($"/procedures/{broken}/revisions/1/sending", ("summary", "All"))).Status);

        var sop = await firm.Carl.Draft("Whole");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await firm.Carl.TrySend(sop, 1, [], ("summary", "  "))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await firm.Carl.TrySend(sop, 1, [], ("effective", "2026-03-01"))).Status);
        var page = await firm.Carl.Get($"/procedures/{sop}/revisions/1/sending");
        Assert.DoesNotContain(page.All("label.choice"), label => label.TextContent.Contains("Carl Ash", StringComparison.Ordinal) || label.TextContent.Contains("Ida Fern", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await firm.Carl.TrySend(sop, 1, [], ("reviewer", Guid.CreateVersion7()))).Status);
        Assert.Equal(["ProcedureAdded"], await firm.Kinds(sop));
    }

    [Fact]
    public async Task One_material_is_enough_and_the_difference_is_named()
    {
        var sop = await firm.Carl.Draft("Weigh the change");
        await firm.Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        await firm.Carl.Edit(sop);
        await firm.Carl.Save(sop, typed => typed.Replace("Lock the back door", "Lock the back door.", StringComparison.Ordinal));
        var sending = await firm.Carl.Get($"/procedures/{sop}/revisions/2/sending");
        Assert.Equal("Editorial", sending.Find("input[name=weight]:checked")!.GetAttribute("value"));
        Assert.Contains("1 step changed", sending.Find("#summary-hint")!.TextContent, StringComparison.Ordinal);
        await firm.Carl.Send(sop, 2, []);
        Assert.Equal("Editorial", (await firm.Bea.Get($"/procedures/{sop}/revisions/2/signature")).Find("input[name=weight]:checked")!.GetAttribute("value"));
        await firm.Bea.Sign(sop, 2, ("weight", "Material"));

        Assert.Equal(Handrail.Core.Procedures.Comparing.Weight.Material, (await RowOf(sop, 2)).Weight);
    }

    [Fact]
    public async Task With_a_date_it_waits_for_it_and_then_comes_into_force_by_itself()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var bea = await office.Join("Bea Elm", Server.Features.People.Permission.Administrator);
        var sop = await office.Ada.Draft("From April on");
        await office.Ada.Send(sop, 1, [], ("effective", "2026-04-01"));
        await bea.TakeBack(sop, 1, "return", "Say which April");
        Assert.Equal("2026-04-01", (await office.Ada.Get($"/procedures/{sop}/revisions/1/sending")).Find("#effective")!.GetAttribute("value"));
        await office.Ada.Send(sop, 1, []);
        await bea.Sign(sop, 1);
        Assert.Equal(HttpStatusCode.Conflict, (await office.Ada.Get($"/procedures/{sop}/runs/new")).Status);
        Assert.Contains("Approved, in force from 1 Apr 2026", (await office.Ada.Get($"/procedures/{sop}")).Find(".page-head .badge")!.TextContent, StringComparison.Ordinal);

        await office.Tick();
        Assert.Equal(RevisionState.Approved, (await office.Server.InDatabase(db => db.Revisions.IgnoreQueryFilters().SingleAsync())).State);
        office.Server.Clock.AdjustTime(new DateTimeOffset(2026, 4, 1, 0, 0, 30, TimeSpan.Zero));
        await Task.WhenAll(office.Tick(), office.Tick());

        Assert.Equal(["RevisionApproved", "RevisionPublished"], (await office.Kinds("procedure/" + sop))[^2..]);
        await bea.SignIn(Office.EmailOf("Bea Elm"), TestServer.Password);
        Assert.Equal(HttpStatusCode.OK, (await bea.Get($"/procedures/{sop}/runs/new")).Status);
        Assert.Contains("The clock published", (await bea.Get($"/procedures/{sop}/history")).Find(".timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_the_way_on_the_day_is_said_once_and_an_administrator_is_asked()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var bea = await office.Join("Bea Elm", Server.Features.People.Permission.Administrator);
        var other = await office.Ada.Draft("Be linked to");
        await office.Ada.Send(other, 1, []);
        await bea.Sign(other, 1);
        var sop = await office.Ada.Draft("Link to it", $"1. Look {{#look}}\n   - Run: [The other](be-linked-to.md)\n2. Go {{#go}}\n");
        await office.Ada.Send(sop, 1, [], ("effective", "2026-03-03"));
        await bea.Sign(sop, 1);
        Assert.Equal(HttpStatusCode.SeeOther, (await (await office.Ada.Get($"/procedures/{other}")).Submit("form[action$='/retirement']", ("reason", "Over"))).Status);
        office.Server.Clock.Advance(TimeSpan.FromHours(16));
        await office.Tick();
        await office.Tick();

        await bea.SignIn(Office.EmailOf("Bea Elm"), TestServer.Password);
        Assert.Single(await office.Kinds("procedure/" + sop), "PublicationHeldBack");
        Assert.Contains("approved and not in force", (await bea.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("could not come into force", (await bea.Get($"/procedures/{sop}/revisions/1/approval")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await bea.TryPublish(sop)).Status);
    }

    [Fact]
    public async Task A_discarded_draft_leaves_what_is_in_force_alone_and_can_be_taken_up_again()
    {
        var sop = await firm.Carl.Draft("Try something");
        await firm.Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        await firm.Carl.Edit(sop);
        await firm.Carl.Save(sop, typed => typed + "3. Dance {#dance}\n");
        await firm.Carl.TakeBack(sop, 2, "discard", "Nobody dances");
        Assert.Null((await firm.Carl.Get($"/procedures/{sop}")).Find("#dance"));

        var opened = await (await firm.Dora.Get($"/procedures/{sop}/history")).Submit($"form[action='/procedures/{sop}/revisions/2/draft']");

        Assert.Equal($"/procedures/{sop}/draft/steps", opened.Location);
        Assert.Contains("Dance", (await firm.Dora.Get($"/procedures/{sop}/draft")).Find("#text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["DraftDiscarded", "DraftOpened"], (await firm.Kinds(sop))[^2..]);
    }

    [Fact]
    public async Task A_retired_procedure_leaves_the_lists_runs_no_more_and_can_come_back()
    {
        var sop = await firm.Carl.Draft("Feed the dinosaur");
        await firm.Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Carl.Post($"/procedures/{sop}/retirement", ("reason", "Gone"))).Status);
        var page = await firm.Ada.Get($"/procedures/{sop}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await page.Submit("form[action$='/retirement']", ("reason", " "))).Status);

        Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("form[action$='/retirement']", ("reason", "There are none any more"))).Status);

        Assert.DoesNotContain("Feed the dinosaur", (await firm.Carl.Get("/procedures?q=dinosaur")).Find("main tbody")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await firm.Carl.Get($"/procedures/{sop}/runs/new")).Status);
        Assert.Contains("There are none any more", (await firm.Carl.Get($"/procedures/{sop}/history")).Find(".timeline")!.TextContent, StringComparison.Ordinal);
        await (await firm.Carl.Get($"/procedures/{sop}/history")).Submit($"form[action='/procedures/{sop}/revisions/1/draft']");
        await firm.Carl.Send(sop, 2, []);
        await firm.Bea.Sign(sop, 2);
        Assert.Equal(HttpStatusCode.OK, (await firm.Carl.Get($"/procedures/{sop}/runs/new")).Status);
    }
}
