using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using static Handrail.Core.Tests.Procedures.Flow.Drafted;

namespace Handrail.Core.Tests.Procedures.Flow;

public class FlowReachTests
{
    [Fact]
    public void A_step_that_every_answer_passes_by_is_unreachable() =>
        Assert.Equal(["2"], Unreachable(Procedure([Asks("1", "Is it?", ("Yes", GoTo("3")), ("No", Stop)), Step("2"), Step("3")])));

    [Fact]
    public void Sub_steps_of_an_unreachable_step_are_unreachable_too() =>
        Assert.Equal(["2", "2.1"], Unreachable(Procedure([Asks("1", "Is it?", ("Yes", GoTo("3"))), Step("2", null, Step("2.1")), Step("3")])));

    [Fact]
    public void Ways_out_and_the_rollback_can_always_be_entered() =>
        Assert.Empty(Unreachable(Procedure([Step("1")], [Step("C1"), Step("C2")], [Step("R1"), Step("R2")])));

    [Fact]
    public void A_step_whose_condition_may_not_hold_hides_nothing() =>
        Assert.Empty(Unreachable(Procedure([Asks("1", "Is it?", ("Yes", Stop)) with { OnlyIf = new Condition.Unread("x is y") }, Step("2")])));

    [Fact]
    public void An_answer_in_words_or_another_procedure_goes_on_with_the_next_step()
    {
        Assert.Empty(Unreachable(Procedure([Asks("1", "Is it?", ("Yes", Stop), ("No", Advice("Ask the owner"))), Step("2")])));
        Assert.Empty(Unreachable(Procedure([Asks("1", "Is it?", ("Yes", Stop), ("No", Start("Emergency change"))), Step("2")])));
    }

    [Fact]
    public void A_loop_without_an_answer_that_leads_out_is_endless() =>
        Assert.Equal([["2", "3"]], Loops(Procedure([Step("1"), Step("2"), Asks("3", "Is it?", ("Yes", GoTo("2")), ("No", GoTo("3"))), Step("4")])));

    [Fact]
    public void A_loop_with_a_way_out_is_none() =>
        Assert.Empty(Loops(Procedure([Step("1"), Step("2"), Asks("3", "Is it?", ("Yes", Continue), ("No", GoTo("1"))), Step("4")])));

    [Fact]
    public void That_a_step_may_fail_is_no_way_out_of_a_loop() =>
        Assert.Equal([["1", "2"]], Loops(Procedure([Step("1") with { IfItFails = Stop }, Asks("2", "Is it?", ("Again", GoTo("1")))])));

    [Fact]
    public void A_failure_that_leads_back_is_no_endless_loop() =>
        Assert.Empty(Loops(Procedure([Step("1"), Step("2") with { IfItFails = GoTo("1") }])));

    [Fact]
    public void Steps_that_lead_into_an_endless_loop_are_not_part_of_it_and_two_loops_are_two() =>
        Assert.Equal([["2"], ["3"]], Loops(Procedure([Asks("1", "Is it?", ("A", GoTo("2")), ("B", GoTo("3"))), Asks("2", "Is it?", ("Again", GoTo("2"))), Asks("3", "Is it?", ("Again", GoTo("3")))])));

    [Fact]
    public void A_loop_inside_a_way_out_nobody_leads_to_may_end_by_going_back() =>
        Assert.Empty(Loops(Procedure([Phase("", [Step("1")])], [Phase("It is down", [Step("C1"), Asks("C2", "Is it up?", ("Yes", Continue), ("No", GoTo("C1")))], Track.Contingency)], [])));

    [Fact]
    public void From_every_reachable_step_outside_endless_loops_the_end_can_be_reached_or_a_loop() => AnyProcedure.Any.Sample(procedure =>
    {
        var graph = FlowGraph.Of(procedure);
        var looping = graph.EndlessLoops.SelectMany(loop => loop).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes.Where(node => node.Step is not null && !looping.Contains(node.Step)))
            Assert.True(EndsFrom(graph, node.Index, looping), $"step {node.Step!.Number} leads nowhere");
    }, iter: 300);

    static bool EndsFrom(FlowGraph graph, int from, HashSet<object> looping)
    {
        var (seen, open) = (new HashSet<int>(), new Stack<int>([from]));
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node)) continue;
            var onward = graph.Edges.Where(edge => edge.From == node && edge.Kind is not (FlowEdgeKind.Failure or FlowEdgeKind.Return)).ToList();
            if (onward.Count == 0 || graph.Nodes[node].Step is { } step && looping.Contains(step)) return true;
            onward.ForEach(edge => open.Push(edge.To));
        }
        return false;
    }

    static IEnumerable<string> Unreachable(Procedure procedure) => FlowGraph.Of(procedure).UnreachableSteps.Select(step => step.Number);

    static IEnumerable<string[]> Loops(Procedure procedure) => FlowGraph.Of(procedure).EndlessLoops.Select(loop => loop.Select(step => step.Number).ToArray());
}
