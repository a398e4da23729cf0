using System.Net;
using Handrail.Core.Running;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Runs;

public sealed class FollowRunTests(Office office) : IClassFixture<Office>
{
    static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    Browser Ada => office.Ada;

    [Fact]
    public async Task A_run_goes_from_its_first_step_to_its_record()
    {
        var run = await Ada.Start(await Ada.Publish(Samples.LockUp), ("f-building", "North House"));
        Assert.Contains("Lock up North House", (await Ada.See(run)).Text, StringComparison.Ordinal);

        await Ada.Complete(run, "panel", ("f-zone", "Attic"), ("f-lamps", "12"), ("confirmed", "yes"), ("evidence", new Upload("panel.png", Picture)));
        await Ada.Act(run, "window", "completion", ("answer", "No"));
        await Ada.Complete(run, "lock");
        await Ada.ActOn(run, "finish", ("summary", "All quiet"));

        Assert.Equal(["RunStarted", "FieldsRecorded", "FieldsRecorded", "EvidenceAttached", "StepCompleted", "StepCompleted", "StepCompleted", "RunFinished"], await office.Kinds("run/" + run));
        var record = await Ada.Get($"/runs/{run}/record");
        foreach (var told in new[] { "Lock up North House", "Attic", "every lamp is green", "All quiet", "panel.png", "Ada Pine" }) Assert.Contains(told, record.Text, StringComparison.Ordinal);
        var path = await Ada.Get($"/runs/{run}/path");
        Assert.NotNull(path.Find(".flow svg"));
        var row = await office.RowOf(run);
        Assert.Equal((RunStatus.Finished, RunEnding.Completed, 0), (row.Status, row.Ending, row.Deviations));
    }

