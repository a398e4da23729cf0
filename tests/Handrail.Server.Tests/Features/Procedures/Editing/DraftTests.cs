using System.Net;
using System.Text;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Editing;

public sealed class DraftTests(Firm firm) : IClassFixture<Firm>
{
    static readonly byte[] Png = Doing.Png(7);

    Browser Carl => firm.Carl;
    Browser Dora => firm.Dora;

    async Task<string> Stored(string sop, int number) => Encoding.UTF8.GetString(await (await Carl.Http.GetAsync($"/procedures/{sop}/revisions/{number}.md")).Content.ReadAsByteArrayAsync());

    async Task<string> InForce(string title)
    {
        var sop = await Carl.Draft(title);
        await Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        return sop;
    }

    [Fact]
    public async Task A_draft_is_written_in_a_form_and_what_is_not_touched_stays_byte_for_byte()
    {
        const string text = "\n# Mixed ends\r\n\r\n## Steps\n1. Lock — the über-old door {#front}\r\n2. Go\n";
        var sop = await Carl.Add(text, "mixed.md");

        await Carl.Save(sop, typed => typed.Replace("2. Go", "2. Go home", StringComparison.Ordinal));

        Assert.Equal(text.Replace("2. Go", "2. Go home", StringComparison.Ordinal), await Stored(sop, 1));
        Assert.Equal(["ProcedureAdded", "DraftSaved"], await firm.Kinds(sop));
        Assert.Equal(HttpStatusCode.SeeOther, (await Carl.TrySave(sop, typed => typed)).Status);
        Assert.Equal(["ProcedureAdded", "DraftSaved"], await firm.Kinds(sop));
    }

    static string Typed(Page page) => page.Find("#text")!.TextContent;

    static Task<Page> Save(Page page, string text) => page.Submit("form[action$='/draft']", ("text", text));

