using System.Net;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Environment;

public sealed class TailoringTests : IAsyncLifetime
{
    readonly Office _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();
    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    const string Disable = """
        # Disable an account

        ## Steps
        1. Open {{identity_provider}} {#open}
           - System: {{identity_provider}}
           - In Okta: choose **Deactivate**.
           - In Microsoft Entra ID: clear **Account enabled**.
        2. Scan with {{scanner}} {#scan}
           - In Nessus: start a scan.
           - In Trivy: run it.
        3. Call {{cyber_insurance}} within {{working_hours}} {#call}
        """;

    async Task Equip()
    {
        await (await Ada.Get("/environment/tools")).Submit("main form", ("IdentityProvider", "Azure AD"), ("Scanner", "Trivy"));
        await Ada.Post("/environment/contacts", ("purpose", "Cyber insurance"), ("name", "Acme Cover"), ("phone", "+44 20 7946 0000"));
        await Ada.Post("/environment/hours", ("day", "Monday"), ("day", "Tuesday"), ("day", "Wednesday"), ("from", "08:30"), ("until", "17:00"), ("zone", "Europe/London"));
    }

    [Fact]
    public async Task A_draft_speaks_of_the_tools_contacts_and_hours_as_they_are_now()
    {
        var sop = await Ada.Add(Disable);
        var bare = await Ada.Get($"/procedures/{sop}");
        Assert.Contains("Account enabled", bare.Text, StringComparison.Ordinal);
        Assert.Contains("Deactivate", bare.Text, StringComparison.Ordinal);

        await Equip();

        var page = await Ada.Get($"/procedures/{sop}");
        foreach (var told in new[] { "Open Azure AD", "Account enabled", "Scan with Trivy", "Call Acme Cover, +44 20 7946 0000 within Monday to Wednesday, 08:30 to 17:00, Europe/London" }) Assert.Contains(told, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Deactivate", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("start a scan", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Find(".variants"));
        Assert.Contains("Open Azure AD", (await Ada.Get($"/procedures/{sop}/flow")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_published_keeps_its_tools_and_its_variants_in_document_and_run()
    {
        await Equip();
        var sop = await Ada.Publish(Disable);
        var run = await Ada.Start(sop);
        await Ada.Post("/environment/systems/azure-ad/retirement");
        await (await Ada.Get("/environment/tools")).Submit("main form", ("IdentityProvider", "Okta"));

        foreach (var page in new[] { await Ada.Get($"/procedures/{sop}"), await Ada.See(run) })
        {
            Assert.Contains("Open Azure AD", page.Text, StringComparison.Ordinal);
            Assert.Contains("Account enabled", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Deactivate", page.Text, StringComparison.Ordinal);
        }
        Assert.Contains("Open Azure AD", (await Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
        var draft = await Ada.Get($"/procedures/{await Ada.Add(Disable + "\n")}");
        Assert.Contains("Open Okta", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Account enabled", draft.Text, StringComparison.Ordinal);

        var fact = await _office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Kind == "RevisionPublished").Select(row => row.Payload).SingleAsync());
        var payload = System.Text.Encoding.UTF8.GetString(fact!);
        Assert.Contains("\"tools\":[\"Microsoft Entra ID\",\"Trivy\"]", payload, StringComparison.Ordinal);
        Assert.Contains("\"identity-provider=Azure AD\"", payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tools_of_one_kind_are_both_named_and_both_shown()
    {
        await Ada.Post("/environment", ("name", "Nessus"), ("kind", "Vulnerability scanner"));
        await Ada.Post("/environment", ("name", "Trivy"), ("kind", "Vulnerability scanner"));

        var page = await Ada.Get($"/procedures/{await Ada.Add(Disable)}");

        Assert.Contains("Scan with Nessus and Trivy", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Nessus", "Trivy"], page.All("#scan .variants > label").Select(label => label.TextContent));
    }

    [Fact]
    public async Task A_step_that_is_not_written_for_the_tool_in_use_says_so_and_shows_the_others()
    {
        await Ada.Post("/environment", ("name", "OneLogin"), ("kind", "Identity provider"));

        var step = (await Ada.Get($"/procedures/{await Ada.Add(Disable)}")).Find("#open")!;

        Assert.Contains("Not written for OneLogin yet.", step.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, step.QuerySelectorAll(".variants > label").Length);
    }

    [Fact]
    public async Task A_system_that_is_not_in_the_inventory_is_warned_of_once_there_is_one()
    {
        const string text = "# Look\n\n## Steps\n1. Look {#look}\n   - System: Gizmo\n2. Look again {#again}\n   - System: {{identity_provider}}\n";
        var sop = await Ada.Add(text);
        await Ada.Post("/environment", ("name", "Okta"), ("kind", "Identity provider"));
        Assert.Contains("\"Gizmo\" is not in the inventory of systems.", (await Ada.Get($"/procedures/{sop}/publication")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"{{identity_provider}}\" is not", (await Ada.Get($"/procedures/{sop}/publication")).Text, StringComparison.Ordinal);

        await Ada.Post("/environment", ("name", "Gizmo"));

        Assert.DoesNotContain("is not in the inventory", (await Ada.Get($"/procedures/{sop}/publication")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_about_a_system_tells_how_it_is_done_in_that_one_alone()
    {
        await Ada.Post("/environment", ("name", "Code"), ("tool", "GitHub"), ("accounts", "yes"));
        await Ada.Post("/environment", ("name", "AWS"), ("accounts", "yes"));
        await Ada.Post("/environment", ("name", "Safe"), ("accounts", "yes"));
        await Ada.Post("/environment", ("name", "Veeam"), ("kind", "Backup"));
        var run = await Ada.Run("""
            # Revoke

            ## Steps
            1. Revoke {#revoke}
               - In GitHub: Open the people.
               - In AWS: Remove the user.
               - For each: system the Leaver has an account in
            2. Restore {#restore}
               - In Veeam: Press Restore.
               - For each: affected system
            """);
        await (await Ada.See(run)).Submit("form[action$='/items']", ("items", "Code"), ("items", "AWS"), ("items", "Safe"));

        Assert.Equal("In GitHubOpen the people.", await Detail("revoke~code"));
        Assert.Equal("In AWSRemove the user.", await Detail("revoke~aws"));
        Assert.StartsWith("Not written for Safe yet. This is how it is done elsewhere:", await Detail("revoke~safe"), StringComparison.Ordinal);
        foreach (var item in new[] { "code", "aws", "safe" }) await Ada.Complete(run, "revoke~" + item);
        await (await Ada.See(run)).Submit("form[action$='/items']", ("items", "Code"));
        Assert.Equal("In VeeamPress Restore.", await Detail("restore~code"));

        async Task<string> Detail(string step) => string.Join(' ', (await Ada.See(run, step)).Find("#now .detail")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_step_for_each_system_offers_those_that_hold_accounts_and_names_their_owners()
    {
        await Ada.Post("/environment", ("name", "Mail"), ("accounts", "yes"), ("owner", "Ada Pine"));
        await Ada.Post("/environment", ("name", "Payroll"), ("accounts", "yes"));
        await Ada.Post("/environment", ("name", "Weather station"));
        var run = await Ada.Run("# Revoke\n\n## Steps\n1. Revoke {#revoke}\n   - For each: system the Leaver has an account in\n   - Role: owner of the system\n2. Check {#check}\n   - For each: affected system\n");
        var step = await Ada.See(run);
        Assert.Equal(["Mail", "Payroll"], step.All("input[name=items]").Select(box => box.GetAttribute("value")));
        Assert.All(step.All("input[name=items]"), box => Assert.True(box.HasAttribute("checked")));

        await step.Submit("form[action$='/items']", ("items", "Mail"), ("items", "Old fax\nPayroll"));

        Assert.Contains("Mail", (await Ada.See(run, "revoke~mail")).Find("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("owner of the system: Ada Pine", (await Ada.See(run, "revoke~mail")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Ada.See(run, "revoke~old-fax")).Status);
        var chosen = await _office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Kind == "ItemsChosen").Select(row => row.Payload).SingleAsync());
        Assert.Matches("\"label\":\"Mail\",\"ref\":\"[0-9a-f-]{36}\"", System.Text.Encoding.UTF8.GetString(chosen!));
        foreach (var item in new[] { "mail", "old-fax", "payroll" }) await Ada.Complete(run, "revoke~" + item);
        var affected = await Ada.See(run, "check");
        Assert.Equal(["Mail", "Payroll", "Weather station"], affected.All("input[name=items]").Select(box => box.GetAttribute("value")));
        Assert.All(affected.All("input[name=items]"), box => Assert.False(box.HasAttribute("checked")));
    }

    [Fact]
    public async Task Values_that_procedures_ask_for_are_listed_and_set_and_taken_away()
    {
        await Ada.Add("# Dial\n\n## Steps\n1. Dial {{vpn_address}} and {{identity_provider}}\n");
        var page = await Ada.Get("/environment/values");
        string Row(Page of, string name) => of.All("tbody tr").Single(row => row.QuerySelector("code")!.TextContent == name).TextContent;
        Assert.Contains("nothing yet", Row(page, "{{vpn_address}}"), StringComparison.Ordinal);
        Assert.Contains("1 procedure", Row(page, "{{vpn_address}}"), StringComparison.Ordinal);
        Assert.Contains("Add the system", Row(page, "{{identity_provider}}"), StringComparison.Ordinal);

        Assert.Equal("/environment/values", (await page.Submit("form:has(#value)", ("name", "VPN address"), ("value", "vpn.northwind.example"))).Location);
        Assert.Contains("vpn.northwind.example", Row(await Ada.Get("/environment/values"), "{{vpn_address}}"), StringComparison.Ordinal);
        await (await Ada.Get("/environment/values")).Submit("form[action$='/removal']");

        Assert.Contains("nothing yet", Row(await Ada.Get("/environment/values"), "{{vpn_address}}"), StringComparison.Ordinal);
        Assert.Equal(["EnvironmentValueSet", "EnvironmentValueRemoved"], await _office.Kinds("environment/vpn-address"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.Post("/environment/values", ("name", "identity_provider"), ("value", "Okta"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.Post("/environment/values", ("name", "x"), ("value", ""))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.Post("/environment/values", ("name", "größe"), ("value", "XL"))).Status);
    }

    [Theory]
    [InlineData("purpose", "")]
    [InlineData("name", "")]
    [InlineData("phone", "")]
    [InlineData("email", "nobody")]
    public async Task A_contact_that_nobody_could_reach_is_refused(string field, string value)
    {
        var typed = new Dictionary<string, string> { ["purpose"] = "Fire", ["name"] = "Brigade", ["phone"] = field == "email" ? "1" : "112", ["email"] = "", [field] = value };

        var refused = await Ada.Post("/environment/contacts", [.. typed.Select(one => (one.Key, one.Value))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Find($"#{field}-error"));
    }

    [Theory]
    [InlineData("day", "Someday")]
    [InlineData("from", "9")]
    [InlineData("until", "07:00")]
    [InlineData("zone", "Middle Earth")]
    public async Task Hours_that_make_no_sense_are_refused(string field, string value)
    {
        var typed = new Dictionary<string, string> { ["day"] = "Monday", ["from"] = "09:00", ["until"] = "17:00", ["zone"] = "UTC", [field] = value };

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.Post("/environment/hours", [.. typed.Select(one => (one.Key, one.Value))])).Status);
        Assert.DoesNotContain("WorkingHoursSet", await _office.Kinds("organization"));
    }
}
