using System.Net;
using System.Net.Http.Json;
using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Publishing;
using Handrail.Core.Running;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Access;

/// <summary>Every cell of the page that says who can do what, held against the door it speaks of, tried by that person.</summary>
public sealed class AccessMatrixTests(AccessMatrixTests.Practice practice) : IClassFixture<AccessMatrixTests.Practice>
{
    /// <summary>Emil signs as Security lead, and Fay in his place; Dora owns what names the practice manager, which she alone wrote in one case. The procedures are in every state that matters here.</summary>
    public sealed class Practice : IAsyncLifetime
    {
        /// <summary>Fay runs and writes; Dora, who owns it, writes; of a draft that was never in force Carl does, who began it.</summary>
        const string ForFew = "---\nowner: Practice manager\nrunners: [Fay Oak]\nwriters: [Fay Oak]\n---\n";

        const string Owned = "---\nowner: Practice manager\n---\n", Secret = "---\nowner: Practice manager\nclassification: secret\naudience: [Fay Oak]\n---\n";

        public Firm Firm { get; } = new();
        public Dictionary<string, string> Procedures { get; } = [];
        public IReadOnlyList<(string Name, Browser Browser)> People => [("Ada Pine", Firm.Ada), ("Bea Elm", Firm.Bea), ("Carl Ash", Firm.Carl), ("Dora Yew", Firm.Dora), ("Emil Fir", Firm.Emil), ("Fay Oak", Firm.Fay), ("Ida Fern", Firm.Ida)];

        public async ValueTask InitializeAsync()
        {
            await Firm.InitializeAsync();
            await Firm.Office.Server.GiveRole("Emil Fir", "Security lead");
            await Firm.Office.Server.GiveRole("Dora Yew", "Practice manager");
            var page = await Firm.Emil.Get("/settings/deputy");
            var fay = page.All("select[name=deputy] option").Single(option => option.TextContent.Contains("Fay Oak", StringComparison.Ordinal)).GetAttribute("value")!;
            Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("main form[method=post]", ("deputy", fay))).Status);
            await Firm.Ada.SetRule("", 1, "Security lead");