    [Fact]
    public async Task What_was_typed_is_there_again_after_a_refusal()
    {
        var run = await Ada.Start(await Ada.Publish(Samples.LockUp), ("f-building", "South House"));

        var refused = await Ada.TryAct(run, "panel", "completion", ("outcome", "done"), ("f-zone", "Cellar <1>"), ("f-lamps", "many"), ("withoutEvidence", "the lens is broken"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("Cellar <1>", refused.Find("#f-zone")!.GetAttribute("value"));
        Assert.Equal("many", refused.Find("#f-lamps")!.GetAttribute("value"));
        Assert.Equal("the lens is broken", refused.Find("#withoutEvidence")!.TextContent);
        Assert.NotNull(refused.Find("#f-lamps-error"));
        Assert.Equal(["RunStarted", "FieldsRecorded"], await office.Kinds("run/" + run));
    }

    [Theory]
    [InlineData("confirmed")]
    [InlineData("evidence")]
    [InlineData("f-zone")]
    public async Task A_step_is_not_done_without_its_field_its_checkpoint_and_its_evidence(string without)
    {
        var run = await Ada.Start(await Ada.Publish(Samples.LockUp), ("f-building", "East House"));
        (string, object)[] all = [("outcome", "done"), ("f-zone", "Hall"), ("confirmed", "yes"), ("evidence", new Upload("panel.png", Picture))];

        var refused = await Ada.TryAct(run, "panel", "completion", [.. all.Where(field => field.Item1 != without)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Find($"#{without}-error"));
        Assert.DoesNotContain("StepCompleted", await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task A_start_without_its_required_field_is_refused_with_what_was_typed()
    {
        var sop = await Ada.Publish(Samples.LockUp);

        var refused = await (await Ada.Get($"/procedures/{sop}/runs/new")).Submit($"form[action='/procedures/{sop}/runs']", ("f-building", " "), ("kind", "Drill"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Find("#f-building-error"));
        Assert.True(refused.Find("input[value=Drill]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task A_repeated_step_is_worked_item_by_item_and_a_condition_leaves_a_step_out()
    {
        var run = await Ada.Run(Samples.Revoke);
        await Ada.Act(run, "revoke", "items", ("items", "Okta\nGit Hub\n"));
        await Ada.Complete(run, "revoke~git-hub", ("f-ticket", "T-2"));
        await Ada.Complete(run, "revoke~okta", ("f-ticket", "T-1"));
        await Ada.Act(run, "privileged", "completion", ("answer", "No"));

        Assert.Equal("Tell the manager", (await Ada.See(run)).Find("h1.instruction")!.TextContent.Trim());
        await Ada.Complete(run, "tell");
        await Ada.ActOn(run, "finish");
        var record = (await Ada.Get($"/runs/{run}/record")).Text;
        Assert.Contains("Git Hub", record, StringComparison.Ordinal);
        Assert.Contains("T-2", record, StringComparison.Ordinal);
        Assert.Contains("does not apply", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipped_step_needs_a_reason_and_is_a_deviation()
    {
        var run = await Ada.Run(Samples.Doors);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.TryAct(run, "front", "skip")).Status);
        await Ada.Act(run, "front", "skip", ("reason", "It is walled up"));

        Assert.Equal(["RunStarted", "StepSkipped", "DeviationNoted"], await office.Kinds("run/" + run));
        Assert.Contains("It is walled up", (await Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_ahead_of_its_turn_is_done_only_with_a_reason()
    {
        var run = await Ada.Run(Samples.Doors);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.TryAct(run, "back", "completion", ("outcome", "done"))).Status);
        await Ada.Complete(run, "back", ("reason", "I stood there"));

        Assert.Equal(["RunStarted", "StepCompleted", "DeviationNoted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task Notes_are_kept_and_a_paused_run_is_not_worked_until_it_is_resumed()
    {
        var run = await Ada.Run(Samples.Doors);
        var early = await Ada.See(run, "front");
        await Ada.Act(run, "front", "note", ("text", "The key is stiff"));
        await Ada.ActOn(run, "pause", ("reason", "Fire drill"));

        Assert.NotNull((await Ada.See(run)).Find($"form[action='/runs/{run}/resumption']"));
        Assert.Equal(HttpStatusCode.Conflict, (await early.Submit($"form[action$='/completion']", ("outcome", "done"))).Status);
        await Ada.ActOn(run, "resumption");
        await Ada.Complete(run, "front");

        Assert.Equal(["RunStarted", "NoteAdded", "RunPaused", "RunResumed", "StepCompleted"], await office.Kinds("run/" + run));
        Assert.Contains("The key is stiff", (await Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_abandoned_run_needs_a_reason_and_stays_as_it_is()
    {
        var run = await Ada.Run(Samples.Doors);
        var early = await Ada.See(run, "front");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.TryActOn(run, "abandonment")).Status);
        await Ada.ActOn(run, "abandonment", ("reason", "The building was sold"));

        Assert.Equal(HttpStatusCode.Conflict, (await early.Submit("form[action$='/completion']", ("outcome", "done"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await early.Submit($"form[action='/runs/{run}/pause']")).Status);
        Assert.Equal(["RunStarted", "RunAbandoned"], await office.Kinds("run/" + run));
        Assert.Contains("The building was sold", (await Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_not_finished_before_its_steps_are_settled()
    {
        var run = await Ada.Run(Samples.Doors);

        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post($"/runs/{run}/finish")).Status);
        Assert.Equal(["RunStarted"], await office.Kinds("run/" + run));
    }

    [Theory]
    [InlineData("/runs/R-9999")]
    [InlineData("/runs/R-9999/record")]
    [InlineData("/runs/R-9999/path")]
    [InlineData("/runs/R-9999/pack")]
    [InlineData("/runs/R-9999/events")]
    [InlineData("/runs/R-99999999999999")]
    [InlineData("/runs/nonsense")]
    public async Task What_does_not_exist_is_not_found(string address) => Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get(address)).Status);

    [Fact]
    public async Task An_act_on_a_step_or_run_that_is_not_there_is_not_found()
    {
        var run = await Ada.Run(Samples.Doors);

        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post($"/runs/{run}/steps/no-such/completion", ("outcome", "done"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post($"/runs/{run}/steps/front/no-such")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post($"/runs/{run}/no-such")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/runs/R-9999/steps/front/completion", ("outcome", "done"))).Status);
        Assert.Equal(["RunStarted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task A_drill_is_marked_as_one_everywhere()
    {
        var run = await Ada.Start(await Ada.Publish(Samples.Doors), ("kind", "Drill"));

        foreach (var address in new[] { $"/runs/{run}", $"/runs/{run}/record", "/runs" }) Assert.Contains("Drill", (await Ada.Get(address)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_looks_at_a_run_is_told_that_it_changed()
    {
        var run = await Ada.Run(Samples.Doors);
        await Listen(run, seen: 1, async next =>
        {
            Assert.Equal("event: listening", await next());
            await Ada.Complete(run, "front");
            Assert.Equal("event: changed", await next());
        });
    }

    [Fact]
    public async Task What_happened_between_a_page_and_its_stream_is_not_missed()
    {
        var run = await Ada.Run(Samples.Doors);
        await Listen(run, seen: 0, async next =>
        {
            Assert.Equal("event: listening", await next());
            Assert.Equal("event: changed", await next());
        });
    }

    /// <param name="act">Is handed what waits for the first line of the next event.</param>
    async Task Listen(string run, int seen, Func<Func<Task<string?>>, Task> act)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var answer = await Ada.Http.GetAsync($"/runs/{run}/events?seen={seen}", HttpCompletionOption.ResponseHeadersRead, stop.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop.Token));
        await act(async () =>
        {
            var first = await lines.ReadLineAsync(stop.Token);
            while (await lines.ReadLineAsync(stop.Token) is { Length: > 0 }) { }
            return first;
        });
    }
}
