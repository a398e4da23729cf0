using System.Net;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Setup;

public sealed class FirstHourTests : IAsyncLifetime
{
    const string Saas = "/set-up/proposal?pack=technology-startup&people=60&leavers=12&framework=iso27001&framework=soc2&identity_provider=Okta&cloud_provider=AWS&code_host=GitHub&strictness=Standard";

    readonly Office _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();
    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    Task<List<string>> Policies(PolicyState state) => _office.Server.InDatabase(db =>
        db.PolicyRevisions.IgnoreQueryFilters().Where(revision => revision.State == state).Select(revision => revision.Policy).Order().ToListAsync());

    static async Task AnswerAll(Browser browser)
    {
        var open = await browser.Get("/set-up/questions");
        await open.Submit("main form[action='/set-up/questions']", [.. open.All("input[name^='env-']").Select(input => (input.GetAttribute("name")!, (object)("Beacon " + input.GetAttribute("name")![4..])))]);
    }

    Task<List<string>> InState(RevisionState state) => _office.Server.InDatabase(db =>
        (from sop in db.Sops.IgnoreQueryFilters() join revision in db.Revisions.IgnoreQueryFilters() on sop.LatestId equals revision.Id where revision.State == state orderby sop.Number select sop.FileName).ToListAsync());

    async Task<string> AdaId() => (await Ada.Get("/settings/members")).Find("a.cover")!.GetAttribute("href")!.Split('/')[^1];

    static int Count(Page page, string selector) => page.All(selector).Count();

