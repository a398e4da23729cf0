using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Settings;

public sealed class MembersTests : IAsyncLifetime
{
    readonly Office _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();
    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    async Task<string> IdOf(string name) => (await Ada.Get("/settings/members")).All("a.cover").Single(link => link.TextContent == name).GetAttribute("href")!.Split('/')[^1];

    async Task Give(string role, string to, string @as = "holder")
    {
        await Ada.Post("/settings/roles", ("name", role));
        await Ada.Post("/settings/roles", ("role", role), ("to", await IdOf(to)), ("as", @as));
    }

    [Fact]
    public async Task Who_leaves_is_signed_out_at_once_and_cannot_sign_in_again()
    {
        var ben = await _office.Join("Ben Oak");
        var token = (await (await ben.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "HR system"))).Find(".notice code")!.TextContent;
        var id = await IdOf("Ben Oak");

        Assert.Equal("/settings/members", (await (await Ada.Get($"/settings/members/{id}/departure")).Submit("main form")).Location);

        Assert.StartsWith("/sign-in", (await ben.Get("/")).Location, StringComparison.Ordinal);
        var again = await (await _office.Server.NewBrowser().Get("/sign-in")).Submit("form", ("email", "ben.oak@northwind.example"), ("password", TestServer.Password));
        Assert.Equal(HttpStatusCode.Forbidden, again.Status);
        using var program = new HttpRequestMessage(HttpMethod.Get, "/api/procedures") { Headers = { Authorization = new("Bearer", token) } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await _office.Server.NewBrowser().Send(program)).Status);
        Assert.Equal(["MemberInvited", "ApiTokenMade", "MemberLeft", "ApiTokenWithdrawn"], await _office.Kinds("member/" + id));
        Assert.Contains("Ada Pine ended the membership of Ben Oak.", (await Ada.Get("/journal?about=member")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_pass_to_the_deputy_or_stand_vacant_and_the_page_says_so_first()
    {
        await _office.Join("Ben Oak");
        await _office.Join("Cleo Ash");
        await Give("Security lead", "Ben Oak");
        await Give("Security lead", "Cleo Ash", "deputy");
        await Give("Key keeper", "Ben Oak");
        await Give("Shared duty", "Ben Oak");
        await Give("Shared duty", "Ada Pine");
        await Ada.Post("/settings/groups", ("name", "Night shift"));
        var id = await IdOf("Ben Oak");
        await Ada.Post("/settings/groups/night-shift", ("member", id), ("member", await IdOf("Ada Pine")));

        var before = await Ada.Get($"/settings/members/{id}/departure");
        foreach (var told in new[] { "Passes to the deputy, Cleo Ash.", "Nobody will hold it.", "Others hold this role as well." }) Assert.Contains(told, before.Text, StringComparison.Ordinal);
        await before.Submit("main form");

        var roles = await Ada.Get("/settings/roles");
        string Row(string role) => roles.All("#roles tr").Single(row => row.QuerySelector("a")?.TextContent == role).TextContent;
        Assert.Contains("Cleo Ash", Row("Security lead"), StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", Row("Security lead"), StringComparison.Ordinal);
        Assert.Contains("nobody", Row("Key keeper"), StringComparison.Ordinal);
        Assert.DoesNotContain("Ben Oak", Row("Shared duty"), StringComparison.Ordinal);
        Assert.Equal(["RoleAdded", "RoleGiven", "RoleGiven", "RoleTaken", "RoleGiven"], await _office.Kinds("role/security-lead"));
        Assert.Equal(["GroupAdded", "GroupJoined", "GroupJoined", "GroupLeft"], await _office.Kinds("group/night-shift"));
        Assert.DoesNotContain("Ben Oak", (await Ada.Get("/settings/groups")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_administrator_neither_leaves_nor_steps_down()
    {
        var ada = await IdOf("Ada Pine");

        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post($"/settings/members/{ada}/departure")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post($"/settings/members/{ada}", ("permission", "Member"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get("/settings/members")).Status);

        await _office.Join("Ben Oak", Permission.Administrator);
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.Post($"/settings/members/{ada}", ("permission", "Auditor"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Ada.Post("/settings/members", ("name", "X"))).Status);
    }

    [Fact]
    public async Task Of_two_administrators_who_remove_each_other_one_stays()
    {
        var ben = await _office.Join("Ben Oak", Permission.Administrator);
        var (ada, other) = (await IdOf("Ada Pine"), await IdOf("Ben Oak"));
        var (adasForm, bensForm) = (await Ada.Get($"/settings/members/{other}/departure"), await ben.Get($"/settings/members/{ada}/departure"));

        await Task.WhenAll(adasForm.Submit("main form"), bensForm.Submit("main form"));

        var left = await _office.Server.InDatabase(db => Task.FromResult(Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.IgnoreQueryFilters(db.Members).Count(member => member.LeftAt == null)));
        Assert.Equal(1, left);
    }

    [Fact]
    public async Task What_somebody_may_do_changes_at_once()
    {
        var ben = await _office.Join("Ben Oak");
        Assert.Equal(HttpStatusCode.Forbidden, (await ben.Get("/environment/tools")).Status);

        await (await Ada.Get("/settings/members/" + await IdOf("Ben Oak"))).Submit("form:has(#permission)", ("permission", "Administrator"));

        Assert.Equal(HttpStatusCode.OK, (await ben.Get("/environment/tools")).Status);
        Assert.Contains("Ada Pine made Ben Oak Administrator.", (await Ada.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.Post("/settings/members/" + await IdOf("Ben Oak"), ("permission", "King"))).Status);
    }

    [Fact]
    public async Task Who_left_and_comes_back_is_the_same_member()
    {
        await _office.Join("Ben Oak");
        var id = await IdOf("Ben Oak");
        var unused = await _office.Invite("Cleo Ash");
        await Ada.Post($"/settings/members/{id}/departure");
        await Ada.Post($"/settings/members/{await IdOf("Cleo Ash")}/departure");
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post($"/settings/members/{id}/departure")).Status);

        var back = await _office.Join("Ben Oak");

        Assert.Equal(id, await IdOf("Ben Oak"));
        Assert.Equal(HttpStatusCode.OK, (await back.Get("/")).Status);
        var late = await (await _office.Server.NewBrowser().Get(unused)).Submit("form[action='/invitation']", ("password", TestServer.Password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
    }

    [Fact]
    public async Task A_group_is_filled_and_emptied_with_a_fact_for_each_who_comes_or_goes()
    {
        await _office.Join("Ben Oak");
        await Ada.Post("/settings/groups", ("name", "Engineering"));
        var group = await Ada.Get("/settings/groups/engineering");

        await group.Submit("main form", ("member", await IdOf("Ben Oak")));
        await (await Ada.Get("/settings/groups/engineering")).Submit("main form");
        Assert.Equal(["GroupAdded", "GroupJoined"], await _office.Kinds("group/engineering"));
        await group.Submit("main form", ("member", await IdOf("Ada Pine")));
        Assert.Equal("/settings/groups", (await Ada.Post("/settings/groups/engineering/removal")).Location);

        Assert.Equal(["GroupAdded", "GroupJoined", "GroupJoined", "GroupLeft", "GroupRemoved"], await _office.Kinds("group/engineering"));
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/settings/groups/engineering")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.Post("/settings/groups", ("name", " "))).Status);
    }

    [Fact]
    public async Task A_condition_on_a_group_is_decided_by_itself()
    {
        await _office.Join("Ben Oak");
        await Ada.Post("/settings/groups", ("name", "Engineering"));
        await Ada.Post("/settings/groups/engineering", ("member", await IdOf("Ben Oak")));
        var sop = await Ada.Publish("# Offboard\n\n## Before you start\n- Record: Leaver (member, required)\n- Record: Manager (member)\n\n## Steps\n1. Take the code access {#code}\n   - Only if: Leaver is a member of Engineering\n2. Tell {{Manager}} {#tell}\n   - Role: Manager\n");

        var engineer = await Ada.Start(sop, ("f-leaver", "ben oak"), ("f-manager", "Ada Pine"));
        Assert.Contains("Take the code access", (await Ada.See(engineer)).Find("h1")!.TextContent, StringComparison.Ordinal);
        var other = await Ada.Start(sop, ("f-leaver", "Ada Pine"), ("f-manager", "Ada Pine"));
        Assert.Contains("Tell Ada Pine", (await Ada.See(other)).Find("h1")!.TextContent, StringComparison.Ordinal);
        await Ada.Complete(other, "tell");

        // The manager who was recorded did it: nothing to explain.
        Assert.DoesNotContain("DeviationNoted", await _office.Kinds("run/" + other));
        Assert.Contains("Ben Oak", (await Ada.Get($"/runs/{engineer}/record")).Text, StringComparison.Ordinal);
    }
}
