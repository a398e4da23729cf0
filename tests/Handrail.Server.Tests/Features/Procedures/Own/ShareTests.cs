using System.Net;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Own;

/// <summary>One person, several organizations, one act.</summary>
public sealed class ShareTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    /// <summary>Ada becomes a member of an organization that Rob founded.</summary>
    async Task<Browser> Befriend(string organization, string email, Permission permission)
    {
        var rob = await office.Found(organization, "Rob Reed", email);
        await office.Server.InDatabase(async db =>
        {
            var ada = await db.Members.IgnoreQueryFilters().OrderBy(row => row.JoinedAt).FirstAsync();
            var founder = await db.Members.IgnoreQueryFilters().SingleAsync(row => row.Email == email);
            db.Tenant = founder.OrganizationId;
            await using var change = await Change.Begin(db, new CurrentMember(founder.Id, founder.OrganizationId, founder.Name, organization, Permission.Administrator), office.Server.Clock);
            var member = new Member { Id = Id<Member>.New(change.At), OrganizationId = founder.OrganizationId, AccountId = ada.AccountId, Name = ada.Name, Email = ada.Email, Permission = permission, JoinedAt = change.At };
            db.Members.Add(member);
            await change.Append(member.Subject, new MemberJoined(member.Id.ToString(), member.Name));
            await change.Commit();
            return 0;
        });
        return rob;
    }

    static string? Box(Page page, string organization) => page.All("label.choice").SingleOrDefault(label => label.TextContent.Trim() == organization)?.QuerySelector("input")?.GetAttribute("value");

    [Fact]
    public async Task A_template_goes_where_the_person_may_write_and_both_journals_say_so()
    {
        var rob = await Befriend("Rival & Sons", "rob@rival.example", Permission.Member);
        await Befriend("Sealed", "rob@sealed.example", Permission.Auditor);
        var path = await Ada.Template("Lock the cellar");

        var form = await Ada.Get("/library/sharing?template=" + path);
        Assert.Null(Box(form, "Sealed"));
        var shared = await form.Submit("form[action='/library/sharing']", ("with", Box(form, "Rival & Sons")!));

        Assert.Equal(HttpStatusCode.SeeOther, shared.Status);
        Assert.Contains("Lock the cellar", (await rob.Get("/library")).Text, StringComparison.Ordinal);
        Assert.Contains("(shared by Northwind Dental)", (await rob.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Contains("shared “Lock the cellar” with Rival & Sons", (await Ada.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await form.Submit("form[action='/library/sharing']", ("with", Box(form, "Rival & Sons")!))).Status);
    }

    [Fact]
    public async Task A_pack_goes_with_its_templates_and_a_new_edition_is_offered_there()
    {
        var rob = await Befriend("Partner", "rob@partner.example", Permission.Administrator);
        var path = await Ada.Template("Salt the steps", pictures: new Upload("unused.png", Doing.Png(61)));
        var pack = await Ada.Pack("Winter", path, "user-account-management/offboard-a-leaver.md");
        var form = await Ada.Get("/library/sharing?pack=" + pack);
        await form.Submit("form[action='/library/sharing']", ("with", Box(form, "Partner")!));
        Assert.Equal(2, (await rob.Get("/library/packs?id=own/winter")).All("ol.items > li").Count());
        var taken = (await rob.Post("/library", ("template", path))).Location!;

        await (await Ada.BringTemplates(Shelf.Zip(("procedures/facilities/salt-the-steps.md", Shelf.Text("Salt the steps", "Salt them twice"))))).Submit("form#accept", ("as:facilities/salt-the-steps.md", "Edition"));
        var again = await Ada.Get("/library/sharing?template=" + path);
        await again.Submit("form[action='/library/sharing']", ("with", Box(again, "Partner")!), ("clash", "edition"));

        Assert.NotNull((await rob.Get(taken)).Find($".notice a[href='{taken}/update']"));
        Assert.Equal(["header", "step/turn"], (await rob.Get(taken + "/update")).All("input[name=take]").Select(box => box.GetAttribute("value")));
    }

    [Fact]
    public async Task Where_the_person_may_not_write_or_is_no_member_nothing_arrives()
    {
        var path = await Ada.Template("Bolt the shutters");
        await Befriend("Closed shop", "rob@closed.example", Permission.Auditor);
        await office.Found("Strangers", "Sam Stone", "sam@strangers.example");
        var size = await office.JournalSize();
        var members = await office.Server.InDatabase(db => db.Members.IgnoreQueryFilters().Where(row => row.Email == "sam@strangers.example" || row.Name == "Rob Reed").Select(row => row.Id).ToListAsync());
        var auditor = await office.Server.InDatabase(async db =>
        {
            var organization = await db.Members.IgnoreQueryFilters().Where(row => row.Email == "rob@closed.example").Select(row => row.OrganizationId).SingleAsync();
            return await db.Members.IgnoreQueryFilters().Where(row => row.OrganizationId == organization && row.Permission == Permission.Auditor).Select(row => row.Id).SingleAsync();
        });

        foreach (var member in members.Append(auditor)) Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/library/sharing", ("template", path), ("with", member.ToString()))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.Post("/library/sharing", ("template", path))).Status);
        Assert.Equal(size, await office.JournalSize());
    }

    [Fact]
    public async Task Whoever_is_in_one_organization_is_told_to_export()
    {
        var emil = await office.Join("Emil Oak");
        var path = await Ada.Template("Fill the kettle");

        var page = await emil.Get("/library/sharing?template=" + path);

        Assert.Null(page.Find("form[action='/library/sharing']"));
        Assert.NotNull(page.Find("a[href^='/library/export']"));
    }
}
