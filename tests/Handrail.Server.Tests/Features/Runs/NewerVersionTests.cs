using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Runs;

public sealed class NewerVersionTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    /// <summary>A run of v1, after which v2 came into force.</summary>
    async Task<(string Sop, string Run)> Outdated(string title, Browser? by = null, string header = "")
    {
        var sop = await Ada.Publish($"# {title}\n\n## Before you start\n- Record: Building (text, required)\n\n## Steps\n1. Lock {{#lock}}\n2. Go {{#go}}\n", title + ".md");
        var run = await (by ?? Ada).Start(sop, ("f-building", "The annex"));
        await (by ?? Ada).Complete(run, "lock");
        await Ada.Edit(sop);
        await Ada.Save(sop, typed => header + typed.Replace("2. Go {#go}", "2. Look back {#look}\n3. Go {#go}", StringComparison.Ordinal));
        await Ada.TryPublish(sop, ("summary", "Look back first"));
        return (sop, run);
    }

    [Fact]
    public async Task A_run_keeps_its_version_says_that_there_is_a_newer_one_and_goes_on()
    {
        var (_, run) = await Outdated("Go on");

        var page = await Ada.See(run);

        Assert.Contains("keeps v1", page.Find(".newer")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Go", page.Find("#now > h1")!.TextContent.Trim());
        await Ada.Complete(run, "go");
        await Ada.ActOn(run, "finish");
        Assert.Null((await Ada.See(run)).Find(".newer"));
    }

    [Fact]
    public async Task It_is_begun_anew_with_what_was_recorded_and_the_old_one_says_which_goes_on()
    {
        var (sop, run) = await Outdated("Begin anew");
        var page = await Ada.Get((await Ada.See(run)).Find(".newer a[href*='instead']")!.GetAttribute("href")!);
        Assert.Equal("The annex", page.Find("#f-building")!.GetAttribute("value"));

        var started = await page.Submit($"form[action='/procedures/{sop}/runs']");

        var anew = started.Location!["/runs/".Length..];
        Assert.Equal(["RunStarted", "FieldsRecorded", "StepCompleted", "RunAbandoned"], await office.Kinds("run/" + run));
        Assert.Contains($"Begun anew as {anew}", (await Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
        Assert.Equal("Lock", (await Ada.See(anew)).Find("#now > h1")!.TextContent.Trim());
        Assert.Null((await Ada.See(anew)).Find(".newer"));
        Assert.Equal(HttpStatusCode.Conflict, (await page.Submit($"form[action='/procedures/{sop}/runs']")).Status);
    }

    [Fact]
    public async Task Whoever_may_not_run_the_newer_version_goes_on_reads_who_may_and_comes_back_from_its_door()
    {
        var carl = await office.Join("Carl Ash");
        var (sop, run) = await Outdated("For Ada alone", carl, "---\nrunners: [Ada Pine]\n---\n");

        var newer = (await carl.See(run)).Find(".newer")!;

        Assert.Contains($"{sop} is run by Ada Pine", newer.TextContent, StringComparison.Ordinal);
        Assert.Null(newer.QuerySelector("a[href*='instead']"));
        var refused = await carl.Get($"/procedures/{sop}/runs/new?instead={run}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal($"Back to {sop}", refused.Find($"main .actions a[href='/procedures/{sop}']")!.TextContent);
        await carl.Complete(run, "go");
    }

    [Fact]
    public async Task A_run_of_something_else_or_of_what_is_in_force_is_not_begun_anew()
    {
        var (sop, run) = await Outdated("Mixed up");
        var other = await Ada.Publish("# Other\n\n## Steps\n1. Look {#look}\n2. Go {#go}\n", "mixed-other.md");
        var current = await Ada.Start(other);

        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post($"/procedures/{other}/runs", ("instead", run), ("kind", "Live"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post($"/procedures/{other}/runs", ("instead", current), ("kind", "Live"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post($"/procedures/{sop}/runs", ("instead", "R-9999"), ("kind", "Live"))).Status);
        Assert.Equal(["RunStarted", "FieldsRecorded", "StepCompleted"], await office.Kinds("run/" + run));
    }
}
