using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using static Handrail.Core.Tests.Procedures.Flow.Drafted;

namespace Handrail.Core.Tests.Procedures.Flow;

public class FlowTextTests
{
    [Fact]
    public void Steps_and_their_ways_on_are_told_in_plain_sentences() => Assert.Equal(
        [
            "1. Disable the account. Check: it reads Deactivated. If it fails: go to step C1.",
            "2. Was the leaver an administrator? Yes: continue with step 3; No: go to step 4; Not sure: ask HR.",
            "3. Rotate shared secrets. Only if privileged is Yes.",
            "4. Is it gone? Yes: that was the last step; No: go back to step 1; Never: stop here.",
            "If something goes wrong",
            "C1. Call the administrator. If it fails: roll back, from step R1.",
            "Then back to step 1.",
            "Rollback",
            "R1. Re-enable the account.",
        ],
        Sentences(Procedure(
            [
                Step("1", "Disable the account") with { Verify = "it reads Deactivated", IfItFails = GoTo("C1") },
                Asks("2", "Was the leaver an administrator?", ("Yes", Continue), ("No", GoTo("4")), ("Not sure", Advice("ask HR"))),
                Step("3", "Rotate shared secrets") with { OnlyIf = new Condition.Unread("privileged is Yes") },
                Asks("4", "Is it gone?", ("Yes", Continue), ("No", GoTo("1")), ("Never", Stop)),
            ],
            [Step("C1", "Call the administrator") with { IfItFails = RollBack }],
            [Step("R1", "Re-enable the account")])));

    [Fact]
    public void Phases_are_headings_and_say_when_their_order_is_free() => Assert.Equal(
        ["Cut access", "1. A.", "Recover (all of these, in any order)", "2. B.", "3. C."],
        Sentences(Procedure([Phase("Cut access", [Step("1", "A")]), Phase("Recover", [Step("2", "B"), Step("3", "C")], anyOrder: true)], [], [])));

    [Fact]
    public void Sub_steps_are_set_in()
    {
        var text = FlowText.Of(FlowGraph.Of(Procedure([Step("1", "A", Step("1.1", "B"))])));
        Assert.Equal([0, 1], text.Select(sentence => sentence.Depth));
    }

    [Fact]
    public void Every_step_and_every_answer_is_told() => AnyProcedure.Any.Sample(procedure =>
    {
        var text = FlowText.Of(FlowGraph.Of(procedure));
        Assert.Equal(procedure.AllSteps, text.Select(sentence => sentence.Step).OfType<Step>(), ReferenceEqualityComparer.Instance);
        Assert.All(text.Where(sentence => sentence.Step is not null), sentence =>
            Assert.All(sentence.Step!.Answers, answer => Assert.Contains(answer.Label + ":", sentence.Text, StringComparison.OrdinalIgnoreCase)));
    }, iter: 200);

    static IEnumerable<string> Sentences(Procedure procedure) => FlowText.Of(FlowGraph.Of(procedure)).Select(sentence => sentence.Text);
}
