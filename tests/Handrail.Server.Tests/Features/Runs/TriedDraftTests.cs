using System.Net;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Runs;

/// <summary>A draft is tried as a drill before anybody approves it.</summary>
public sealed class TriedDraftTests(Firm firm) : IClassFixture<Firm>
{
    internal const string Steps = "1. Lock {#lock}\n   - Verify: the bolt is out\n2. Go {#go}\n";

    Office Office => firm.Office;
    Browser Ada => firm.Ada;

    /// <summary>Starts a drill from the button beside the draft.</summary>
    async Task<string> Try(Browser who, string sop)
    {
        var start = await who.Get((await who.Get($"/procedures/{sop}/revisions/1/approval")).Find("a[href$='draft=true']")!.GetAttribute("href")!);
        var started = await start.Submit($"form[action='/procedures/{sop}/runs']");
        Assert.True(started.Status == HttpStatusCode.SeeOther, started.Text);
        return started.Location!["/runs/".Length..];
    }

    [Fact]
    public async Task It_is_run_like_any_other_and_says_everywhere_that_it_is_a_drill_of_a_draft()
    {
        var sop = await Ada.Draft("Try it out", Steps);

        var run = await Try(firm.Carl, sop);
        await firm.Carl.Complete(run, "lock", ("confirmed", "yes"));
        await firm.Carl.Complete(run, "go");
        await firm.Carl.ActOn(run, "finish");

        Assert.Contains("Drill of a draft", (await Ada.Get($"/runs/{run}")).Find(".page-head .badge")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("started the drill of a draft “Try it out” of " + sop + " v1 draft", (await Ada.Get("/journal")).Text, StringComparison.Ordinal);
        var listed = (await Ada.Get($"/procedures/{sop}/revisions/1/approval")).Find("#drills + ul li")!;
        Assert.Contains(run, listed.TextContent, StringComparison.Ordinal);
        Assert.Contains("as written", listed.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_goes_on_writing_does_not_change_the_words_under_the_feet_of_whoever_tries_them()
    {
        var sop = await Ada.Draft("Keep the words", Steps);
        var run = await Try(firm.Carl, sop);

        await Ada.Save(sop, text => text.Replace("1. Lock {#lock}\n   - Verify: the bolt is out\n2. Go {#go}", "1. Ring {#ring}\n2. Leave {#leave}", StringComparison.Ordinal));

        Assert.Equal("Lock", (await firm.Carl.See(run)).Find("#now > h1")!.TextContent.Trim());
        await firm.Carl.Complete(run, "lock", ("confirmed", "yes"));
        await firm.Carl.Complete(run, "go");
        await firm.Carl.ActOn(run, "finish");
        Assert.Contains("Lock", (await Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
        Assert.Contains("with an earlier text", (await Ada.Get($"/procedures/{sop}/revisions/1/approval")).Find("#drills + ul")!.TextContent, StringComparison.Ordinal);
        using var pack = new MemoryStream(await Ada.Http.GetByteArrayAsync($"/runs/{run}/pack"));
        var report = Handrail.Core.Journal.Packs.EvidencePackVerifier.Verify(pack);
        Assert.True(report.Holds, string.Join('\n', report.Findings));
    }

    [Fact]
    public async Task It_does_not_count_as_the_procedure_having_been_run()
    {
        var sop = await Ada.Draft("Count nothing", Steps);

        await Try(firm.Carl, sop);

        Assert.Null(await Office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().Where(row => row.Title == "Count nothing").Select(row => row.LastRunAt).SingleAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Whoever_only_reads_is_not_offered_to_try_it()
    {
        var sop = await Ada.Draft("Read only", Steps);

        Assert.Null((await firm.Ida.Get($"/procedures/{sop}/revisions/1/approval")).Find("a[href$='draft=true']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Ida.Post($"/procedures/{sop}/runs", ("kind", "Trial"))).Status);
    }
}

/// <summary>The same beside what is in force.</summary>
public sealed class TriedBesideWhatIsInForceTests(Office office) : IClassFixture<Office>
{
    const string Steps = TriedDraftTests.Steps;

    Browser Ada => office.Ada;

    [Fact]
    public async Task Where_nobody_works_on_another_version_there_is_nothing_to_try()
    {
        var sop = await Ada.Publish("# Try nothing\n\n## Steps\n" + Steps, "try-nothing.md");

        var refused = await Ada.Post($"/procedures/{sop}/runs", ("kind", "Trial"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("there is no draft to try", refused.Text, StringComparison.Ordinal);
        Assert.Null((await Ada.Get($"/procedures/{sop}")).Find("a[href$='draft=true']"));
    }

    [Fact]
    public async Task What_is_in_force_is_run_live_while_its_next_draft_is_tried()
    {
        var sop = await Ada.Publish("# Both ways\n\n## Steps\n" + Steps, "both-ways.md");
        await Ada.Edit(sop);
        await Ada.Save(sop, text => text.Replace("1. Lock {#lock}\n   - Verify: the bolt is out", "1. Ring {#ring}", StringComparison.Ordinal));

        var live = await Ada.Start(sop);
        var started = await (await Ada.Get($"/procedures/{sop}/runs/new?draft=true")).Submit($"form[action='/procedures/{sop}/runs']");

        Assert.Equal("Lock", (await Ada.See(live)).Find("#now > h1")!.TextContent.Trim());
        var tried = await Ada.Get(started.Location!);
        Assert.Equal("Ring", tried.Find("#now > h1")!.TextContent.Trim());
        Assert.Null(tried.Find(".newer"));
    }
}
