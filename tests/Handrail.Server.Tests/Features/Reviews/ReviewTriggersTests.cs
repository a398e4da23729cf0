using System.Net;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Features.Reviews;

/// <summary>What happens elsewhere in the product and asks for a review, through the doors where it happens.</summary>
public sealed class ReviewTriggersTests : IAsyncLifetime
{
    readonly Office _office = new();
    Browser _ben = null!;

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        _ben = await _office.Join("Ben Oak");
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    async Task<string> Reason() => Assert.Single(await _ben.Reviews());

    [Fact]
    public async Task The_same_step_skipped_in_three_runs_since_the_last_review()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        for (var i = 0; i < 2; i++) await _office.Through(_ben, sop, ("count", "skip"), ("sign", "done"));
        Assert.Empty(await _ben.Reviews());
        await _office.Through(_ben, sop, ("count", "done"), ("sign", "done"));
        var third = await _office.Through(_ben, sop, ("count", "skip"), ("sign", "done"));

        Assert.Contains("The step “Count the keys” failed or was skipped in 3 of the last 4 runs.", await Reason(), StringComparison.Ordinal);
        Assert.Equal([$"/runs/{third}/record", "/runs/R-1002/record", "/runs/R-1001/record"], (await _ben.Get("/reviews")).All(".reasons a").Select(link => link.GetAttribute("href")));
        Assert.Contains("failed or was skipped in 3 of the last 4 runs", (await _ben.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);

        await _ben.Review(sop, "Keep", "There was a holiday.");
        Assert.Empty(await _ben.Reviews());
        await _office.Through(_ben, sop, ("count", "skip"), ("sign", "done"));
        Assert.Empty(await _ben.Reviews());
    }

    [Fact]
    public async Task Words_put_right_take_the_place_of_no_review_and_a_version_that_matters_does()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        for (var i = 0; i < 3; i++) await _office.Through(_ben, sop, ("count", "skip"), ("sign", "done"));
        const string Asked = "failed or was skipped in 3 of the last 3 runs";
        var due = await Due();
        Assert.Contains(Asked, await Reason(), StringComparison.Ordinal);
        _office.Turn(2026, 5, 4);
        var ada = await _office.As("Ada Pine");
        _ben = await _office.As("Ben Oak");

