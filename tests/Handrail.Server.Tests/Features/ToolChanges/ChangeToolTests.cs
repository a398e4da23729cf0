using System.Net;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Features.ToolChanges;

public sealed class ChangeToolTests : IAsyncLifetime
{
    static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 77];

    readonly Office _office = new();

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        await Ada.Post("/environment", ("name", "Okta"), ("kind", "Identity provider"));
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    const string Named = "# Reset in Okta\n\n## Steps\n1. Open Okta {#open}\n   - In Okta: **Reset**.\n\n   ![Okta](okta.png)\n2. Tell the person {#tell}\n";
    const string Meant = "# Disable\n\n## Steps\n1. Open {{identity_provider}} {#open}\n   - In Okta: **Deactivate**.\n   - In Microsoft Entra ID: **Block**.\n2. Log it {#log}\n";
    const string Unrelated = "# Water the plants\n\n## Steps\n1. Water them {#water}\n";

    async Task<string> PublishWithPicture(string text)
    {
        var accepted = await (await Ada.Bring(Doing.File("reset.md", text), new Upload("okta.png", Picture))).Submit("form#accept");
        var sop = accepted.Location!["/procedures/".Length..];
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop)).Status);
        return sop;
    }

    Task<string> TextOf(string sop, int revision) => Ada.Http.GetStringAsync($"/procedures/{sop}/revisions/{revision}.md");

    [Fact]
    public async Task Everything_that_depends_on_the_tool_is_listed_and_nothing_else()
    {
        var (named, meant, unrelated) = (await PublishWithPicture(Named), await Ada.Publish(Meant), await Ada.Publish(Unrelated));
        var (going, other) = (await Ada.Start(meant), await Ada.Start(unrelated));

        var page = await Ada.Get("/environment/systems/okta/change");

        Assert.Equal(["2", "2", "1", "1", "1"], page.All(".big-facts dd").Select(figure => figure.TextContent));
        Assert.Equal([$"/procedures/{named}", $"/procedures/{meant}"], page.All(".touched a").Select(link => link.GetAttribute("href")));
        Assert.Contains("Pictures to take again: okta.png", page.Text, StringComparison.Ordinal);
        Assert.Contains(going, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other, page.Text, StringComparison.Ordinal);
        Assert.Null(page.Find("form#change"));
    }

    [Fact]
    public async Task The_people_are_those_who_hold_a_role_of_a_step_that_changes_and_those_who_worked_in_a_run_of_late()
    {
        var sop = await Ada.Publish("# Reset\n\n## Steps\n1. Open Okta {#open}\n   - Role: Service desk\n2. Tell the caller {#tell}\n   - Role: Reception\n");
        var (gus, hal, ivy, jon) = (await _office.Join("Gus Bay"), await _office.Join("Hal Fir"), await _office.Join("Ivy Elm"), await _office.Join("Jon Yew"));
        await Give("service-desk", "Service desk", "Gus Bay");
        await Give("reception", "Reception", "Jon Yew");
        await hal.Act(await hal.Start(sop), "open", "completion", ("outcome", "done"));
        _office.Server.Clock.AdjustTime(_office.Server.Clock.GetUtcNow().AddDays(20));
        await ivy.SignIn(Office.EmailOf("Ivy Elm"), TestServer.Password);
        await ivy.Start(sop);
        _office.Server.Clock.AdjustTime(_office.Server.Clock.GetUtcNow().AddDays(350));
        await gus.SignIn(Office.EmailOf("Gus Bay"), TestServer.Password);

        var people = (await gus.Get("/environment/systems/okta/change")).All("[aria-labelledby=people] li").Select(person => (person.QuerySelector("div")!.FirstChild!.TextContent.Trim(), person.QuerySelector("p, .muted")!.TextContent));

        Assert.Equal([("Gus Bay", "Service desk"), ("Ivy Elm", "one run, last on 22 March 2026")], people);
    }

    /// <summary>Puts a role on the list and gives it to somebody.</summary>
    async Task Give(string key, string role, string name)
    {
        var member = (await Ada.Get("/settings/members")).All("a.cover").Single(link => link.TextContent.Contains(name, StringComparison.Ordinal)).GetAttribute("href")!.Split('/')[^1];
        var given = await Ada.Post("/settings/roles", ("role", role), ("to", member));
        Assert.Equal(HttpStatusCode.SeeOther, given.Status);
        Assert.Contains(name, (await Ada.Get("/settings/roles/" + key)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_for_all_are_made_in_one_act_and_what_is_in_force_stays()
    {
        var (named, meant, unrelated) = (await PublishWithPicture(Named), await Ada.Publish(Meant), await Ada.Publish(Unrelated));
        var onlyDraft = await Ada.Add("# Greet\n\n## Steps\n1. Say hello in Okta\n");
        var plan = await Ada.Get("/environment/systems/okta/change?to=Microsoft+Entra+ID");
        Assert.Equal(["v2, steps rewritten", "v2, reads Microsoft Entra ID by itself", "draft, steps rewritten"], plan.All(".touched > li > .badge").Select(badge => badge.TextContent));
        Assert.Equal(["to be written"], plan.All(".touched ol .badge").Select(badge => badge.TextContent));
        Assert.Contains("One step says nothing of Microsoft Entra ID yet: somebody has to write it.", plan.Text, StringComparison.Ordinal);
        var size = await _office.JournalSize();

        var changed = await plan.Submit("form#change");

        var together = await Ada.Get(changed.Location!);
        Assert.Equal([meant], together.All("section.together:has(input[name=draft][checked]) h3").Select(heading => heading.Id));
        Assert.Contains("One step does not say yet how it is done in Microsoft Entra ID: 1", together.All("section.together").Single(section => section.QuerySelector("h3")!.Id == named).TextContent, StringComparison.Ordinal);

        Assert.Equal("/environment/changes/T-1", changed.Location);
        Assert.Contains("Ada Pine had drafts made for it", (await Ada.Get(changed.Location!)).Text, StringComparison.Ordinal);
        var done = await Ada.Get("/environment/systems/okta");
        Assert.Equal("Microsoft Entra ID", done.Find("h1")!.TextContent);
        Assert.Equal(size + 4, await _office.JournalSize());
        Assert.Equal(["SystemAdded", "ToolChanged"], await _office.Kinds("system/okta"));
        Assert.Equal(["ProcedureAdded", "RevisionPublished", "DraftOpened"], await _office.Kinds("procedure/" + named));
        Assert.Equal(["ProcedureAdded", "DraftSaved"], await _office.Kinds("procedure/" + onlyDraft));
        Assert.Equal(["ProcedureAdded", "RevisionPublished"], await _office.Kinds("procedure/" + unrelated));
        Assert.Contains("Ada Pine changed Microsoft Entra ID from Okta to Microsoft Entra ID and had 3 drafts made for it.", (await Ada.Get("/journal?about=environment")).Text, StringComparison.Ordinal);

        Assert.Contains("1. Open Microsoft Entra ID {#open}\n   - In Okta: **Reset**.\n   - In Microsoft Entra ID: TODO", await TextOf(named, 2), StringComparison.Ordinal);
        Assert.Equal(Meant, await TextOf(meant, 2));
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get($"/procedures/{named}/revisions/2/images/okta.png")).Status);
        Assert.Contains("Microsoft Entra ID takes the place of Okta.", (await Ada.Get($"/procedures/{named}/history")).Text, StringComparison.Ordinal);
        Assert.Contains("Deactivate", (await Ada.Get($"/procedures/{meant}")).Text, StringComparison.Ordinal);
        Assert.Contains(meant, done.Find("[aria-labelledby=older]")!.TextContent, StringComparison.Ordinal);

        var draft = await Ada.Get($"/procedures/{meant}/revisions/2");
        Assert.Contains("Open Microsoft Entra ID", draft.Text, StringComparison.Ordinal);
        Assert.Contains("Block", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Deactivate", draft.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(meant)).Status);
        Assert.Contains("Block", (await Ada.Get($"/procedures/{meant}")).Text, StringComparison.Ordinal);
        Assert.Null((await Ada.Get("/environment/systems/okta")).Find("[aria-labelledby=older]"));
    }

    [Fact]
    public async Task A_draft_that_is_there_already_is_corrected_and_no_second_one_is_made()
    {
        var named = await PublishWithPicture(Named);
        await (await Ada.Get("/environment/systems/okta/change?to=Keycloak")).Submit("form#change");

        var again = await (await Ada.Get("/environment/systems/okta/change?to=OneLogin")).Submit("form#change");

        Assert.Equal("/environment/changes/T-2", again.Location);
        Assert.Equal(["ProcedureAdded", "RevisionPublished", "DraftOpened", "DraftSaved"], await _office.Kinds("procedure/" + named));
        Assert.Contains("1. Open OneLogin {#open}", await TextOf(named, 2), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get($"/procedures/{named}/revisions/3")).Status);
    }

    [Fact]
    public async Task Where_the_new_tool_is_in_the_inventory_already_the_old_one_is_retired()
    {
        var meant = await Ada.Publish(Meant);
        await Ada.Post("/environment", ("name", "Azure AD"), ("kind", "Identity provider"));
        Assert.Contains("Open Azure AD and Okta", (await Ada.Get($"/procedures/{await Ada.Add(Meant + "\n")}")).Text, StringComparison.Ordinal);

        await (await Ada.Get("/environment/systems/okta/change?to=Microsoft+Entra+ID")).Submit("form#change");

        Assert.Equal(["SystemAdded", "SystemRetired", "ToolChanged"], await _office.Kinds("system/okta"));
        Assert.Contains("Open Azure AD", (await Ada.Get($"/procedures/{meant}/revisions/2")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Okta", (await Ada.Get($"/procedures/{meant}/revisions/2")).Find("article")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("okta")]
    [InlineData("???")]
    public async Task A_change_to_nothing_or_to_the_same_is_refused(string to)
    {
        var refused = await Ada.Post("/environment/systems/okta/change", ("to", to));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["SystemAdded"], await _office.Kinds("system/okta"));
    }

    [Fact]
    public async Task A_retired_or_unknown_system_is_not_changed_and_a_member_only_looks()
    {
        var member = await _office.Join("Gus Bay", Permission.Member);
        Assert.Equal(HttpStatusCode.OK, (await member.Get("/environment/systems/okta/change")).Status);
        Assert.Null((await member.Get("/environment/systems/okta/change")).Find("#to"));
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Post("/environment/systems/okta/change", ("to", "X"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/environment/systems/no-such/change")).Status);
        await Ada.Post("/environment/systems/okta/retirement");
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/environment/systems/okta/change", ("to", "X"))).Status);
    }

    [Fact]
    public async Task A_change_that_fails_half_way_changes_nothing()
    {
        var meant = await Ada.Publish(Meant);
        var plan = await Ada.Get("/environment/systems/okta/change?to=Keycloak");
        _office.Server.Breakage.At(Moment.AfterTheRows);

        Assert.Equal(HttpStatusCode.InternalServerError, (await plan.Submit("form#change")).Status);

        Assert.True(_office.Server.Breakage.HasHappened);
        Assert.Equal("Okta", (await Ada.Get("/environment/systems/okta")).Find("h1")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get($"/procedures/{meant}/revisions/2")).Status);
        Assert.Equal("/environment/changes/T-1", (await plan.Submit("form#change")).Location);
    }

    [Fact]
    public async Task Two_hundred_procedures_are_listed_and_drafted_in_one_act()
    {
        await Fill(200);
        var page = await Ada.Get("/environment/systems/okta/change?to=Keycloak");
        Assert.Equal(["200", "400", "0", "0", "0"], page.All(".big-facts dd").Select(figure => figure.TextContent));
        var size = await _office.JournalSize();

        Assert.Equal("/environment/changes/T-1", (await page.Submit("form#change")).Location);

        Assert.Equal(size + 201, await _office.JournalSize());
        var drafts = await _office.Server.InDatabase(db => db.Revisions.IgnoreQueryFilters().Where(revision => revision.State == RevisionState.Draft).Select(revision => revision.Text).ToListAsync());
        Assert.Equal(200, drafts.Count);
        Assert.All(drafts, text => Assert.Contains("Tell them in Keycloak", text, StringComparison.Ordinal));
    }

    /// <summary>Procedures in force that mean the identity provider in one step and name it in another, made past the pages.</summary>
    async Task Fill(int count)
    {
        await using var scope = _office.Server.Services.CreateAsyncScope();
        var (db, texts, library) = (scope.ServiceProvider.GetRequiredService<HandrailDb>(), scope.ServiceProvider.GetRequiredService<ProcedureTexts>(), scope.ServiceProvider.GetRequiredService<Library>());
        var ada = await _office.Server.InDatabase(all => all.Members.IgnoreQueryFilters().SingleAsync(TestContext.Current.CancellationToken));
        var by = new CurrentMember(ada.Id, ada.OrganizationId, ada.Name, "Northwind Dental", ada.Permission);
        db.Tenant = ada.OrganizationId;
        var bench = new Workbench(by, db, texts, library, scope.ServiceProvider.GetRequiredService<PoliciesInForce>(), _office.Server.Clock, TestContext.Current.CancellationToken);
        for (var number = 0; number < count; number++)
        {
            var text = $"# Close account number {number}\n\n## Steps\n1. Open {{{{identity_provider}}}} {{#open}}\n2. Tell them in Okta {{#tell}}\n3. Log it {{#log}}\n";
            Sop sop;
            await using (var change = await Change.Begin(db, by, _office.Server.Clock, TestContext.Current.CancellationToken))
            {
                sop = (await AddProcedure.Within(change, db, texts, by, new($"close-{number}.md", text, "written here", []), TestContext.Current.CancellationToken)).Value;
                await change.Commit(TestContext.Current.CancellationToken);
            }
            Assert.Null((await PublishRevision.Handle(sop.Label, new("", new Dictionary<string, string>()), identified: true, bench)).Refusal);
            db.ChangeTracker.Clear();
        }
    }
}
