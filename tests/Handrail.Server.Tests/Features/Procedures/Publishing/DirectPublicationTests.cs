using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>The short way of small offices, and where it ends.</summary>
public sealed class DirectPublicationTests
{
    static async Task<Office> NewOffice()
    {
        var office = new Office();
        await office.InitializeAsync();
        return office;
    }

    [Fact]
    public async Task The_only_administrator_publishes_and_the_record_says_that_nobody_else_approved()
    {
        await using var office = await NewOffice();
        await office.Join("Ben Oak");
        var sop = await office.Ada.Draft("Publish alone");
        Assert.Contains("no second person", (await office.Ada.Get($"/procedures/{sop}/publication")).Find(".notice.warn")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await office.Ada.TryPublish(sop)).Status);

        Assert.Contains("without the approval of a second person", (await office.Ada.Get($"/procedures/{sop}")).Find("aside")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("without the approval of a second person", (await office.Ada.Get($"/procedures/{sop}/history")).Find(".timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not my password at all")]
    public async Task Publishing_directly_needs_the_password_once_more_and_keeps_what_was_typed_without_it(string password)
    {
        await using var office = await NewOffice();
        var sop = await office.Ada.Draft("Publish with care");

        var refused = await office.Ada.TryPublish(sop, ("summary", "As we do it"), ("password", password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Find("#password-error"));
        Assert.Equal("As we do it", refused.Find("#summary")!.TextContent);
        Assert.Equal(["ProcedureAdded"], await office.Kinds("procedure/" + sop));
    }

    [Fact]
    public async Task What_others_approved_is_put_in_force_without_it()
    {
        await using var office = await NewOffice();
        var bea = await office.Join("Bea Elm", Permission.Administrator);
        var sop = await office.Ada.Draft("Approved by Bea");
        await office.Ada.Send(sop, 1, [], ("effective", "2026-12-24"));
        await bea.Sign(sop, 1);

        var page = await office.Ada.Get($"/procedures/{sop}/publication");

        Assert.Null(page.Find("input[type=password]"));
        Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("main form[method=post]")).Status);
    }

