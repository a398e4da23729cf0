using System.Net;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.ToolChanges;

/// <summary>The drafts of one change of tool, sent, signed, sent back and published together: each by its own rules.</summary>
public sealed class TogetherTests : IAsyncLifetime
{
    const string Here = "/environment/changes/T-1";
    const string First = "# Reset\n\n## Steps\n1. Open {{identity_provider}} {#open}\n2. Tell the caller {#tell}\n";
    const string Second = "# Close\n\n## Steps\n1. Sign in {#in}\n2. Block the person in Okta {#block}\n";
    const string Third = "# Review\n\n## Steps\n1. Read the list in Okta {#read}\n";

    readonly Office _office = new();
    readonly List<string> _sops = [];

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        await Ada.Post("/environment", ("name", "Okta"), ("kind", "Identity provider"));
        foreach (var text in new[] { First, Second, Third }) _sops.Add(await Ada.Publish(text));
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    /// <summary>Ada makes the drafts; from then on Bea is the second administrator.</summary>
    async Task<Browser> Drafted()
    {
        var bea = await _office.Join("Bea Elm", Permission.Administrator);
        Assert.Equal(Here, (await (await Ada.Get("/environment/systems/okta/change?to=Keycloak")).Submit("form#change")).Location);
        return bea;
    }

    async Task<Browser> Sent(params (string, object)[] more)
    {
        var bea = await Drafted();
        var sent = await (await Ada.Get(Here)).Submit("form[action$='/sending']", more);
        Assert.Equal(Here + "?sent=3&left=0", sent.Location);
        return bea;
    }

    static Task<Page> TrySign(Page page, params (string, object)[] more) => page.Submit("form[action$='/signature']", [("password", TestServer.Password), .. more]);

    async Task<IReadOnlyList<RevisionState>> States() =>
        await _office.Server.InDatabase(db => (from revision in db.Revisions.IgnoreQueryFilters() join sop in db.Sops.IgnoreQueryFilters() on revision.SopId equals sop.Id where revision.Number == 2 orderby sop.Number select revision.State).ToListAsync());

    static IEnumerable<string> Boxes(Page page, string form) => page.All($"form[action$='/{form}'] input[name=draft]").Select(box => box.GetAttribute("value")!.Split(':')[0]);

