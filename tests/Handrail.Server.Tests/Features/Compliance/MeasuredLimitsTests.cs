using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Running;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Features.Reviews;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Compliance;

/// <summary>What a policy promises in hours and months is read off the runs, and nowhere else.</summary>
public sealed class MeasuredLimitsTests : IAsyncLifetime
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Office _office = new();
    readonly Measuring _firm;

    public MeasuredLimitsTests() => _firm = new(_office);

    public ValueTask InitializeAsync() => _office.InitializeAsync();
    public ValueTask DisposeAsync() => _office.DisposeAsync();

    async Task<List<string>> Limits(string clause) => await Measuring.Limits(await _firm.Ada, clause);

    [Fact]
    public async Task Nothing_is_kept_before_a_run_has_shown_it()
    {
        Assert.All(await Limits("leavers"), limit => Assert.Contains("Nothing measured yet: you have no procedure", limit, StringComparison.Ordinal));
        await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);

        var limits = await Limits("leavers");
        Assert.Equal(2, limits.Count);
        Assert.All(limits, limit => Assert.EndsWith("Nothing measured yet: no run has shown it in the last 12 months, of SOP-001 Offboard a leaver", limit, StringComparison.Ordinal));
        Assert.Null((await (await _firm.Ada).Get("/policies/access-control")).Find("#leavers .badge"));
    }

    [Fact]
    public async Task Runs_are_counted_the_slowest_is_named_and_what_was_missed_leads_to_its_record()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        await _firm.Leave(sop, 3 * Hour);
        var late = await _firm.Leave(sop, 31 * Hour);

        var limits = await Limits("leavers");
        Assert.Contains("2 of 2 kept in the last 12 months", limits[0], StringComparison.Ordinal);
        Assert.Contains($"1 of 2 kept in the last 12 months, slowest 1 day 7 h ({late} of 3 March 2026)", limits[1], StringComparison.Ordinal);
        Assert.Contains($"missed by 7 h {late}", limits[1], StringComparison.Ordinal);
        Assert.NotNull((await (await _firm.Ada).Get("/policies/access-control")).Find($"#leavers .limit a[href='/runs/{late}/record']"));
    }

    [Fact]
    public async Task The_record_and_the_evidence_pack_say_which_limits_applied_and_how_they_stood()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        var run = await _firm.Leave(sop, 3 * Hour + TimeSpan.FromMinutes(12));

        var record = await (await _firm.Ada).Get($"/runs/{run}/record");
        Assert.Contains("24 hours from Departure to every other account is revoked Access control policy, clause 3 3 h 12 min kept", Words(record.Text), StringComparison.Ordinal);
        Assert.NotNull(record.Find("article a[href='/policies/access-control#leavers']"));

        using var zip = new ZipArchive(await (await (await _firm.Ada).Http.GetAsync($"/runs/{run}/pack")).Content.ReadAsStreamAsync());
        using var reader = new StreamReader(zip.Entries.Single(entry => entry.Name == "index.html").Open());
        var index = await reader.ReadToEndAsync();
        Assert.Contains("24 hours from Departure to every other account is revoked", index, StringComparison.Ordinal);
        Assert.DoesNotContain("/policies/", index, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_under_way_shows_its_deadline_and_then_that_it_has_passed()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        var run = await (await _firm.Ada).Start(sop, ("f-departure", "2026-03-02T09:00"));

        Assert.Contains($"open, due in 1 day {run}", (await Limits("leavers"))[1], StringComparison.Ordinal);
        Assert.Contains("open, due in 1 day", Words((await (await _firm.Ada).Get($"/runs/{run}/record")).Text), StringComparison.Ordinal);
        _firm.Pass(26 * Hour);
        Assert.Contains($"overdue by 2 h {run}", (await Limits("leavers"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_works_a_run_sees_the_time_that_is_left_and_what_cannot_be_measured_yet()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        var run = await (await _firm.Ada).Start(sop, ("f-departure", "2026-03-02T09:00"));
        Assert.Contains("Limits of policies 1 hour from Departure to the directory account is disabled open, due in 1 h", Words((await (await _firm.Ada).Get($"/runs/{run}")).Find("aside")!.TextContent), StringComparison.Ordinal);

        await (await _firm.Ada).Complete(run, "disable-account");
        _firm.Pass(26 * Hour);
        var page = await (await _firm.Ada).Get($"/runs/{run}");
        Assert.Contains("the directory account is disabled kept", Words(page.Find("aside")!.TextContent), StringComparison.Ordinal);
        Assert.Contains("every other account is revoked overdue by 2 h", Words(page.Find("aside")!.TextContent), StringComparison.Ordinal);
        Assert.NotNull(page.Find("aside a[href='/policies/access-control/clauses/leavers']"));

        var undated = await (await _firm.Ada).Start(sop);
        Assert.Contains("not measured: the date it counts from or to was not recorded", Words((await (await _firm.Ada).Get($"/runs/{undated}")).Find("aside")!.TextContent), StringComparison.Ordinal);
        var drill = await (await _firm.Ada).Start(sop, ("kind", "Drill"));
        Assert.DoesNotContain("Limits of policies", (await (await _firm.Ada).Get($"/runs/{drill}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_measured_is_counted_apart_with_its_reason()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        var run = await (await _firm.Ada).Start(sop);
        await (await _firm.Ada).Complete(run, "disable-account");
        await (await _firm.Ada).Complete(run, "revoke-systems");
        await (await _firm.Ada).ActOn(run, "finish");

        var limit = (await Limits("leavers"))[1];
        Assert.Contains("1 not measured: the date it counts from or to was not recorded.", limit, StringComparison.Ordinal);
        Assert.DoesNotContain("kept", limit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_shows_what_could_be_done_and_is_not_counted_as_done()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        await _firm.Leave(sop, Hour, ("kind", "Drill"));

        Assert.All(await Limits("leavers"), limit => Assert.Contains("Nothing measured yet", limit, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_to_be_done_again_and_again_is_measured_from_run_to_run_and_is_overdue_by_itself()
    {
        var sop = await _office.Ada.Publish(Measuring.Rights, "access-review.md");
        Assert.Contains("Due again by 2 June 2026", (await Limits("review"))[0], StringComparison.Ordinal);
        _office.Turn(2026, 6, 20);
        Assert.Contains("overdue since 2 June 2026", (await Limits("review"))[0], StringComparison.Ordinal);

        foreach (var (month, day) in new[] { (6, 20), (9, 1), (12, 12) })
        {
            _office.Turn(2026, month, day);
            await _office.Through(await _firm.Ada, sop, ("decide", "done"));
        }

        var limit = (await Limits("review"))[0];
        Assert.Contains("1 of 2 kept in the last 12 months, longest pause 102 days", limit, StringComparison.Ordinal);
        Assert.Contains("missed by 11 days", limit, StringComparison.Ordinal);
        Assert.Contains("Due again by 12 March 2027", limit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_older_than_a_year_stands_on_the_page_of_the_clause_only()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        var run = await _firm.Leave(sop, Hour);
        _office.Turn(2027, 4, 1);

        Assert.All(await Limits("leavers"), limit => Assert.Contains("Nothing measured yet", limit, StringComparison.Ordinal));
        var page = await (await _firm.Ada).Get("/policies/access-control/clauses/leavers");
        Assert.Equal(2, page.All($"tbody a[href='/runs/{run}/record']").Count());
        Assert.Equal(HttpStatusCode.NotFound, (await (await _firm.Ada).Get("/policies/access-control/clauses/none")).Status);
    }

    [Fact]
    public async Task How_long_something_is_kept_is_said_to_be_no_matter_of_runs() =>
        Assert.Contains("not measured on runs", (await (await _firm.Ada).Get("/policies/logging-and-monitoring")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Runs_that_somebody_may_not_read_are_not_counted_for_them()
    {
        await _office.Join("Emil Fir");
        await _office.Join("Ida Fern", Permission.Auditor);
        var sop = await _office.Ada.Publish("---\nclassification: restricted\naudience: [Ada Pine]\n---\n" + Measuring.Leaver, Measuring.FileName);
        var run = await _firm.Leave(sop, 31 * Hour);

        Assert.Contains("0 of 1 kept", (await Limits("leavers"))[1], StringComparison.Ordinal);
        Assert.Contains("0 of 1 kept", (await Measuring.Limits(await _office.As("Ida Fern"), "leavers"))[1], StringComparison.Ordinal);
        var emil = await _office.As("Emil Fir");
        Assert.All(await Measuring.Limits(emil, "leavers"), limit => Assert.Contains("you have no procedure", limit, StringComparison.Ordinal));
        foreach (var address in new[] { "/policies/access-control", "/policies/access-control/clauses/leavers" })
            Assert.DoesNotContain(run, (await emil.Get(address)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_given_up_in_time_is_not_held_against_anybody()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        var run = await (await _firm.Ada).Start(sop, ("f-departure", "2026-03-02T09:00"));
        await (await _firm.Ada).ActOn(run, "abandonment", ("reason", "The wrong person."));

        Assert.Contains("1 not measured: the run ended before it was done.", (await Limits("leavers"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_run_carries_out_counts_when_that_run_ends()
    {
        await _office.Ada.Publish("# Revoke everything else\n\n## Steps\n1. Revoke {#revoke}\n", "revoke.md");
        var sop = await _office.Ada.Publish(Measuring.Leaver + "\n   - Run: [Revoke everything else](revoke.md)\n", Measuring.FileName);
        var run = await (await _firm.Ada).Start(sop, ("f-departure", "2026-03-02T09:00"));
        await (await _firm.Ada).Complete(run, "disable-account");
        await (await _firm.Ada).Act(run, "revoke-systems", "child-run");
        var child = (await (await _firm.Ada).See(run, "revoke-systems")).Find(".notice.wait a")!.GetAttribute("href")!["/runs/".Length..];
        _firm.Pass(31 * Hour);
        await (await _firm.Ada).Complete(child, "revoke");
        await (await _firm.Ada).ActOn(child, "finish");
        await (await _firm.Ada).ActOn(run, "finish");

        Assert.Contains($"missed by 7 h {run}", (await Limits("leavers"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_followed_elsewhere_is_measured_by_the_times_its_record_gives()
    {
        var sop = await _office.Ada.Publish(Measuring.Leaver, Measuring.FileName);
        var token = (await (await (await _firm.Ada).Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "records"))).Find(".notice.ok code")!.TextContent;
        using var http = _office.Server.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var sha256 = (await http.GetFromJsonAsync<ProcedureDetail>($"/api/procedures/{sop}"))!.Sha256;
        var began = Instant.Now(_office.Server.Clock) - 40 * Hour;
        byte[] record =
        [
            .. RecordFile.WriteHeader(new(RecordFile.Format, Measuring.FileName, sha256)),
            .. RecordFile.WriteAct([new(began, "Ada Pine", new RunStarted("Offboard a leaver", RunKind.Live, Measuring.FileName, null, sha256)), new(began, "Ada Pine", new FieldsRecorded(null, 1, [FieldValue.Of("Departure", "2026-02-28T17:00")], null))]),
            .. RecordFile.WriteAct([new(began + Hour, "Ada Pine", new StepCompleted("disable-account", 1, null, null))]),
            .. RecordFile.WriteAct([new(began + 31 * Hour, "Ada Pine", new StepCompleted("revoke-systems", 1, null, null)), new(began + 31 * Hour, "Ada Pine", new RunFinished(RunEnding.Completed, null))]),
        ];
        using var form = new MultipartFormDataContent { { new ByteArrayContent(record), "record", "leaver.run.jsonl" } };
        using var taken = await http.PostAsync("/api/runs/records", form);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);

        var limits = await Limits("leavers");
        Assert.Contains("1 of 1 kept", limits[0], StringComparison.Ordinal);
        Assert.Contains("missed by 7 h", limits[1], StringComparison.Ordinal);
    }

    static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
