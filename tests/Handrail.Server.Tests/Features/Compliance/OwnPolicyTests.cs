using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Features.Reviews;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Compliance;

/// <summary>From the library's policy to the organization's own: taken, written, approved by somebody else, and measured.</summary>
public sealed class OwnPolicyTests : IAsyncLifetime
{
    const string Page = "/policies/access-control";

    readonly Office _office = new();
    readonly Measuring _firm;

    public OwnPolicyTests() => _firm = new(_office);

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        await Ada.Publish("---\npolicies: [access-control#leavers]\nowner: Key keeper\n---\n" + Measuring.Leaver, Measuring.FileName);
        await _office.Join("Bea Elm", Permission.Administrator);
        await _office.Join("Carl Ash");
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    static async Task Take(Browser browser, string page = Page) =>
        Assert.Equal(page + "/draft", (await (await browser.Get(page)).Submit("main form[action='/policies']")).Location);

    static async Task<Page> TrySave(Browser browser, Func<string, string> change, params (string, object)[] more)
    {
        var draft = await browser.Get(Page + "/draft");
        return await draft.Submit("form[action$='/draft']", [("text", change(draft.Find("#text")!.TextContent)), .. more]);
    }

    static async Task Save(Browser browser, Func<string, string> change, string summary = "As we want it")
    {
        var saved = await TrySave(browser, change, ("summary", summary));
        Assert.True(saved.Status == HttpStatusCode.SeeOther, saved.Text);
    }

    static Task<Page> TrySign(Browser browser, string password = TestServer.Password) => Sign(browser, Page, password);

    static async Task<Page> Sign(Browser browser, string page, string password = TestServer.Password) =>
        await (await browser.Get(page.Contains("/approval", StringComparison.Ordinal) ? page : page + "/approval")).Submit("main form[method=post]", ("password", password));

    async Task Sign()
    {
        var signed = await TrySign(await _office.As("Bea Elm"));
        Assert.True(signed.Status == HttpStatusCode.SeeOther, signed.Text);
    }

    /// <summary>The one blank of the text is filled.</summary>
    Task Fill() => Ada.Post("/environment", ("name", "Passwords"), ("kind", "Password manager"), ("tool", "1Password"));

    static string Four(string text) => text.Replace("every other account within 24 hours.", "every other account within 4 hours.", StringComparison.Ordinal).Replace("Limit: 24 hours from Departure", "Limit: 4 hours from Departure", StringComparison.Ordinal);

