using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Runs;

public sealed class FailedStepTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    [Fact]
    public async Task Did_not_work_asks_what_was_seen_before_anything_is_recorded()
    {
        var run = await Ada.Run(Samples.Latch);

        var asked = await Ada.TryAct(run, "latch", "completion", ("outcome", "failed"));

        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.NotNull(asked.Find("form[action$='/failure'] textarea[name=reason]"));
        Assert.Equal(["RunStarted"], await office.Kinds("run/" + run));
        var empty = await asked.Submit("form[action$='/failure']", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
    }

    [Fact]
    public async Task A_failed_step_can_be_tried_again()
    {
        var run = await Ada.Run(Samples.Latch);
        await Ada.Fail(run, "latch", "It springs open");
        Assert.Contains("It springs open", (await Ada.See(run)).Text, StringComparison.Ordinal);

        await Ada.Act(run, "latch", "retry");
        await Ada.Complete(run, "latch");

        Assert.Equal(["RunStarted", "StepFailed", "StepRetried", "StepCompleted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task The_way_out_that_is_written_leads_through_the_contingency_and_back()
    {
        var run = await Ada.Run(Samples.Latch);
        await Ada.Fail(run, "latch", "It springs open");

        await Ada.Act(run, "latch", "way-out");
        Assert.Equal("Call the caretaker", (await Ada.See(run)).Find("h1.instruction")!.TextContent.Trim());
        await Ada.Complete(run, "call");

        Assert.Equal("Close the latch", (await Ada.See(run)).Find("h1.instruction")!.TextContent.Trim());
        await Ada.Act(run, "latch", "retry");
        await Ada.Complete(run, "latch");
        Assert.Equal(["RunStarted", "StepFailed", "WayOutTaken", "StepCompleted", "StepRetried", "StepCompleted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task Going_on_without_it_needs_a_reason_and_is_a_deviation()
    {
        var run = await Ada.Run(Samples.Latch);
        await Ada.Fail(run, "latch", "It springs open");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.TryAct(run, "latch", "acceptance")).Status);
        await Ada.Act(run, "latch", "acceptance", ("reason", "The guard stands there"));

        Assert.Equal(["RunStarted", "StepFailed", "FailureAccepted", "DeviationNoted"], await office.Kinds("run/" + run));
        Assert.Equal("Switch the light off", (await Ada.See(run)).Find("h1.instruction")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_picture_of_what_did_not_work_is_kept_with_the_failure()
    {
        var run = await Ada.Run(Samples.Latch);
        var asked = await Ada.TryAct(run, "latch", "completion", ("outcome", "failed"));

        var failed = await asked.Submit("form[action$='/failure']", ("reason", "Look"), ("evidence", Doing.File("seen.txt", "a bent latch")));

        Assert.Equal(HttpStatusCode.SeeOther, failed.Status);
        Assert.Equal(["RunStarted", "EvidenceAttached", "StepFailed"], await office.Kinds("run/" + run));
        Assert.Contains("seen.txt", (await Ada.See(run)).Text, StringComparison.Ordinal);
    }
}
