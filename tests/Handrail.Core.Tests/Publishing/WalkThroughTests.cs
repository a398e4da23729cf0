using Handrail.Core.Procedures;
using Handrail.Core.Publishing;

namespace Handrail.Core.Tests.Publishing;

public class WalkThroughTests
{
    static readonly Procedure Doors = ProcedureReader.Read("# Doors\n\n## Steps\n1. Lock the front {#front}\n   1. Turn the key {#key}\n2. Lock the back {#back}\n\n## Rollback\n1. Unlock {#unlock}\n");

    static StepMark Mark(string step, string by, StepVerdict verdict, int minute = 0) =>
        new(step, Doors.Find(step) is { } read ? WalkThrough.HashOf(Doors, read) : "", by, verdict, Office.Now + TimeSpan.FromMinutes(minute));

    [Fact]
    public void What_was_said_counts_as_long_as_the_step_reads_the_same()
    {
        var marks = Doors.AllSteps.Select(step => Mark(step.Anchor, "rose", StepVerdict.Agreed)).ToList();
        var moved = ProcedureReader.Read("# Doors\n\n## Steps\n1. Lock the back {#back}\n2. Lock the front {#front}\n   1. Turn the key {#key}\n\n## Rollback\n1. Unlock {#unlock}\n");
        var reworded = ProcedureReader.Read("# Doors\n\n## Steps\n1. Lock the front {#front}\n   1. Turn the key twice {#key}\n2. Lock the back {#back}\n\n## Rollback\n1. Unlock {#unlock}\n");

        Assert.True(WalkThrough.Of(moved, marks).IsFinishedBy("rose"));
        Assert.Equal("key", WalkThrough.Of(reworded, marks).NextFor("rose")!.Step.Anchor);
        Assert.Equal(3, WalkThrough.Of(reworded, marks).DoneBy("rose"));
    }

    [Fact]
    public void Every_step_of_every_track_is_looked_at() => Assert.Equal(["front", "key", "back", "unlock"], WalkThrough.Of(Doors, []).Steps.Select(step => step.Step.Anchor));

    [Fact]
    public void Of_one_reviewers_words_about_a_step_the_latest_count()
    {
        var walk = WalkThrough.Of(Doors, [Mark("key", "rose", StepVerdict.Agreed, 5), Mark("key", "rose", StepVerdict.Objected, 1), Mark("key", "otto", StepVerdict.Objected)]);
        Assert.Equal(StepVerdict.Agreed, walk.Find("key")!.Of("rose")!.Verdict);
        Assert.True(walk.Find("key")!.IsObjectedTo);
        Assert.Equal(1, walk.Find("key")!.Agreed);
    }

    [Fact]
    public void A_reviewer_is_led_to_the_first_step_they_have_not_seen_and_is_done_after_the_last()
    {
        var walk = WalkThrough.Of(Doors, [Mark("front", "rose", StepVerdict.Agreed), Mark("back", "rose", StepVerdict.Commented), Mark("gone", "rose", StepVerdict.Agreed)]);
        Assert.Equal("key", walk.NextFor("rose")!.Step.Anchor);
        Assert.Equal(2, walk.DoneBy("rose"));
        Assert.False(walk.IsFinishedBy("rose"));
        Assert.True(WalkThrough.Of(Doors, Doors.AllSteps.Select(step => Mark(step.Anchor, "rose", StepVerdict.Agreed))).IsFinishedBy("rose"));
    }

    [Theory]
    [InlineData(StepVerdict.Agreed, null, null)]
    [InlineData(StepVerdict.Agreed, " fine ", null)]
    [InlineData(StepVerdict.Commented, " ", "invalid")]
    [InlineData(StepVerdict.Objected, "", "invalid")]
    [InlineData(StepVerdict.Objected, "The key is gone.", null)]
    public void Only_agreement_needs_no_words(StepVerdict verdict, string? text, string? code) => Assert.Equal(code, WalkThrough.Words(verdict, text).Refusal?.Code);
}