        await ada.Edit(sop);
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.TryPublish(sop, ("summary", "A comma"), ("weight", "Editorial"))).Status);

        Assert.Equal(due, await Due());
        Assert.Contains(Asked, await Reason(), StringComparison.Ordinal);

        await ada.Edit(sop);
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.TryPublish(sop, ("summary", "Counted twice"), ("weight", "Material"))).Status);

        Assert.Equal(new DateTimeOffset(2027, 5, 4, 9, 0, 0, TimeSpan.Zero), (await Due()).ToDateTimeOffset());
        Assert.Empty(await _ben.Reviews());
    }

    Task<Core.Instant> Due() => _office.Server.InDatabase(async db => (await db.Sops.IgnoreQueryFilters().SingleAsync()).ReviewDueAt!.Value);

    [Fact]
    public async Task A_finding_about_a_step_becomes_a_comment_on_that_step_of_the_draft()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        for (var i = 0; i < 3; i++) await _office.Through(_ben, sop, ("count", "skip"), ("sign", "done"));
        await _ben.Review(sop, "Revise", "Say when it may be skipped.");
        var remarks = (await _ben.Get($"/procedures/{sop}/revisions/2/approval")).All("#remarks ~ ul li").Select(item => item.TextContent).ToList();
        Assert.Contains("step 1", Assert.Single(remarks, remark => remark.Contains("3 of the last 3 runs", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_run_of_a_procedure_for_incidents_and_whatever_it_starts()
    {
        var inner = await _office.Ada.Publish(Reviewing.Keys, "keys.md");
        var between = await _office.Ada.Publish("# Look after the keys\n\n## Steps\n1. Count them {#look}\n   - Run: [Count the keys](keys.md)\n", "look.md");
        var incident = await _office.Ada.Publish("---\nfamily: incident-response\n---\n# Keys are gone\n\n## Steps\n1. Look after them {#begin}\n   - Run: [Look after the keys](look.md)\n", "gone.md");
        _office.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var run = await _ben.Start(incident);
        await _ben.Act(run, "begin", "child-run");
        await _ben.Act("R-1002", "look", "child-run");
        Assert.Empty(await _ben.Reviews());
        var child = "R-1003";
        await _ben.Complete(child, "count");
        await _ben.Complete(child, "sign");
        await _ben.ActOn(child, "finish");

        Assert.Contains($"It was used in an incident: {child} Count the keys, which ended on 2 March 2026.", await Reason(), StringComparison.Ordinal);
        await _ben.ActOn("R-1002", "finish");
        await _ben.ActOn(run, "finish");
        Assert.Equal([inner, between, incident], (await _ben.Reviews()).Select(row => row[row.IndexOf("SOP-", StringComparison.Ordinal)..][..7]).Order());
    }

    [Fact]
    public async Task A_tool_that_gave_way_and_a_system_that_was_retired()
    {
        await _office.Ada.Post("/environment", ("name", "Okta"), ("kind", "Identity provider"));
        await _office.Ada.Post("/environment", ("name", "Payroll"), ("kind", "Business application"));
        var sop = await _office.Ada.Publish("# Pay people\n\n## Steps\n1. Sign in to Okta {#sign}\n2. Open Payroll {#open}\n");
        await _office.Ada.Publish("# Water the plants\n\n## Steps\n1. Water them {#water}\n", "plants.md");
        Assert.Empty(await _ben.Reviews());

        Assert.Equal(HttpStatusCode.SeeOther, (await _office.Ada.Post("/environment/systems/okta/change", ("to", "Keycloak"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await _office.Ada.Post("/environment/systems/payroll/retirement")).Status);

        var reason = await Reason();
        Assert.Contains(sop, reason, StringComparison.Ordinal);
        Assert.Contains("Okta gave way to Keycloak on 2 March 2026; it is named once.", reason, StringComparison.Ordinal);
        Assert.Contains("Payroll was retired on 2 March 2026; it is named once.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_nobody_holds_any_more()
    {
        await _office.Server.GiveRole("Ben Oak", "Locksmith");
        await _office.Ada.Publish("# Mend the lock\n\n## Steps\n1. Mend it {#mend}\n   - Role: Locksmith\n");
        var ben = (await _office.Ada.Get("/settings/members")).All("a").Single(link => link.TextContent.Trim() == "Ben Oak").GetAttribute("href")!.Split('/')[^1];

        Assert.Equal(HttpStatusCode.SeeOther, (await _office.Ada.Post($"/settings/roles/locksmith/holders/{ben}/removal")).Status);

        Assert.Contains("Locksmith was left without anybody who holds it on 2 March 2026; it is named once.", await Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_that_nobody_is_in_any_more()
    {
        await _office.Ada.Post("/settings/groups", ("name", "Night shift"));
        var ben = (await _office.Ada.Get("/settings/members")).All("a").Single(link => link.TextContent.Trim() == "Ben Oak").GetAttribute("href")!.Split('/')[^1];
        await _office.Ada.Post("/settings/groups/night-shift", ("member", ben));
        await _office.Ada.Publish("# Guard the door\n\n## Steps\n1. Guard it {#guard}\n   - Role: Night shift\n");
        Assert.Empty(await _ben.Reviews());

        await _office.Ada.Post("/settings/groups/night-shift");

        Assert.Contains("Night shift was left without anybody in it on 2 March 2026; it is named once.", await Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suggestion_that_nobody_answers_for_thirty_days()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        await (await _ben.Get($"/procedures/{sop}/suggestions/new")).Submit("form[action$='/suggestions']", ("text", "Count them at night"));
        Assert.Empty(await _ben.Reviews("?show=overdue"));

        _office.Turn(2026, 4, 2);
        var ben = await _office.As("Ben Oak");
        Assert.Contains("A suggestion has waited for an answer for more than 30 days, since 2 March 2026.", Assert.Single(await ben.Reviews("?show=overdue")), StringComparison.Ordinal);

        await (await ben.Get($"/procedures/{sop}/suggestions")).Submit("form[action$='/decline']", ("reason", "It is dark"));
        Assert.Empty(await ben.Reviews("?show=overdue"));
    }

    [Theory]
    [InlineData("access-control#joiners", "Clause 1 of Access control policy")]
    [InlineData("iso27001:A.5.18", "ISO 27001 A.5.18")]
    public async Task A_clause_or_a_control_that_a_new_edition_of_the_library_words_otherwise_said_once(string reworded, string name)
    {
        var sop = await _office.Ada.Publish("---\npolicies: [access-control#joiners]\ncontrols: [iso27001:A.5.18]\n---\n# Let people in\n\n## Steps\n1. Open the door {#open}\n");
        var edition = _office.Server.Services.GetRequiredService<NewEdition>();
        await edition.Compare(default);
        Assert.Empty(await _ben.Reviews());
        // As if its words had been others when the procedure was published.
        await _office.Server.InDatabase(async db =>
        {
            var row = await db.ReviewOutlooks.IgnoreQueryFilters().SingleAsync();
            Assert.Equal(["access-control#joiners", "iso27001:A.5.18"], ServedWords.Read(row.Served).Keys.Order());
            var before = ServedWords.Write(ServedWords.Read(row.Served).ToDictionary(served => served.Key, served => served.Key == reworded ? "another" : served.Value));
            return await db.ReviewOutlooks.IgnoreQueryFilters().ExecuteUpdateAsync(outlook => outlook.SetProperty(known => known.Served, before));
        });

        await edition.Compare(default);
        await edition.Compare(default);

        Assert.Contains($"{name} reads otherwise since 2 March 2026; this procedure serves it.", await Reason(), StringComparison.Ordinal);
        Assert.Single(await _office.Kinds("procedure/" + sop), kind => kind == "ServedClausesChanged");
        Assert.Contains($"A new edition of the library words otherwise what SOP-001 serves: {reworded}.", (await _ben.Get($"/procedures/{sop}/history")).Text, StringComparison.Ordinal);
        await _ben.Review(sop, "Keep", "It says the same in better words.");
        await edition.Compare(default);
        Assert.Empty(await _ben.Reviews());
    }

    [Fact]
    public async Task A_procedure_that_nobody_ran_until_the_day_of_its_review_said_from_that_day_on()
    {
        await _office.Ada.Publish(Reviewing.Keys.Replace("owner: Key keeper", "owner: Key keeper\nreview: 6 months", StringComparison.Ordinal), "keys.md");
        var used = await _office.Ada.Publish("---\nreview: 6 months\n---\n# Water the plants\n\n## Steps\n1. Water them {#water}\n", "plants.md");
        await _office.Through(_ben, used, ("water", "done"));
        _office.Turn(2026, 8, 31);
        Assert.DoesNotContain(await (await _office.As("Ben Oak")).Reviews("?show=all"), row => row.Contains("Nobody ran it", StringComparison.Ordinal));

        _office.Turn(2026, 9, 3);

        var unused = Assert.Single(await (await _office.As("Ben Oak")).Reviews(), row => row.Contains("Nobody ran it since 2 March 2026, in all the time between two reviews.", StringComparison.Ordinal));
        Assert.Contains("Count the keys", unused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_older_than_its_tool_is_named_where_the_review_is_done()
    {
        await _office.Ada.Post("/environment", ("name", "Directory"), ("kind", "Identity provider"), ("tool", "Okta"));
        var accepted = await (await _office.Ada.Bring(Doing.File("reset.md", "# Reset a password\n\n## Steps\n1. Open the page {#open}\n   - System: Directory\n\n   ![The page](page.png)\n"), new Upload("page.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 77]))).Submit("form#accept");
        var sop = accepted.Location!["/procedures/".Length..];
        await _office.Ada.TryPublish(sop);
        Assert.Contains("None that is known of.", (await _ben.Get($"/procedures/{sop}/review")).Find("[aria-labelledby=pictures]")!.TextContent, StringComparison.Ordinal);

        _office.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await _office.Ada.Post("/environment/systems/directory/change", ("to", "Keycloak"))).Status);

        Assert.Contains("This picture was taken before Directory last changed.", (await _ben.Get($"/procedures/{sop}/review")).Find("[aria-labelledby=pictures]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_chosen_by_family_owner_and_who_is_asked()
    {
        await _office.Server.GiveRole("Ben Oak", "Key keeper");
        await _office.Ada.Publish(Reviewing.Keys, "keys.md");
        await _office.Ada.Publish("---\nowner: Gardener\nfamily: garden\n---\n# Water the plants\n\n## Steps\n1. Water them {#water}\n", "plants.md");
        await _office.Join("Gil Rowan");
        await _office.Server.GiveRole("Gil Rowan", "Gardener");
        Assert.Empty(await _ben.Reviews());
        Assert.Equal(2, (await _ben.Reviews("?show=all")).Count);
        Assert.Contains("Water the plants", Assert.Single(await _ben.Reviews("?show=all&family=garden")), StringComparison.Ordinal);
        Assert.Contains("Gardener: Gil Rowan", Assert.Single(await _ben.Reviews("?show=all&owner=Gardener")), StringComparison.Ordinal);
        _office.Turn(2027, 3, 4);
        Assert.Contains("Count the keys", Assert.Single(await (await _office.As("Ben Oak")).Reviews("?mine=yes")), StringComparison.Ordinal);
    }
}