    [Fact]
    public async Task It_is_taken_with_one_click_written_with_lint_beside_it_and_approved_by_somebody_else()
    {
        await Fill();
        await Take(Ada);
        Assert.Contains("This is the library's", (await Ada.Get("/policies/backup-and-recovery")).Text, StringComparison.Ordinal);
        Assert.Contains("the library's stands below", (await Ada.Get(Page)).Text, StringComparison.Ordinal);
        await Save(Ada, text => Four(text).Replace("{#leavers}", "", StringComparison.Ordinal));
        Assert.Contains(await Lint(), finding => finding.Contains("is known by its words only", StringComparison.Ordinal));
        await Save(Ada, text => text.Replace("within 4 hours.", "within 4 hours. {#leavers}", StringComparison.Ordinal), "Four hours, as FedRAMP asks");
        Assert.DoesNotContain(await Lint(), finding => finding.Contains("is known by its words only", StringComparison.Ordinal));

        Assert.Null((await Ada.Get(Page + "/approval")).Find("input[name=password]"));
        var asked = await (await _office.As("Bea Elm")).Get(Page + "/approval");
        Assert.Contains("Four hours, as FedRAMP asks", asked.Text, StringComparison.Ordinal);
        Assert.Contains(asked.All("pre del").Select(word => word.TextContent), word => word.Contains("24", StringComparison.Ordinal));
        await Sign();

        var page = await Ada.Get(Page);
        Assert.Contains("within 4 hours", page.Find("#leavers")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("by Bea Elm as administrator", page.Text, StringComparison.Ordinal);
        Assert.Contains("kept in 1Password", page.Text, StringComparison.Ordinal);
        Assert.Equal("Access control policy", (await Ada.Get("/policies")).Find("#own ~ ul a.cover")!.TextContent);
        Assert.Contains("next review", (await Ada.Get("/policies")).Find("#own ~ ul")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["PolicyTaken", "PolicyDraftSaved", "PolicyDraftSaved", "PolicyPublished"], await _office.Kinds("policy/access-control"));
        Assert.Contains("Bea Elm signed the policy access-control v1 as administrator, approved for use; it is in force: Four hours, as FedRAMP asks", (await Ada.Get("/journal?about=policy")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_on_the_first_page_of_its_author_while_it_has_a_blank_and_then_of_whoever_may_sign_it()
    {
        const string fill = "The policy “Access control policy” has a blank to fill", sign = "Sign the policy “Access control policy”";
        await Take(Ada);
        Assert.Contains(fill, (await Ada.Get("/")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Access control policy", (await (await _office.As("Bea Elm")).Get("/")).Text, StringComparison.Ordinal);

        await Fill();

        Assert.DoesNotContain("Access control policy", (await Ada.Get("/")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(sign, (await (await _office.As("Carl Ash")).Get("/")).Text, StringComparison.Ordinal);
        var waits = (await (await _office.As("Bea Elm")).Get("/")).Find("#waits ~ ul a[href='/policies/access-control/approval']");
        Assert.Equal(sign, waits!.TextContent);
        await Sign();
        Assert.DoesNotContain(sign, (await (await _office.As("Bea Elm")).Get("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_policies_to_sign_are_one_line_and_signed_one_after_the_other()
    {
        await Fill();
        foreach (var policy in new[] { "access-control", "change-management", "incident-response", "risk-management" }) await Take(Ada, "/policies/" + policy);
        var bea = await _office.As("Bea Elm");
        var line = Assert.Single((await bea.Get("/")).All("#waits ~ ul a"));
        Assert.Equal(("Sign 4 policies", "/policies/next"), (line.TextContent, line.GetAttribute("href")));

        var first = (await bea.Get("/policies/next")).Location!;
        var page = await bea.Get(first);
        Assert.Contains("3 more wait for your signature after this one.", page.Text, StringComparison.Ordinal);
        var refused = await page.Submit("main form[method=post]", ("password", "wrong"));
        var second = (await refused.Submit("main form[method=post]", ("password", TestServer.Password))).Location!;
        var third = (await bea.Get((await bea.Get(second)).Find("main a[href^='/policies/next']")!.GetAttribute("href")!)).Location!;
        var fourth = (await Sign(bea, third)).Location!;

        Assert.Equal(["/policies/access-control", "/policies/change-management", "/policies/incident-response", "/policies/risk-management"], new[] { first, second, third, fourth }.Select(path => path.Replace("/approval?then=next", "", StringComparison.Ordinal)));
        Assert.Equal("/policies", (await Sign(bea, fourth)).Location);
        Assert.Equal("Sign the policy “Change management policy”", Assert.Single((await bea.Get("/")).All("#waits ~ ul a")).TextContent);
    }

    async Task<List<string>> Lint() => [.. (await Ada.Get(Page + "/draft")).All(".lint li").Select(finding => finding.TextContent)];

    [Fact]
    public async Task What_is_measured_is_what_was_in_force_when_the_run_ended()
    {
        await Fill();
        const string sop = "SOP-001";
        var before = await _firm.Leave(sop, TimeSpan.FromHours(6));
        await Take(await _firm.Ada);
        await Save(await _firm.Ada, Four);
        await _firm.Leave(sop, TimeSpan.FromHours(6));
        await Sign();
        Assert.Contains("Before, when the limit was 24 hours: 2 of 2 kept.", (await Measuring.Limits(await _firm.Ada, "leavers"))[1], StringComparison.Ordinal);

        var after = await _firm.Leave(sop, TimeSpan.FromHours(6));

        var limit = (await Measuring.Limits(await _firm.Ada, "leavers"))[1];
        Assert.Contains("0 of 1 kept in the last 12 months", limit, StringComparison.Ordinal);
        Assert.Contains($"missed by 2 h {after}", limit, StringComparison.Ordinal);
        Assert.Contains("Before, when the limit was 24 hours: 2 of 2 kept.", limit, StringComparison.Ordinal);
        Assert.Contains("24 hours from Departure", (await (await _firm.Ada).Get($"/runs/{before}/record")).Text, StringComparison.Ordinal);
        Assert.Contains("4 hours from Departure", (await (await _firm.Ada).Get($"/runs/{after}/record")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_needs_the_password_the_text_that_was_read_and_no_open_question()
    {
        await Take(Ada);
        var bea = await _office.As("Bea Elm");
        Assert.Contains("“password manager” stands for", (await bea.Get(Page + "/approval")).Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await bea.Get(Page + "/approval")).Find("input[name=password]"));
        await Fill();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TrySign(bea, "not my password")).Status);

        var read = await bea.Get(Page + "/approval");
        await Save(Ada, Four);
        Assert.Equal(HttpStatusCode.Conflict, (await read.Submit("main form[method=post]", ("password", TestServer.Password))).Status);
        await Save(Ada, text => text.Replace("offboard-a-leaver.md#revoke-systems", "offboard-a-leaver.md#nothing", StringComparison.Ordinal));
        Assert.Contains("has no step", (await bea.Get(Page + "/approval")).Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("PolicyPublished", await _office.Kinds("policy/access-control"));
    }

    [Fact]
    public async Task Whoever_wrote_in_it_and_whoever_is_no_administrator_signs_nothing()
    {
        await Fill();
        var carl = await _office.As("Carl Ash");
        await Take(carl);
        await Save(Ada, Four);

        foreach (var browser in new[] { carl, Ada })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Post(Page + "/approval", ("seen", "x"), ("password", TestServer.Password))).Status);
        await Sign();
    }

    [Fact]
    public async Task Of_two_who_say_why_neither_loses_a_word()
    {
        await Take(Ada);
        var carl = await _office.As("Carl Ash");
        var pages = new[] { await Ada.Get(Page + "/draft"), await carl.Get(Page + "/draft") };
        Assert.Equal(HttpStatusCode.SeeOther, (await pages[0].Submit("form[action$='/draft']", ("summary", "Shorter limits"))).Status);

        var both = await pages[1].Submit("form[action$='/draft']", ("summary", "Clearer limits"));

        Assert.Equal(HttpStatusCode.Conflict, both.Status);
        Assert.Equal(("Shorter", "Clearer"), (both.Find(".compared del")!.TextContent.Trim(), both.Find(".compared ins")!.TextContent.Trim()));
        Assert.Equal(HttpStatusCode.SeeOther, (await both.Submit("form[action$='/draft']", ("summary", "Shorter, clearer limits"))).Status);
        Assert.Equal("Shorter, clearer limits", (await Ada.Get(Page + "/draft")).Find("[name=summary]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Of_two_who_save_neither_loses_a_word()
    {
        await Take(Ada);
        var carl = await _office.As("Carl Ash");
        var his = await carl.Get(Page + "/draft");
        await Save(Ada, text => text + "\n## Thanks\n\nTo Ada.\n");

        var both = await his.Submit("form[action$='/draft']", ("text", his.Find("#text")!.TextContent + "\n## Thanks\n\nTo Carl.\n"));

        Assert.Equal(HttpStatusCode.Conflict, both.Status);
        Assert.Contains("To Carl.", both.Find("#text")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ada", both.Find("pre.compared")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_version_begins_with_the_one_in_force_and_every_version_stays_to_be_compared()
    {
        await Fill();
        await Take(Ada);
        await Save(Ada, Four);
        await Sign();
        await (await Ada.Get(Page)).Submit("form[action$='/draft/opening']");
        await Save(Ada, text => text.Replace("Limit: 4 hours", "Limit: 2 hours", StringComparison.Ordinal).Replace("within 4 hours", "within 2 hours", StringComparison.Ordinal), "Two");
        Assert.Contains("within 4 hours", (await Ada.Get(Page)).Find("#leavers")!.TextContent, StringComparison.Ordinal);
        await Sign();

        var history = await Ada.Get(Page + "/history");
        Assert.Equal(["in force", "superseded"], history.All("tbody .badge").Select(badge => badge.TextContent));
        var changes = await Ada.Get(history.All("tbody td a").First().GetAttribute("href")!);
        Assert.Equal(["4", "4"], changes.All("pre del").Select(word => word.TextContent.Trim().Split(' ')[0]));
        Assert.Contains("24", (await Ada.Get(Page + "/comparison?from=0&to=1")).Find("pre del")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get(Page + "/comparison?from=1&to=9")).Status);
    }

    [Fact]
    public async Task A_draft_that_is_discarded_leaves_what_was_there()
    {
        await Take(Ada);
        await (await Ada.Get(Page + "/draft")).Submit("form[action$='/discard']");

        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get(Page + "/draft")).Status);
        Assert.Null((await Ada.Get("/policies")).Find("#own"));
        await Take(Ada);
        Assert.Equal(["PolicyTaken", "PolicyDraftDiscarded", "PolicyTaken"], await _office.Kinds("policy/access-control"));
    }

    [Fact]
    public async Task Every_policy_that_procedures_serve_is_taken_at_once()
    {
        Assert.Null((await Ada.Get("/policies")).Find("main form[action='/policies']"));
        await Ada.Add("---\npolicies: [access-control#joiners]\n---\n# Let people in\n\n## Steps\n1. Open the door {#open}\n", "let-in.md");
        var button = (await Ada.Get("/policies")).Find("main form[action='/policies'] button")!.TextContent;
        Assert.Equal("Take the policy your procedures serve", button);

        Assert.Equal("/policies", (await (await Ada.Get("/policies")).Submit("main form[action='/policies']")).Location);

        var page = await Ada.Get("/policies");
        Assert.Contains(page.All("#own ~ ul a.cover"), link => link.TextContent == "Access control policy");
        Assert.Null(page.Find("main form[action='/policies']"));
    }

    [Fact]
    public async Task Frameworks_name_the_clauses_that_bind()
    {
        await Fill();
        await Take(Ada);
        await Save(Ada, text => text.Replace("title: Access control policy", "title: Who gets in", StringComparison.Ordinal));
        Assert.DoesNotContain("Who gets in", (await Ada.Get("/frameworks/iso27001")).Text, StringComparison.Ordinal);
        await Sign();
        Assert.Contains("Who gets in, clause 3", (await Ada.Get("/frameworks/iso27001")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clause_that_reads_otherwise_asks_for_a_review_of_the_procedures_that_serve_it()
    {
        await Fill();
        Assert.Empty(await Ada.Reviews());
        await Take(Ada);
        await Save(Ada, Four);
        await Sign();
        Assert.Contains("Clause 3 of Access control policy reads otherwise since", Assert.Single(await Ada.Reviews()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_organization_takes_is_nobody_elses()
    {
        await Fill();
        await Take(Ada);
        await Save(Ada, Four);
        await Sign();
        var rob = await _office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");

        Assert.Contains("within 24 hours", (await rob.Get(Page)).Find("#leavers")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await rob.Get(Page + "/history")).Status);
        Assert.Null((await rob.Get("/policies")).Find("#own"));
    }
}