            Procedures["draft"] = await Write(Firm.Carl, "Only a draft", Owned);
            Procedures["draft of the administrator"] = await Write(Firm.Ada, "Written by Ada", Owned);
            Procedures["in review"] = await InReview(Firm.Carl, "In review", Owned);
            Procedures["in review, written by the deputy"] = await InReview(Firm.Fay, "Written by Fay", Owned);
            Procedures["in force"] = await InForce(Firm.Carl, "In force", Owned);
            Procedures["in force, written by its owner"] = await InForce(Firm.Dora, "Written by Dora", Owned);
            Procedures["in force and secret"] = await InForce(Firm.Carl, "In force and secret", Secret);
            Procedures["in force beside a draft"] = await InForce(Firm.Carl, "Beside a draft", Owned);
            await Firm.Fay.Edit(Procedures["in force beside a draft"]);
            await Firm.Fay.Save(Procedures["in force beside a draft"], typed => typed + "2. Go {#go}\n");
            Procedures["in force beside a secret draft"] = await InForce(Firm.Carl, "Beside a secret", Owned);
            await Firm.Carl.Edit(Procedures["in force beside a secret draft"]);
            await Firm.Carl.Save(Procedures["in force beside a secret draft"], typed => typed.Replace("owner: Practice manager", "owner: Practice manager\nclassification: secret", StringComparison.Ordinal));
            Procedures["draft for few"] = await Write(Firm.Carl, "Draft for few", ForFew);
            Procedures["in force for few"] = await InForce(Firm.Carl, "In force for few", ForFew);
            Procedures["in force for few, beside a draft for all"] = await InForce(Firm.Carl, "For few beside a draft", ForFew);
            await Firm.Fay.Edit(Procedures["in force for few, beside a draft for all"]);
            await Firm.Fay.Save(Procedures["in force for few, beside a draft for all"], typed => typed.Replace("runners: [Fay Oak]\nwriters: [Fay Oak]\n", "", StringComparison.Ordinal));
        }

        public ValueTask DisposeAsync() => Firm.DisposeAsync();

        static Task<string> Write(Browser author, string title, string header) => author.Add($"{header}# {title}\n\n## Steps\n1. Lock the front door {{#front}}\n", title.ToLowerInvariant().Replace(' ', '-') + ".md");

        static async Task<string> InReview(Browser author, string title, string header)
        {
            var sop = await Write(author, title, header);
            await author.Send(sop, 1, []);
            return sop;
        }

        async Task<string> InForce(Browser author, string title, string header)
        {
            var sop = await InReview(author, title, header);
            await Firm.Emil.Sign(sop, 1);
            return sop;
        }
    }

    public static TheoryData<string> Cases => ["draft", "draft of the administrator", "in review", "in review, written by the deputy", "in force", "in force, written by its owner", "in force and secret", "in force beside a draft", "in force beside a secret draft", "draft for few", "in force for few", "in force for few, beside a draft for all"];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_the_matrix_says_of_somebody_is_what_the_door_answers_them(string procedure)
    {
        var sop = practice.Procedures[procedure];
        var page = await practice.Firm.Ada.Get($"/procedures/{sop}/access");
        string[] columns = [.. page.All("#access thead th").Skip(1).Select(cell => cell.TextContent)];
        Assert.Equal(["Read", "Run", "Write", "Walk through", "Review", "Approve"], columns);
        List<string> said = [], answered = [];
        foreach (var (name, browser) in practice.People)
        {
            var row = page.All("#access tbody tr").Single(row => row.QuerySelector("th")!.TextContent == name);
            var id = row.QuerySelector("th a")!.GetAttribute("href")!.Split("member=")[^1];
            foreach (var (column, cell) in columns.Zip(row.QuerySelectorAll("td .badge")))
            {
                if (await Door(column, id, browser, sop) is not { } opened) continue;
                said.Add($"{name}, {column}: {cell.TextContent == "yes"}");
                answered.Add($"{name}, {column}: {opened}");
            }
        }
        Assert.Equal(answered, said);
    }

    /// <returns>Null where the door cannot be tried as the procedure stands: nobody is asked to walk through, and nobody signs, what is in force.</returns>
    async Task<bool?> Door(string column, string member, Browser browser, string sop)
    {
        var (state, number) = await Latest(sop);
        return column switch
        {
            "Read" => (await browser.Get($"/procedures/{sop}")).Status == HttpStatusCode.OK,
            "Run" => (await browser.Post($"/procedures/{sop}/runs", ("kind", "Drill"))).Status == HttpStatusCode.SeeOther,
            // A text that nobody began with is refused as not the one that is there, and in another way to whoever may not write at all.
            "Write" => (await browser.Post($"/procedures/{sop}/draft", ("text", "# Other\n"), ("basedOn", ""))).Status == HttpStatusCode.Conflict,
            "Walk through" => state == RevisionState.Draft ? await IsAsked(member, sop, number) : null,
            "Review" => (await browser.Get($"/procedures/{sop}/review")).Find("input[name=verdict]") is not null,
            _ => state == RevisionState.InReview ? (await browser.Get($"/procedures/{sop}/revisions/{number}/signature")).Status == HttpStatusCode.OK : null,
        };
    }

    /// <summary>Asks for real; the draft is taken back then.</summary>
    async Task<bool> IsAsked(string member, string sop, int number)
    {
        var asked = (await practice.Firm.Ada.Post($"/procedures/{sop}/revisions/{number}/sending", ("summary", "As it is done now"), ("weight", "Material"), ("reviewer", member))).Status == HttpStatusCode.SeeOther;
        if (asked) await practice.Firm.Ada.TakeBack(sop, number, "withdrawal");
        return asked;
    }

    Task<(RevisionState State, int Number)> Latest(string sop) => practice.Firm.Office.Server.InDatabase(async db =>
    {
        Assert.True(Labels.TryReadSop(sop, out var number));
        var latest = await (from of in db.Sops.IgnoreQueryFilters() join row in db.Revisions.IgnoreQueryFilters() on of.LatestId equals row.Id where of.Number == number.Number select new { row.State, row.Number }).SingleAsync();
        return (latest.State, latest.Number);
    });

    [Fact]
    public async Task Whoever_is_alone_may_approve_what_they_wrote_and_the_matrix_says_in_which_capacity()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var sop = await office.Ada.Draft("Alone");
        await office.Ada.Send(sop, 1, []);

        var cell = (await office.Ada.Get($"/procedures/{sop}/access")).Find("#access tbody td:last-child")!.TextContent.Trim();

        Assert.Equal("yes as the only member of the organization, who also wrote it", cell);
        Assert.Equal(HttpStatusCode.OK, (await office.Ada.Get($"/procedures/{sop}/revisions/1/signature")).Status);
    }

    [Fact]
    public async Task A_deputy_is_said_to_sign_in_whose_place()
    {
        var page = await practice.Firm.Ada.Get($"/procedures/{practice.Procedures["in review"]}/access");

        string Approve(string name) => page.All("#access tbody tr").Single(row => row.QuerySelector("th")!.TextContent == name).QuerySelector("td:last-child")!.TextContent.Trim();
        Assert.Equal("yes as Security lead, standing in for Emil Fir", Approve("Fay Oak"));
        Assert.Equal("yes as Security lead", Approve("Emil Fir"));
        Assert.Equal("no worked on the draft", Approve("Carl Ash"));
        Assert.Equal("no asks for one holder of Security lead", Approve("Ada Pine"));
    }

    [Fact]
    public async Task Who_runs_and_who_writes_is_said_by_name_and_on_what_ground()
    {
        var page = await practice.Firm.Ada.Get($"/procedures/{practice.Procedures["in force for few"]}/access");

        string[] RunAndWrite(string name) => [.. page.All("#access tbody tr").Single(row => row.QuerySelector("th")!.TextContent == name).QuerySelectorAll("td").Skip(1).Take(2).Select(cell => cell.TextContent.Trim())];
        Assert.Equal(["yes named in it", "yes named in it"], RunAndWrite("Fay Oak"));
        Assert.Equal(["no only Fay Oak and administrators", "yes owner (role Practice manager)"], RunAndWrite("Dora Yew"));
        Assert.Equal(["no only Fay Oak and administrators", "no only Fay Oak, Practice manager and administrators"], RunAndWrite("Carl Ash"));
        Assert.Equal(["yes administrator", "yes administrator"], RunAndWrite("Ada Pine"));
        Assert.Contains("Run by Fay Oak and administrators.", page.Find("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_run_it_or_write_in_it_is_shown_no_button_and_told_who_may()
    {
        var sop = practice.Procedures["in force for few"];
        var (carl, fay) = (await practice.Firm.Carl.Get($"/procedures/{sop}"), await practice.Firm.Fay.Get($"/procedures/{sop}"));

        Assert.Equal((null, null), (carl.Find("a[href$='/runs/new']"), carl.Find("form[action$='/draft']")));
        Assert.Contains("Run by Fay Oak and administrators.", carl.Find(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Changed by Fay Oak, Practice manager and administrators.", carl.Find("aside")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(fay.Find("a[href$='/runs/new']"));
        Assert.NotNull(fay.Find("form[action$='/draft']"));
        Assert.Null((await practice.Firm.Carl.Get($"/procedures/{sop}/history")).Find("form[action$='/draft']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await practice.Firm.Carl.Get($"/procedures/{sop}/runs/new")).Status);
    }

    [Fact]
    public async Task A_step_that_starts_what_somebody_may_not_run_is_started_in_the_same_run_by_somebody_who_may()
    {
        var (firm, sop) = (practice.Firm, practice.Procedures["in force for few"]);
        var parent = await firm.Carl.Add($"# Close\n\n## Steps\n1. Lock {{#lock}}\n   - Run: [it]({sop})\n2. Go {{#go}}\n", "close.md");
        await firm.Carl.Send(parent, 1, []);
        await firm.Emil.Sign(parent, 1);
        var run = (await firm.Carl.Post($"/procedures/{parent}/runs", ("kind", "Live"))).Location!;

        Assert.Null((await firm.Carl.Get(run)).Find("form[action$='/child-run']"));
        Assert.Contains($"{sop} is run by Fay Oak and administrators", (await firm.Carl.Get(run)).Find("main")!.TextContent, StringComparison.Ordinal);
        var refused = await firm.Carl.Post(run + "/steps/lock/child-run");

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("skip this step with a reason", refused.Find("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await firm.Fay.Post(run + "/steps/lock/child-run")).Status);
    }

    [Fact]
    public async Task A_program_may_no_more_than_whoever_gave_it_its_token()
    {
        var sop = practice.Procedures["in force for few"];
        var token = (await (await practice.Firm.Carl.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "night"))).Find(".notice.ok code")!.TextContent;
        using var http = practice.Firm.Office.Server.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var sha256 = (await http.GetFromJsonAsync<ProcedureDetail>($"/api/procedures/{sop}"))!.Sha256;
        var began = Instant.Now(practice.Firm.Office.Server.Clock);
        byte[] record = [.. RecordFile.WriteHeader(new(RecordFile.Format, "few.md", sha256)), .. RecordFile.WriteAct([new(began, "Carl Ash", new RunStarted("In force for few", RunKind.Live, "few.md", null, sha256))])];
        using var form = new MultipartFormDataContent { { new ByteArrayContent(record), "record", "few.run.jsonl" } };

        using var run = await http.PostAsJsonAsync("/api/runs", new { procedure = sop, kind = "Live" });
        using var draft = await http.PutAsJsonAsync($"/api/procedures/{sop}/draft", new { text = "# Other\n", basedOn = sha256 });
        using var taken = await http.PostAsync("/api/runs/records", form);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], new[] { run.StatusCode, draft.StatusCode, taken.StatusCode });
        Assert.Contains("is run by Fay Oak and administrators", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