    [Fact]
    public async Task Two_who_write_in_different_steps_are_both_kept()
    {
        var sop = await Carl.Draft("Feed the cat");
        var pages = await Task.WhenAll(Carl.Get($"/procedures/{sop}/draft"), Dora.Get($"/procedures/{sop}/draft"));

        Assert.Equal(HttpStatusCode.SeeOther, (await Save(pages[0], Typed(pages[0]).Replace("front door", "cellar door", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Save(pages[1], Typed(pages[1]).Replace("back door", "side door", StringComparison.Ordinal))).Status);
        // The answer did not arrive, and it is sent again.
        Assert.Equal(HttpStatusCode.SeeOther, (await Save(pages[0], Typed(pages[0]).Replace("front door", "cellar door", StringComparison.Ordinal))).Status);

        var stored = await Stored(sop, 1);
        Assert.Contains("cellar door", stored, StringComparison.Ordinal);
        Assert.Contains("side door", stored, StringComparison.Ordinal);
        Assert.Equal(["ProcedureAdded", "DraftSaved", "DraftSaved"], await firm.Kinds(sop));
        Assert.Contains("Dora Yew", (await Carl.Get($"/procedures/{sop}")).Find(".page-head, aside")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_write_otherwise_in_one_step_lose_nothing_the_second_sees_both_and_what_only_one_wrote_is_put_together()
    {
        var sop = await Carl.Draft("Feed the dog");
        var pages = await Task.WhenAll(Carl.Get($"/procedures/{sop}/draft"), Dora.Get($"/procedures/{sop}/draft"));
        await Save(pages[0], Typed(pages[0]).Replace("front door", "cellar door", StringComparison.Ordinal).Replace("back door", "barn door", StringComparison.Ordinal));

        var refused = await Save(pages[1], Typed(pages[1]).Replace("front door", "garden door", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Carl Ash changed", refused.Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("garden door", Typed(refused), StringComparison.Ordinal);
        Assert.Contains("barn door", Typed(refused), StringComparison.Ordinal);
        Assert.StartsWith("Step 1: ", Assert.Single(refused.All("#dispute h3")).TextContent, StringComparison.Ordinal);
        Assert.Equal(["garden"], refused.All(".compared ins").Select(part => part.TextContent.Trim()));
        Assert.Equal(["cellar"], refused.All(".compared del").Select(part => part.TextContent.Trim()));
        Assert.DoesNotContain("garden", await Stored(sop, 1), StringComparison.Ordinal);

        // She decides, and saves again from the same page.
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Submit("form[action$='/draft']")).Status);
        var both = await Stored(sop, 1);
        Assert.Contains("garden door", both, StringComparison.Ordinal);
        Assert.Contains("barn door", both, StringComparison.Ordinal);
        Assert.DoesNotContain("cellar", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_save_at_the_same_moment_each_is_kept()
    {
        var sop = await Carl.Draft("Water the plants");
        var pages = await Task.WhenAll(new[] { Carl, Dora, firm.Emil, firm.Ada }.Select(member => member.Get($"/procedures/{sop}/draft")));

        var answers = await Task.WhenAll(pages.Select((page, at) => Save(page, Typed(page) + $"3. Number {at} {{#number-{at}}}\n")));

        // Who was refused because others were writing at that moment sends it again.
        for (var at = 0; at < answers.Length; at++)
            if (answers[at].Status == HttpStatusCode.Conflict) answers[at] = await answers[at].Submit("form[action$='/draft']");
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        var stored = await Stored(sop, 1);
        Assert.All(Enumerable.Range(0, 4), at => Assert.Contains($"Number {at} ", stored, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_script_gets_what_it_does_not_have_and_nothing_else()
    {
        var sop = await Carl.Draft("Feed the fish");
        var page = await Carl.Get($"/procedures/{sop}/draft");
        var (began, basedOn) = (Typed(page), page.Find("#source [name=basedOn]")!.GetAttribute("value")!);
        Task<Page> Send(string text, string based, string? @base = null) => Carl.Post($"/procedures/{sop}/draft",
            [("parts", "saved"), ("text", text), ("basedOn", based), .. @base is null ? (IEnumerable<(string, string)>)[] : [("base", @base)]]);

        var saved = await Send(began + "\n3. Mine {#mine}\n", basedOn);
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Null(saved.Find("h1"));
        Assert.Null(saved.Find("#stands"));
        Assert.NotNull(saved.Find("#margin"));
        await Dora.Save(sop, typed => typed.Replace("back door", "side door", StringComparison.Ordinal));

        var asked = await Send(began + "\n3. Mine again {#mine}\n", saved.Find("#parts")!.GetAttribute("data-sha")!);
        Assert.Equal((HttpStatusCode.Conflict, "yes"), (asked.Status, asked.Find("#parts")!.GetAttribute("data-wants-base")));
        var merged = await Send(began + "\n3. Mine again {#mine}\n", saved.Find("#parts")!.GetAttribute("data-sha")!, began + "\n3. Mine {#mine}\n");

        Assert.Equal(HttpStatusCode.OK, merged.Status);
        Assert.Equal(await Stored(sop, 1), merged.Find("#stands")!.TextContent);
        Assert.Contains("side door", merged.Find("#stands")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Mine again", merged.Find("#stands")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(await Stored(sop, 1), (await Carl.Get($"/procedures/{sop}/draft?parts=all")).Find("#stands")!.TextContent);
    }

    [Fact]
    public async Task What_is_in_force_is_edited_as_the_next_draft_beside_it()
    {
        var sop = await InForce("Sweep the yard");
        await Dora.Edit(sop);
        await Dora.Save(sop, typed => typed.Replace("back door", "side door", StringComparison.Ordinal));

        Assert.Contains("back door", (await Carl.Get($"/procedures/{sop}")).Find("article")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("side door", (await Carl.Get($"/procedures/{sop}/revisions/2")).Find("article")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/procedures/{sop}/revisions/2", (await Carl.Get($"/procedures/{sop}")).All("aside a").Single(link => link.TextContent == "v2").GetAttribute("href"));
        Assert.Equal(["DraftOpened", "DraftSaved"], (await firm.Kinds(sop))[^2..]);
    }

    [Fact]
    public async Task There_is_one_draft_at_a_time_and_two_who_begin_it_at_once_share_it()
    {
        var sop = await InForce("Oil the hinges");
        var pages = await Task.WhenAll(Carl.Get($"/procedures/{sop}"), Dora.Get($"/procedures/{sop}"));

        var answers = await Task.WhenAll(pages.Select(page => page.Submit("aside form[action$='/draft']")));

        Assert.All(answers, answer => Assert.Equal($"/procedures/{sop}/draft/steps", answer.Location));
        Assert.Single(await firm.Kinds(sop), "DraftOpened");
    }

    [Fact]
    public async Task A_finding_is_mended_with_one_press_and_nothing_typed_is_lost()
    {
        var sop = await Carl.Draft("Mend the fence");
        var page = await Carl.Get($"/procedures/{sop}/draft");
        Assert.Contains(page.All(".lint button"), button => button.GetAttribute("value") == "review-missing@0");

        var mended = await page.Submit("form[action$='/draft']", ("text", page.Find("#text")!.TextContent + "3. Typed meanwhile {#typed}\n"), ("fix", "review-missing@0"));

        Assert.Equal(HttpStatusCode.SeeOther, mended.Status);
        var stored = await Stored(sop, 1);
        Assert.Contains("review: 12 months", stored, StringComparison.Ordinal);
        Assert.Contains("Typed meanwhile", stored, StringComparison.Ordinal);
        Assert.DoesNotContain((await Carl.Get($"/procedures/{sop}/draft")).All(".lint button"), button => button.GetAttribute("value")!.StartsWith("review-missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pictures_come_with_the_text_and_go_on_into_the_next_version()
    {
        var sop = await Carl.Draft("Hang the picture");
        var saved = await Carl.TrySave(sop, typed => typed + "\n![The hook](hook.png)\n", ("pictures", new Upload("hook.png", Png)));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal(Png, await (await Carl.Http.GetAsync($"/procedures/{sop}/revisions/1/images/hook.png")).Content.ReadAsByteArrayAsync());
        await Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        await Dora.Edit(sop);

        Assert.Equal(HttpStatusCode.OK, (await Carl.Get($"/procedures/{sop}/revisions/2/images/hook.png")).Status);
        var refused = await Dora.TrySave(sop, typed => typed + "More.\n", ("pictures", Doing.File("evil.svg", "<svg/>")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("More.", refused.Find("#text")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("half \uFFFD pair", HttpStatusCode.SeeOther)]
    [InlineData("a\0b", HttpStatusCode.UnprocessableEntity)]
    public async Task A_text_that_cannot_be_kept_is_refused_with_the_text(string more, HttpStatusCode status)
    {
        var sop = await Carl.Draft("Type " + status);

        Assert.Equal(status, (await Carl.TrySave(sop, typed => typed + more)).Status);
    }

    [Fact]
    public async Task The_form_of_what_is_no_draft_leads_to_where_it_stands()
    {
        var sop = await InForce("Close the gate");
        Assert.Equal($"/procedures/{sop}", (await Carl.Get($"/procedures/{sop}/draft")).Location);
        await Carl.Edit(sop);
        await Carl.Save(sop, typed => typed + "3. Go {#go}\n");
        await Carl.Send(sop, 2, []);
        Assert.Equal($"/procedures/{sop}/revisions/2/approval", (await Carl.Get($"/procedures/{sop}/draft")).Location);
        Assert.Equal(HttpStatusCode.Conflict, (await Carl.Post($"/procedures/{sop}/draft", ("text", "x"), ("basedOn", ""))).Status);
    }

    [Fact]
    public async Task A_program_saves_with_the_hash_it_began_with()
    {
        var sop = await firm.Ada.Draft("Save by program");
        var token = (await (await firm.Ada.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "Drafts"))).Find(".notice.ok code")!.TextContent;
        var sha = await firm.Office.Server.InDatabase(db => db.Revisions.IgnoreQueryFilters().Where(row => row.Title == "Save by program").Select(row => row.Sha256).SingleAsync());

        async Task<HttpStatusCode> Put(string basedOn) => (await firm.Office.Server.NewBrowser().Send(new HttpRequestMessage(HttpMethod.Put, $"/api/procedures/{sop}/draft")
        {
            Headers = { { "Authorization", "Bearer " + token } },
            Content = System.Net.Http.Json.JsonContent.Create(new { text = Writing.Doors, basedOn }),
        })).Status;

        Assert.Equal(HttpStatusCode.OK, await Put(sha));
        Assert.Equal(HttpStatusCode.Conflict, await Put(sha));
        Assert.Equal(Writing.Doors, await Stored(sop, 1));
    }
}