    [Fact]
    public async Task The_empty_first_page_leads_to_five_questions_that_may_all_be_skipped()
    {
        Assert.NotNull((await Ada.Get("/")).Find(".empty a.primary[href='/set-up']"));
        var questions = await Ada.Get("/set-up");

        Assert.Equal(5, Count(questions, "form.setup > fieldset"));
        Assert.Equal(5, Count(questions, "form.setup > fieldset > .hint"));
        Assert.Equal(0, Count(questions, "form.setup [required]"));
        var skipped = await Ada.Get("/set-up/proposal");
        Assert.InRange(Count(skipped, "input[name=adopt][checked]"), 15, 30);
        Assert.Contains("Taken for granted", skipped.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_proposed_procedure_says_why_and_each_other_why_not()
    {
        var proposal = await Ada.Get(Saas);

        Assert.Contains("Demanded by ISO 27001", proposal.Text, StringComparison.Ordinal);
        Assert.Contains("12 people leave a year.", proposal.Text, StringComparison.Ordinal);
        Assert.Contains("Its steps are written for Okta", proposal.Text, StringComparison.Ordinal);
        Assert.All(proposal.All("ol.items > li > div > p"), why => Assert.Matches("[.”]$", why.TextContent.Trim()));
        var left = proposal.All("details ul.items > li p").ToList();
        Assert.True(left.Count > 10);
        Assert.All(left, why => Assert.NotEqual("", why.TextContent.Trim()));
    }

    [Fact]
    public async Task One_click_adopts_procedures_tools_roles_and_rule_in_one_change()
    {
        var proposal = await Ada.Get(Saas.Replace("Standard", "Strict", StringComparison.Ordinal) + "&holder=" + await AdaId());
        var chosen = proposal.All("input[name=adopt]").Select(box => box.GetAttribute("value")!.Split('/')[^1]).ToList();

        var adopted = await proposal.Submit("main form[action='/set-up/proposal']");

        Assert.Equal("/set-up/questions", adopted.Location);
        Assert.Equal(chosen, await InState(RevisionState.Draft));
        Assert.Equal(["SystemAdded"], await _office.Kinds("system/okta"));
        Assert.Equal(["RoleGiven"], await _office.Kinds("role/it-administrator"));
        Assert.Equal(["ApprovalRuleSet"], await _office.Kinds("approval"));
        var moments = await _office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().Select(sop => sop.AddedAt).Distinct().ToListAsync());
        Assert.Single(moments);
    }

    [Fact]
    public async Task What_was_unticked_is_not_adopted_and_what_is_there_is_not_taken_twice()
    {
        var paths = (await Ada.Get(Saas)).All("input[name=adopt]").Select(box => box.GetAttribute("value")!).ToList();
        await Ada.Post("/library", ("template", paths[0]));

        await Ada.Post("/set-up/proposal", ("adopt", paths[0]), ("adopt", paths[1]));

        Assert.Equal([paths[0].Split('/')[^1], paths[1].Split('/')[^1]], await InState(RevisionState.Draft));
        Assert.Contains("You have it: SOP-001", (await Ada.Get(Saas)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_adoption_leaves_nothing_behind_and_keeps_the_answers()
    {
        var path = (await Ada.Get(Saas)).Find("input[name=adopt]")!.GetAttribute("value")!;
        var size = await _office.JournalSize();

        var none = await Ada.Post("/set-up/proposal", ("identity_provider", "Okta"));
        var stranger = await Ada.Post("/set-up/proposal", ("identity_provider", "Okta"), ("holder", Guid.CreateVersion7().ToString()), ("adopt", path));
        var unknown = await Ada.Post("/set-up/proposal", ("adopt", path), ("adopt", "no/such.md"));

        Assert.All([none, stranger, unknown], page => Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status));
        Assert.Equal("Okta", none.Find("input[type=hidden][name=identity_provider]")!.GetAttribute("value"));
        Assert.Equal(size, await _office.JournalSize());
        Assert.Empty(await InState(RevisionState.Draft));
    }

    [Fact]
    public async Task Open_names_are_asked_once_and_what_is_complete_comes_into_force_in_one_act()
    {
        await (await Ada.Get(Saas)).Submit("main form[action='/set-up/proposal']");
        var adopted = await InState(RevisionState.Draft);
        var open = await Ada.Get("/set-up/questions");
        var asked = open.All("input[name^='env-']").Select(input => input.GetAttribute("name")!).ToList();
        Assert.NotEmpty(asked);
        Assert.DoesNotContain("env-identity-provider", asked);

        await Ada.Post("/set-up/publication");
        var before = await InState(RevisionState.Published);
        Assert.InRange(before.Count, 0, adopted.Count - 1);
        await open.Submit("main form[action='/set-up/questions']", [.. asked.Select(name => (name, (object)("Beacon " + name[4..])))]);
        await Ada.Post("/set-up/publication", ("password", TestServer.Password));

        Assert.Equal(adopted, await InState(RevisionState.Published));
        Assert.Contains("Nothing is asked any more", (await Ada.Get("/set-up/questions")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_there_is_none_of_is_not_asked_for_again_becomes_no_system_and_what_names_it_waits()
    {
        await Ada.Post("/set-up/proposal", ("scanner", "None"), ("ticket_system", "Jira"), ("adopt", "patch-management/monthly-patch-cycle.md"), ("adopt", "vulnerability-scanning/remediation-tracking.md"));
        var open = await Ada.Get("/set-up/questions");
        Assert.Null(open.Find("#env-scanner"));
        Assert.Equal("No vulnerability scanner", open.Find("#without ~ ul b")!.TextContent);
        Assert.Contains("Monthly patch cycle", open.Find("#without ~ ul p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("What do you use as a tool that manages devices?", open.Find("label[for=env-endpoint-management]")!.TextContent.Trim());

        await Ada.Post("/set-up/questions", ("env-endpoint-management", "n/a"));

        Assert.Equal(2, (await Ada.Get("/set-up/questions")).All("#without ~ ul li").Count());
        Assert.Empty(await _office.Server.InDatabase(db => db.Systems.IgnoreQueryFilters().Where(system => system.Name != "Jira").ToListAsync()));
        Assert.Contains("said that there is no scanner.", (await Ada.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Contains("You said that there is none. Such as Nessus", (await Ada.Get("/environment/tools")).Text, StringComparison.Ordinal);
        await Ada.Post("/set-up/publication");
        Assert.Empty(await InState(RevisionState.Published));

        await Ada.Post("/environment/tools", ("Scanner", "Nessus"), ("EndpointManagement", "no"));
        Assert.Equal("No tool that manages devices", (await Ada.Get("/set-up/questions")).Find("#without ~ ul b")!.TextContent);
        await Ada.Post("/set-up/publication");
        Assert.Equal(["remediation-tracking.md"], await InState(RevisionState.Published));
    }

    [Fact]
    public async Task The_policies_that_adopted_procedures_serve_are_taken_in_the_same_change_and_the_page_says_which_and_why()
    {
        var proposal = await Ada.Get(Saas);
        var told = proposal.All("#policies ~ ul a").Select(link => link.GetAttribute("href")!.Split('/')[^1]).Order(StringComparer.Ordinal).ToList();
        Assert.True(told.Count > 5);
        Assert.All(proposal.All("#policies ~ ul p"), why => Assert.Contains("served, by “", why.TextContent, StringComparison.Ordinal));
        Assert.Contains("/policies/artificial-intelligence", proposal.All("#policies-left-out a").Select(link => link.GetAttribute("href")));
        Assert.DoesNotContain("artificial-intelligence", told);

        await proposal.Submit("main form[action='/set-up/proposal']");

        Assert.Equal(told, (await Policies(PolicyState.Draft)).Order(StringComparer.Ordinal));
        var moments = await _office.Server.InDatabase(async db => (await db.Sops.IgnoreQueryFilters().Select(sop => sop.AddedAt).ToListAsync()).Concat(await db.OwnPolicies.IgnoreQueryFilters().Select(own => own.TakenAt).ToListAsync()).Distinct().ToList());
        Assert.Single(moments);
        Assert.Null((await Ada.Get(Saas)).Find("#policies"));
    }

    [Fact]
    public async Task A_policy_that_only_an_unticked_procedure_serves_is_not_taken()
    {
        await Ada.Post("/set-up/proposal", ("adopt", "user-account-management/onboard-a-joiner.md"));

        Assert.Contains("access-control", await Policies(PolicyState.Draft));
        Assert.DoesNotContain("backup-and-recovery", await Policies(PolicyState.Draft));
    }

    [Fact]
    public async Task The_only_member_signs_the_policies_in_the_act_that_brings_procedures_in_force_and_the_record_says_alone()
    {
        await (await Ada.Get(Saas)).Submit("main form[action='/set-up/proposal']");
        await AnswerAll(Ada);
        var taken = await Policies(PolicyState.Draft);

        var wrong = await Ada.Post("/set-up/publication", ("password", "not the password"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Empty(await InState(RevisionState.Published));
        await Ada.Post("/set-up/publication");
        Assert.NotEmpty(await InState(RevisionState.Published));
        Assert.Empty(await Policies(PolicyState.InForce));

        await (await Ada.Get("/set-up/questions")).Submit("main form[action='/set-up/publication']", ("password", TestServer.Password));

        Assert.Equal(taken, await Policies(PolicyState.InForce));
        Assert.Equal(["PolicyTaken", "PolicyPublished"], await _office.Kinds("policy/access-control"));
        Assert.Contains("as the only member of the organization, who also wrote it", (await Ada.Get("/policies/access-control")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_leaves_something_open_is_not_signed_and_says_what()
    {
        await Ada.Post("/set-up/proposal", ("adopt", "user-account-management/onboard-a-joiner.md"));

        await Ada.Post("/set-up/publication", ("password", TestServer.Password));

        Assert.Contains("access-control", await Policies(PolicyState.Draft));
        Assert.Contains("Say what “", (await Ada.Get("/set-up/questions")).Find("#policies ~ ul")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_another_administrator_policies_wait_for_them_whatever_the_rule_for_procedures()
    {
        await _office.Join("Bo Ray", Permission.Administrator);
        await (await Ada.Get("/set-up/proposal?strictness=Relaxed")).Submit("main form[action='/set-up/proposal']");
        await AnswerAll(Ada);
        var open = await Ada.Get("/set-up/questions");
        Assert.Null(open.Find("input[name=password]"));
        Assert.Contains("Waits for the signature of an administrator who did not write it.", open.Text, StringComparison.Ordinal);

        await Ada.Post("/set-up/publication", ("password", TestServer.Password));

        Assert.NotEmpty(await InState(RevisionState.Published));
        Assert.Empty(await Policies(PolicyState.InForce));
    }

    [Fact]
    public async Task Where_the_rule_wants_a_second_person_everything_complete_goes_to_review_in_one_act()
    {
        var bo = await _office.Join("Bo Ray", Permission.Administrator);
        var proposal = await Ada.Get("/set-up/proposal?strictness=Strict");
        await proposal.Submit("main form[action='/set-up/proposal']");
        var open = await Ada.Get("/set-up/questions");
        await open.Submit("main form[action='/set-up/questions']", [.. open.All("input[name^='env-']").Select(input => (input.GetAttribute("name")!, (object)("Beacon " + input.GetAttribute("name")![4..])))]);

        var sent = await Ada.Post("/set-up/publication");

        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Empty(await InState(RevisionState.Published));
        Assert.Equal(proposal.All("input[name=adopt]").Count(), (await InState(RevisionState.InReview)).Count);
        Assert.Contains("SOP-001", (await bo.Get("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_alone_under_a_strict_rule_still_signs_before_anything_is_in_force()
    {
        await (await Ada.Get("/set-up/proposal?strictness=Strict")).Submit("main form[action='/set-up/proposal']");
        await Ada.Post("/set-up/publication");
        var sent = await InState(RevisionState.InReview);

        var again = await Ada.Post("/set-up/publication");

        Assert.NotEmpty(sent);
        Assert.Empty(await InState(RevisionState.Published));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("No draft can be put in force or sent", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_alone_is_told_what_can_be_finished_alone_and_that_the_rest_waits_for_a_second_person()
    {
        await Ada.Post("/set-up/proposal", ("adopt", "user-account-management/offboard-a-leaver.md"), ("adopt", "backup-and-recovery/restore-a-file.md"));
        Assert.Null((await Ada.Get("/set-up/questions")).Find("#alone"));
        await AnswerAll(Ada);
        await Ada.Post("/set-up/publication");

        var told = (await Ada.Get("/set-up/questions")).Find("#alone")!;
        Assert.Equal(["/procedures/SOP-002", "/settings/members"], told.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.Contains("steps that another person must see wait until you invite a second one.", told.TextContent, StringComparison.Ordinal);

        await _office.Join("Bo Ray");
        Assert.Null((await Ada.Get("/set-up/questions")).Find("#alone"));
    }

    [Fact]
    public async Task Only_administrators_set_up()
    {
        var bo = await _office.Join("Bo Ray");

        Assert.Equal(HttpStatusCode.Forbidden, (await bo.Get("/set-up")).Status);
        Assert.Null((await bo.Get("/")).Find("a[href='/set-up']"));
        Assert.Null((await bo.Get("/library")).Find("a[href='/set-up']"));
    }
}
