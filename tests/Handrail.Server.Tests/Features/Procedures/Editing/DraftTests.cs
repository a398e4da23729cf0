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

    [Fact]
    public async Task Two_who_save_at_once_lose_nothing_the_second_sees_both_texts()
    {
        var sop = await Carl.Draft("Feed the cat");
        var pages = await Task.WhenAll(Carl.Get($"/procedures/{sop}/draft"), Dora.Get($"/procedures/{sop}/draft"));
        Assert.Equal(HttpStatusCode.SeeOther, (await pages[0].Submit("form[action$='/draft']", ("text", pages[0].Find("#text")!.TextContent + "3. Carl was here\n"))).Status);

        var refused = await pages[1].Submit("form[action$='/draft']", ("text", pages[1].Find("#text")!.TextContent + "3. Dora was here\n"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Carl Ash changed", refused.Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Dora was here", refused.Find("#text")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Carl was here", refused.Find("#theirs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Dora"], refused.All(".compared ins").Select(part => part.TextContent.Trim()));
        Assert.Equal(["Carl"], refused.All(".compared del").Select(part => part.TextContent.Trim()));
        Assert.DoesNotContain("Dora", await Stored(sop, 1), StringComparison.Ordinal);

        // She puts both in, and saves again from the same page.
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Submit("form[action$='/draft']", ("text", refused.Find("#text")!.TextContent + "4. Carl was here\n"))).Status);
        var both = await Stored(sop, 1);
        Assert.Contains("Dora was here", both, StringComparison.Ordinal);
        Assert.Contains("Carl was here", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_save_at_the_same_moment_one_is_first()
    {
        var sop = await Carl.Draft("Water the plants");
        var pages = await Task.WhenAll(new[] { Carl, Dora, firm.Emil, firm.Ada }.Select(member => member.Get($"/procedures/{sop}/draft")));

        var answers = await Task.WhenAll(pages.Select((page, at) => page.Submit("form[action$='/draft']", ("text", page.Find("#text")!.TextContent + $"3. Number {at}\n"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.SeeOther);
        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Equal(["ProcedureAdded", "DraftSaved"], await firm.Kinds(sop));
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