    [Fact]
    public async Task Of_each_procedure_only_the_steps_that_change_are_shown_as_people_read_them()
    {
        await Drafted();

        var page = await Ada.Get(Here);

        Assert.Equal(["1 Open Keycloak", "2 Block the person in Keycloak", "1 Read the list in Keycloak"], page.All(".difference h4").Select(heading => heading.FirstChild!.TextContent.Trim()));
        Assert.Equal(["Okta", "Okta", "Okta"], page.All(".difference del").Select(gone => gone.TextContent));
        Assert.Equal(["Keycloak", "Keycloak", "Keycloak"], page.All(".difference ins").Select(come => come.TextContent));
        Assert.DoesNotContain("Tell the caller", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_are_sent_in_one_act_and_approved_with_one_password_each_with_its_own_signature()
    {
        var bea = await Sent();
        var size = await _office.JournalSize();

        var signed = await TrySign(await bea.Get(Here), ("comment", "Tried on Monday"));

        Assert.Equal(Here + "?signed=3&left=0", signed.Location);
        Assert.Equal([RevisionState.Published, RevisionState.Published, RevisionState.Published], await States());
        Assert.Equal(size + 9, await _office.JournalSize());
        foreach (var sop in _sops)
            Assert.Equal(["ProcedureAdded", "RevisionPublished", "DraftOpened", "RevisionSentForReview", "RevisionSigned", "RevisionApproved", "RevisionPublished"], await _office.Kinds("procedure/" + sop));
        var signatures = await _office.Server.InDatabase(db => (from signature in db.RevisionSignatures.IgnoreQueryFilters() join revision in db.Revisions.IgnoreQueryFilters() on signature.RevisionId equals revision.Id select new { signature.Seal, Bound = revision.Seal, signature.Comment, signature.Capacity }).ToListAsync());
        Assert.Equal(3, signatures.Select(signature => signature.Seal).Distinct().Count());
        Assert.All(signatures, signature => Assert.Equal((signature.Bound, "Tried on Monday", "as administrator"), (signature.Seal, signature.Comment, signature.Capacity)));
        Assert.Contains("3 signed.", (await bea.Get(signed.Location!)).Text, StringComparison.Ordinal);
        Assert.Contains("Open Keycloak", (await bea.Get("/procedures/" + _sops[0])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_wrote_them_signs_none_and_reads_why()
    {
        await Sent();
        var size = await _office.JournalSize();

        var page = await Ada.Get(Here);
        var refused = await Ada.Post(Here + "/signature", [("password", TestServer.Password), .. Marks(page)]);

        Assert.Contains($"You worked on {_sops[0]} v2, so somebody else has to approve it.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Find("input[name=password]"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal(size, await _office.JournalSize());
    }

    static (string, string)[] Marks(Page page) => [.. page.All("input[name=draft]").Select(box => ("draft", box.GetAttribute("value")!))];

    [Fact]
    public async Task A_wrong_password_signs_none_of_them()
    {
        var bea = await Sent();
        var size = await _office.JournalSize();

        var refused = await (await bea.Get(Here)).Submit("form[action$='/signature']", ("password", "not mine"), ("comment", "kept"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("This is not your password", refused.Text, StringComparison.Ordinal);
        Assert.Equal("kept", refused.Find("#comment")!.TextContent);
        Assert.Equal(size, await _office.JournalSize());
    }

    [Fact]
    public async Task Of_two_approvers_at_the_same_moment_each_text_is_approved_once_and_the_second_hears_who_was_first()
    {
        var bea = await Sent();
        var cora = await _office.Join("Cora Ash", Permission.Administrator);
        var pages = new[] { await bea.Get(Here), await cora.Get(Here) };

        var answers = await Task.WhenAll(pages.Select(page => TrySign(page)));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        Assert.Matches($"(Bea Elm|Cora Ash) published {_sops[0]} v2 on 2 March 2026", answers.Single(answer => answer.Status == HttpStatusCode.Conflict).Text);
        Assert.Equal(3, await _office.Server.InDatabase(db => db.RevisionSignatures.IgnoreQueryFilters().CountAsync()));
        foreach (var sop in _sops) Assert.Single(await _office.Kinds("procedure/" + sop), kind => kind == "RevisionSigned");
    }

    [Fact]
    public async Task What_came_back_and_was_sent_again_meanwhile_is_left_out_because_nobody_saw_it()
    {
        var bea = await Sent();
        var seen = await bea.Get(Here);
        await Ada.TakeBack(_sops[1], 2, "withdrawal", "A word is missing");
        await Ada.Save(_sops[1], text => text.Replace("Block the person", "Block the person at once", StringComparison.Ordinal));
        await Ada.Send(_sops[1], 2, []);

        var signed = await TrySign(seen);

        Assert.Equal(Here + "?signed=2&left=1", signed.Location);
        Assert.Equal([RevisionState.Published, RevisionState.InReview, RevisionState.Published], await States());
        Assert.Contains("at once", (await bea.Get(Here)).Find(".difference ins")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_go_back_with_one_reason_and_the_rest_goes_on()
    {
        var bea = await Sent();
        var page = await bea.Get(Here);
        var unexplained = await page.PressButton("button[formaction$='/return']", ("draft", Marks(page)[0].Item2));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unexplained.Status);

        var returned = await page.PressButton("button[formaction$='/return']", ("draft", Marks(page)[0].Item2), ("draft", Marks(page)[2].Item2), ("reason", "The menu is called otherwise"));
        var signed = await TrySign(await bea.Get(Here));

        Assert.Equal(Here + "?returned=2&left=0", returned.Location);
        Assert.Equal(Here + "?signed=1&left=0", signed.Location);
        Assert.Equal([RevisionState.Draft, RevisionState.Published, RevisionState.Draft], await States());
        await Ada.Save(_sops[0], text => text.Replace("Tell the caller", "Tell the caller why", StringComparison.Ordinal));
        var again = await Ada.Get(Here);
        Assert.Equal([_sops[0], _sops[2]], Boxes(again, "sending"));
        Assert.Contains("1 in force", again.Text, StringComparison.Ordinal);
        Assert.Equal(Here + "?sent=2&left=0", (await again.Submit("form[action$='/sending']")).Location);
        Assert.Equal(Here + "?signed=2&left=0", (await TrySign(await bea.Get(Here))).Location);
        Assert.Contains("Tell the caller why", (await bea.Get("/procedures/" + _sops[0])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_open_objection_it_stays_out_until_somebody_looks_at_it_alone()
    {
        await Drafted();
        await _office.Join("Carl Ash");
        var carl = _office.Server.NewBrowser();
        await carl.SignIn(Office.EmailOf("Carl Ash"), TestServer.Password);
        var form = await Ada.Get(Here);
        var id = form.All("label.choice").Single(label => label.TextContent.Contains("Carl Ash", StringComparison.Ordinal)).QuerySelector("input")!.GetAttribute("value")!;
        Assert.Equal(Here + "?sent=3&left=0", (await form.Submit("form[action$='/sending']", ("reviewer", id))).Location);
        await carl.Say(_sops[2], 2, "read", "Objected", "There is no such list");
        var bea = _office.Server.NewBrowser();
        await bea.SignIn(Office.EmailOf("Bea Elm"), TestServer.Password);

        var page = await bea.Get(Here);
        var signed = await TrySign(page);

        Assert.Contains("An objection is open.", page.Text, StringComparison.Ordinal);
        Assert.Equal(Here + "?signed=2&left=0", signed.Location);
        Assert.Equal([RevisionState.Published, RevisionState.Published, RevisionState.InReview], await States());
    }

    [Fact]
    public async Task On_a_date_all_come_into_force_together()
    {
        var bea = await Sent(("effective", "2026-03-09"));
        await TrySign(await bea.Get(Here));
        Assert.Equal([RevisionState.Approved, RevisionState.Approved, RevisionState.Approved], await States());
        Assert.Contains("3 approved", (await Ada.Get(Here)).Text, StringComparison.Ordinal);

        _office.Server.Clock.AdjustTime(_office.Server.Clock.GetUtcNow().AddDays(7));
        await _office.Tick();

        Assert.Equal([RevisionState.Published, RevisionState.Published, RevisionState.Published], await States());
    }

    [Fact]
    public async Task An_administrator_puts_what_waits_for_its_date_in_force_at_once()
    {
        var bea = await Sent(("effective", "2026-03-09"));
        await TrySign(await bea.Get(Here));
        var page = await Ada.Get(Here);

        var published = await page.Submit("form[action$='/publication']", [.. Marks(page).Select(mark => (mark.Item1, (object)mark.Item2))]);

        Assert.Equal(Here + "?published=3&left=0", published.Location);
        Assert.Equal([RevisionState.Published, RevisionState.Published, RevisionState.Published], await States());
    }

    [Fact]
    public async Task A_single_administrator_publishes_them_directly_and_the_record_says_so()
    {
        Assert.Equal(Here, (await (await Ada.Get("/environment/systems/okta/change?to=Keycloak")).Submit("form#change")).Location);

        var refused = await (await Ada.Get(Here)).PressButton("button[formaction$='/publication']");
        Assert.NotNull(refused.Find("#publishing-password-error"));
        Assert.DoesNotContain(RevisionState.Published, await States());
        var published = await (await Ada.Get(Here)).PressButton("button[formaction$='/publication']", ("publishing-password", TestServer.Password));

        Assert.Equal(Here + "?published=3&left=0", published.Location);
        Assert.Contains("without the approval of a second person", (await Ada.Get(Here)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_ready_stays_a_draft_and_says_what_stands_in_the_way()
    {
        await Drafted();
        await Ada.Save(_sops[1], text => text + "3. Ask {{nobody_knows}} {#ask}\n");

        var page = await Ada.Get(Here);
        var sent = await page.Submit("form[action$='/sending']");

        Assert.Equal([_sops[0], _sops[2]], Boxes(page, "sending"));
        Assert.Contains("Say what {{nobody-knows}} stands for", page.Text, StringComparison.Ordinal);
        Assert.Equal(Here + "?sent=2&left=0", sent.Location);
        Assert.Equal([RevisionState.InReview, RevisionState.Draft, RevisionState.InReview], await States());
    }

    [Fact]
    public async Task Signing_that_fails_half_way_signs_none()
    {
        var bea = await Sent();
        var page = await bea.Get(Here);
        _office.Server.Breakage.At(Moment.AfterTheRows);

        Assert.Equal(HttpStatusCode.InternalServerError, (await TrySign(page)).Status);

        Assert.Equal([RevisionState.InReview, RevisionState.InReview, RevisionState.InReview], await States());
        Assert.Equal(Here + "?signed=3&left=0", (await TrySign(page)).Location);
    }

    [Fact]
    public async Task Whoever_may_not_read_one_of_them_finds_no_word_of_it_there_and_signs_the_others()
    {
        var hidden = await Ada.Publish("---\nclassification: secret\naudience: [Night shift]\n---\n# Open the vault\n\n## Steps\n1. Fetch the key from Okta {#key}\n");
        var gus = await _office.Join("Gus Bay");
        var member = (await Ada.Get("/settings/members")).All("a.cover").Single(link => link.TextContent.Contains("Gus Bay", StringComparison.Ordinal)).GetAttribute("href")!.Split('/')[^1];
        await Ada.Publish("# Check what was written\n\n## Steps\n1. Read it twice {#read}\n   - Role: Checker\n");
        await Ada.Post("/settings/roles", ("role", "checker"), ("to", member));
        await Ada.SetRule("", 1, "Checker");
        await Ada.SetRule("classification/secret", 1, null, "Always");
        await (await Ada.Get("/environment/systems/okta/change?to=Keycloak")).Submit("form#change");
        var sent = await (await Ada.Get(Here)).Submit("form[action$='/sending']");
        Assert.True(sent.Location == Here + "?sent=4&left=0", sent.Location + (await Ada.Get(Here)).Text);

        var page = await gus.Get(Here);
        var signed = await TrySign(page, Marks(await Ada.Get(Here)).Select(mark => (mark.Item1, (object)mark.Item2)).ToArray());

        Assert.Contains("Open the vault", (await Ada.Get(Here)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("vault", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, page.Text, StringComparison.Ordinal);
        Assert.Equal(Here + "?signed=3&left=0", signed.Location);
        Assert.DoesNotContain("RevisionSigned", await _office.Kinds("procedure/" + hidden));
    }

    [Fact]
    public async Task What_was_in_review_is_named_and_gets_its_draft_once_it_can()
    {
        var bea = await _office.Join("Bea Elm", Permission.Administrator);
        await Ada.Edit(_sops[1]);
        await Ada.Save(_sops[1], text => text + "3. Sign out {#out}\n");
        await Ada.Send(_sops[1], 2, []);
        await (await Ada.Get("/environment/systems/okta/change?to=Keycloak")).Submit("form#change");
        var waits = await Ada.Get(Here);
        Assert.Contains(_sops[1], waits.Find("[aria-labelledby=remaining]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(waits.Find("form[action$='/drafts']"));
        Assert.Null(await OnToday(Ada));
        var tooEarly = await Ada.Post(Here + "/drafts", ("sop", _sops[1]));
        Assert.Equal(HttpStatusCode.Conflict, tooEarly.Status);
        Assert.Contains($"{_sops[1]} v2 is in review", tooEarly.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get($"/procedures/{_sops[1]}/revisions/3")).Status);

        await bea.Sign(_sops[1], 2);
        if ((await Ada.Get($"/procedures/{_sops[1]}/publication")).Find("main form[method=post]") is not null) await Ada.TryPublish(_sops[1]);
        Assert.Equal("Draft what still speaks of Okta: T-1 one procedure", await OnToday(Ada));
        Assert.Equal(await OnToday(Ada), await OnToday(bea));
        Assert.Null(await OnToday(await _office.Join("Gus Bay")));
        var drafted = await (await Ada.Get(Here)).Submit("form[action$='/drafts']", ("sop", _sops[1]));

        Assert.Equal(Here, drafted.Location);
        var page = await Ada.Get(Here);
        Assert.Null(page.Find("[aria-labelledby=remaining]"));
        Assert.Null(await OnToday(Ada));
        Assert.Contains(_sops[1], Boxes(page, "sending"));
        Assert.Contains("Block the person in Keycloak", (await Ada.Get($"/procedures/{_sops[1]}/revisions/3")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post(Here + "/drafts", ("sop", _sops[1]))).Status);
    }

    static async Task<string?> OnToday(Browser browser) =>
        (await browser.Get("/")).Find($"[aria-labelledby=waits] li:has(a[href='{Here}#remaining']) > div") is { } line ? $"{line.QuerySelector("a")!.TextContent}: {line.QuerySelector("p")!.TextContent}" : null;

    [Fact]
    public async Task A_draft_that_somebody_writes_for_it_and_that_means_the_new_tool_is_named_until_it_is_in_force()
    {
        var bea = await _office.Join("Bea Elm", Permission.Administrator);
        await Ada.Edit(_sops[0]);
        await Ada.Save(_sops[0], text => text + "3. Sign out {#out}\n");
        await Ada.Send(_sops[0], 2, []);
        await (await Ada.Get("/environment/systems/okta/change?to=Keycloak")).Submit("form#change");
        await bea.Sign(_sops[0], 2);
        Assert.NotNull(await OnToday(Ada));

        await Ada.Edit(_sops[0]);

        var page = await Ada.Get(Here);
        Assert.Contains("speaks of Okta no more, and goes its own way.", page.Find("[aria-labelledby=remaining]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find($"[aria-labelledby=remaining] a[href='/procedures/{_sops[0]}/revisions/3/approval']"));
        Assert.Null(page.Find("form[action$='/drafts']"));
        Assert.Null(await OnToday(Ada));
        Assert.Contains("goes its own way", (await Ada.Post(Here + "/drafts", ("sop", _sops[0]))).Text, StringComparison.Ordinal);
        await Ada.Send(_sops[0], 3, []);
        await bea.Sign(_sops[0], 3);
        Assert.Null((await Ada.Get(Here)).Find("[aria-labelledby=remaining]"));
    }

    [Fact]
    public async Task Nobody_finds_a_change_that_never_was()
    {
        await Drafted();

        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/environment/changes/T-2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/environment/changes/T-2/sending", ("summary", "x"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/environment/changes/T-2/mine")).Status);
    }
}