    [Fact]
    public async Task With_a_second_administrator_the_short_way_ends()
    {
        await using var office = await NewOffice();
        var before = await office.Ada.Draft("Before");
        Assert.NotNull((await office.Ada.Get($"/procedures/{before}")).Find("a[href$='/publication']"));
        var bea = await office.Join("Bea Elm", Permission.Administrator);

        Assert.Null((await office.Ada.Get($"/procedures/{before}")).Find("a[href$='/publication']"));
        Assert.Equal($"/procedures/{before}/revisions/1/approval", (await office.Ada.Get($"/procedures/{before}/publication")).Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.Ada.Post($"/procedures/{before}/publication")).Status);
        await office.Ada.Send(before, 1, []);
        await bea.Sign(before, 1);
        Assert.Equal(HttpStatusCode.OK, (await office.Ada.Get($"/procedures/{before}/runs/new")).Status);
    }

    [Theory]
    [InlineData("Always", HttpStatusCode.SeeOther)]
    [InlineData("WhileOneAdministrator", HttpStatusCode.Forbidden)]
    [InlineData("Never", HttpStatusCode.Forbidden)]
    public async Task The_rule_says_whether_an_administrator_may(string direct, HttpStatusCode status)
    {
        await using var office = await NewOffice();
        await office.Join("Bea Elm", Permission.Administrator);
        await office.Ada.SetRule("", 1, null, direct);
        var sop = await office.Ada.Draft("Allowed or not");

        Assert.Equal(status, (await office.Ada.Post($"/procedures/{sop}/publication", ("summary", "All"), ("password", TestServer.Password))).Status);
    }

    [Fact]
    public async Task Whoever_publishes_what_others_wrote_is_said_to_have_not_written_it()
    {
        await using var office = await NewOffice();
        var ben = await office.Join("Ben Oak");
        var sop = await ben.Draft("Written by Ben");

        Assert.Equal(HttpStatusCode.Forbidden, (await ben.Post($"/procedures/{sop}/publication")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await office.Ada.TryPublish(sop)).Status);

        Assert.Contains("published by Ada Pine, administrator, who did not write it", (await ben.Get($"/procedures/{sop}")).Find("aside")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_version_needs_a_summary_and_supersedes_the_one_before()
    {
        await using var office = await NewOffice();
        var sop = await office.Ada.Draft("Change it");
        await office.Ada.TryPublish(sop);
        await office.Ada.Edit(sop);
        await office.Ada.Save(sop, typed => typed + "3. Go home {#home}\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.Ada.TryPublish(sop, ("summary", ""))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await office.Ada.TryPublish(sop, ("summary", "Somebody stayed over night"))).Status);

        Assert.NotNull((await office.Ada.Get($"/procedures/{sop}")).Find("#home"));
        var earlier = await office.Ada.Get($"/procedures/{sop}/revisions/1");
        Assert.Null(earlier.Find("#home"));
        Assert.Contains("Superseded", earlier.Find(".page-head .badge")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_reviewer_objects_to_is_published_directly_only_with_a_reason()
    {
        await using var office = await NewOffice();
        var ben = await office.Join("Ben Oak");
        var sop = await office.Ada.Draft("Objected to");
        await office.Ada.Send(sop, 1, ["Ben Oak"]);
        await ben.Say(sop, 1, "back", "Objected", "There is no back door");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.Ada.TryPublish(sop)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await office.Ada.TryPublish(sop, ("overrule", "It is being built"))).Status);
        Assert.Contains("ObjectionSettled", await office.Kinds("procedure/" + sop));
    }

    [Fact]
    public async Task The_only_member_signs_their_own_text_and_it_says_so()
    {
        await using var office = await NewOffice();
        await office.Ada.SetRule("", 1, null, "Never");
        var sop = await office.Ada.Draft("Quite alone");
        await office.Ada.Send(sop, 1, []);
        Assert.Contains("nobody else approved", (await office.Ada.Get($"/procedures/{sop}/revisions/1/signature")).Find(".notice.warn")!.TextContent, StringComparison.Ordinal);

        await office.Ada.Sign(sop, 1);

        Assert.Contains("as the only member of the organization, who also wrote it", (await office.Ada.Get($"/procedures/{sop}")).Find("aside")!.TextContent, StringComparison.Ordinal);
        Assert.True(await office.Server.InDatabase(db => db.RevisionSignatures.IgnoreQueryFilters().Select(signature => signature.Alone).SingleAsync()));
    }

    [Fact]
    public async Task The_only_member_signs_a_text_in_which_they_changed_no_word_whatever_the_rule_asks_for()
    {
        await using var office = await NewOffice();
        var sop = await office.Ada.Draft("Begun and left as it was");
        await office.Ada.TryPublish(sop);
        await office.Ada.SetRule("", 2, null, "Never");
        await office.Ada.Edit(sop);
        await office.Ada.Send(sop, 2, []);

        await office.Ada.Sign(sop, 2);

        var aside = (await office.Ada.Get($"/procedures/{sop}")).Find("aside")!.TextContent;
        Assert.Contains("as the only member of the organization", aside, StringComparison.Ordinal);
        Assert.DoesNotContain("who also wrote it", aside, StringComparison.Ordinal);
        Assert.True(await office.Server.InDatabase(db => db.RevisionSignatures.IgnoreQueryFilters().Select(signature => signature.Alone).SingleAsync()));
    }

    [Fact]
    public async Task Nobody_sends_what_nobody_could_ever_approve()
    {
        await using var office = await NewOffice();
        await office.Join("Ben Oak");
        await office.Ada.SetRule("", 1, null, "Never");
        var sop = await office.Ada.Draft("Stuck");

        var refused = await office.Ada.TrySend(sop, 1, []);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("there is nobody", refused.Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("As it is done now", refused.Find("#summary")!.TextContent);
    }
}
