using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Settings;

public sealed class RolesTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    static string Text(string title, string role) => $"---\ntitle: {title}\nowner: {role} lead\n---\n# {title}\n\n## Steps\n1. Open the book {{#open}}\n   - Role: {role}\n2. Close the book {{#close}}\n   - Role: {role}\n   - Verified by: someone else\n";

    async Task<string> IdOf(string name) => (await Ada.Get("/settings/members")).All("a.cover").Single(link => link.TextContent == name).GetAttribute("href")!.Split('/')[^1];

    static string Row(Page page, string role) => page.All("#roles tr").Single(row => row.QuerySelector("a")?.TextContent == role).TextContent;

    [Fact]
    public async Task Roles_that_drafts_and_procedures_name_are_listed_and_nobody_is_said_plainly()
    {
        await Ada.Add(Text("Keep the ledger", "Ledger clerk"));
        await Ada.Publish(Text("Keep the till", "Till clerk"));

        var page = await Ada.Get("/settings/roles");

        foreach (var role in new[] { "Ledger clerk", "Ledger clerk lead", "Till clerk", "Till clerk lead" }) Assert.Contains("nobody", Row(page, role), StringComparison.Ordinal);
        Assert.DoesNotContain(page.All("#roles a"), link => link.TextContent == "someone else");
        Assert.Contains("Keep the till", (await Ada.Get("/settings/roles/till-clerk")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_roles_are_given_at_once_to_holder_and_deputy_each_with_its_fact()
    {
        await Ada.Add(Text("Guard the gate", "Gate guard"));
        await office.Join("Ben Oak");
        var (ada, ben) = (await IdOf("Ada Pine"), await IdOf("Ben Oak"));
        var form = await Ada.Get("/settings/roles");

        Assert.Equal("/settings/roles", (await form.Submit("main form:has(#to)", ("role", "gate-guard"), ("role", "gate-guard-lead"), ("to", ada), ("as", "holder"))).Location);
        await form.Submit("main form:has(#to)", ("role", "gate-guard"), ("to", ben), ("as", "deputy"));

        var page = await Ada.Get("/settings/roles");
        Assert.Matches(@"Ada Pine\s*Ben Oak", Row(page, "Gate guard"));
        Assert.Equal(["RoleGiven", "RoleGiven"], await office.Kinds("role/gate-guard"));
        Assert.Equal(["RoleGiven"], await office.Kinds("role/gate-guard-lead"));
        var journal = (await Ada.Get("/journal?about=member")).Text;
        Assert.Contains("Ada Pine made Ben Oak deputy for the role Gate guard.", journal, StringComparison.Ordinal);
        Assert.Contains("Ada Pine gave Ada Pine the role Gate guard lead.", journal, StringComparison.Ordinal);
        Assert.Contains("Gate guard", (await Ada.Get("/settings/members/" + ben)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_has_already_is_not_given_again_and_a_deputy_becomes_holder_by_it()
    {
        await Ada.Post("/settings/roles", ("name", "Bell ringer"));
        var ada = await IdOf("Ada Pine");

        await Ada.Post("/settings/roles", ("role", "bell-ringer"), ("to", ada), ("as", "deputy"));
        await Ada.Post("/settings/roles", ("role", "bell-ringer"), ("to", ada), ("as", "deputy"));
        await Ada.Post("/settings/roles", ("role", "bell-ringer"), ("to", ada), ("as", "holder"));

        Assert.Equal(["RoleAdded", "RoleGiven", "RoleGiven"], await office.Kinds("role/bell-ringer"));
        Assert.DoesNotContain("nobody", Row(await Ada.Get("/settings/roles"), "Bell ringer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_taken_away_and_then_off_the_list_unless_a_procedure_asks_for_it()
    {
        await Ada.Post("/settings/roles", ("name", "Lamp lighter"));
        var ada = await IdOf("Ada Pine");
        await Ada.Post("/settings/roles", ("role", "lamp-lighter"), ("to", ada));
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post("/settings/roles/lamp-lighter/removal")).Status);

        Assert.Equal("/settings/roles/lamp-lighter", (await (await Ada.Get("/settings/roles/lamp-lighter")).Submit("form[action$='/removal']")).Location);
        Assert.Equal("/settings/roles", (await (await Ada.Get("/settings/roles/lamp-lighter")).Submit("form[action='/settings/roles/lamp-lighter/removal']")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/settings/roles/lamp-lighter")).Status);
        Assert.Equal(["RoleAdded", "RoleGiven", "RoleTaken", "RoleRemoved"], await office.Kinds("role/lamp-lighter"));

        await Ada.Add(Text("Sweep the stairs", "Sweeper"));
        await Ada.Post("/settings/roles", ("name", "Sweeper"));
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post("/settings/roles/sweeper/removal")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!!")]
    public async Task A_role_without_a_name_is_refused_at_its_field(string name)
    {
        var refused = await Ada.Post("/settings/roles", ("name", name));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Find("#name-error"));
    }

    [Fact]
    public async Task A_name_in_any_script_is_a_role()
    {
        await Ada.Post("/settings/roles", ("name", "Büroleitung — Größe & 東京"));

        var row = (await Ada.Get("/settings/roles")).All("#roles a").Single(link => link.TextContent.StartsWith("Büro", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get(row.GetAttribute("href")!)).Status);
        Assert.Contains("Ada Pine added the role Büroleitung — Größe & 東京.", (await Ada.Get("/journal?about=member")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_not_there_and_a_stranger_are_refused()
    {
        var ada = await IdOf("Ada Pine");

        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/settings/roles", ("role", "no-such-role"), ("to", ada))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.Post("/settings/roles", ("role", "no-such-role"), ("to", Guid.Empty.ToString()))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post($"/settings/roles/no-such-role/holders/{ada}/removal")).Status);
        var member = await office.Join("Cleo Ash", Permission.Member);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Post("/settings/roles", ("name", "X"))).Status);
        Assert.Null((await member.Get("/settings/roles")).Find("main button"));
    }

    [Fact]
    public async Task Who_holds_a_role_is_named_in_the_step_and_somebody_else_doing_it_is_a_deviation()
    {
        var run = await Ada.Run(Text("Wind the tower clock", "Clock keeper"));
        Assert.DoesNotContain("Clock keeper:", (await Ada.See(run)).Text, StringComparison.Ordinal);
        await office.Join("Dee Elm");
        await Ada.Post("/settings/roles", ("role", "clock-keeper"), ("to", await IdOf("Dee Elm")));

        Assert.Contains("Clock keeper: Dee Elm", (await Ada.See(run)).Text, StringComparison.Ordinal);
        await Ada.Complete(run, "open");

        Assert.Contains("DeviationNoted", await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task A_draft_warns_of_a_role_nobody_holds_once_roles_are_used()
    {
        await Ada.Post("/settings/roles", ("name", "Any role"));
        await Ada.Post("/settings/roles", ("role", "any-role"), ("to", await IdOf("Ada Pine")));
        var sop = await Ada.Add(Text("Feed the cat", "Cat keeper"));

        Assert.Contains("Nobody holds the role \"Cat keeper\".", (await Ada.Get($"/procedures/{sop}/publication")).Text, StringComparison.Ordinal);
        await Ada.Post("/settings/roles", ("role", "cat-keeper"), ("to", await IdOf("Ada Pine")));
        Assert.DoesNotContain("Nobody holds the role \"Cat keeper\".", (await Ada.Get($"/procedures/{sop}/publication")).Text, StringComparison.Ordinal);
    }
}
