using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using static Handrail.Core.Tests.Procedures.Flow.Drafted;

namespace Handrail.Core.Tests.Procedures.Flow;

public class FlowGraphTests
{
    [Fact]
    public void Steps_follow_one_another_from_start_to_end() =>
        Assert.Equal(["Start > 1", "1 > 2", "2 > End"], Edges(Procedure([Step("1"), Step("2")])));

    [Fact]
    public void A_procedure_without_steps_goes_from_start_to_end() => Assert.Equal(["Start > End"], Edges(Procedure([])));

    [Fact]
    public void Sub_steps_come_after_their_parent_and_before_the_next_step() =>
        Assert.Equal(["Start > 1", "1 > 1.1", "1.1 > 1.2", "1.2 > 2", "2 > End"], Edges(Procedure([Step("1", null, Step("1.1"), Step("1.2")), Step("2")])));

    [Fact]
    public void Every_answer_leads_somewhere() =>
        Assert.Equal(
            ["Start > 1", "1 -Yes> 2", "1 -No> 3", "1 -Never> Stop", "1 -Ask> Advice", "Advice > 2", "1 -Other> OtherProcedure", "OtherProcedure > 2", "1 -Lost> Missing", "2 > 3", "3 > End"],
            Edges(Procedure([
                Asks("1", "Is it?", ("Yes", Continue), ("No", GoTo("3")), ("Never", Stop), ("Ask", Advice("Ask the owner")), ("Other", Start("Emergency change")), ("Lost", GoTo("99"))),
                Step("2"), Step("3")])));

    [Fact]
    public void A_question_that_may_not_apply_can_be_passed_by() =>
        Assert.Contains("1 Skip> 2", Edges(Procedure([Asks("1", "Is it?", ("Yes", Stop)) with { OnlyIf = new Condition.Unread("x is y") }, Step("2")])));

    [Fact]
    public void A_step_that_may_not_apply_is_passed_by_with_its_sub_steps() =>
        Assert.Contains("1 Skip> 2", Edges(Procedure([Step("1", null, Step("1.1")) with { Optional = true }, Step("2")])));

    [Fact]
    public void Steps_in_any_order_stand_between_a_fork_and_a_join() =>
        Assert.Equal(
            ["Start > Fork", "Fork > 1", "1 > Join", "Fork > 2", "2 > Join", "Join > End"],
            Edges(Procedure([Phase("Together", [Step("1"), Step("2")], anyOrder: true)], [], [])));

    [Fact]
    public void To_go_to_the_first_step_of_an_any_order_phase_is_to_go_to_the_phase() =>
        Assert.Contains("1 -Skip> Fork", Edges(Procedure(
            [Phase("", [Asks("1", "Is it?", ("Skip", GoTo("3")), ("No", Continue)), Step("2")]), Phase("Together", [Step("3"), Step("4")], anyOrder: true)], [], [])));

    [Fact]
    public void A_way_out_leads_back_to_the_step_that_failed() =>
        Assert.Equal(
            ["Start > 1", "1 > 2", "1 Failure> C1", "2 > End", "C1 > WayBack", "WayBack Return> 1"],
            Edges(Procedure([Step("1") with { IfItFails = GoTo("C1") }, Step("2")], [Step("C1")])));

    [Fact]
    public void A_way_out_taken_by_an_answer_leads_on_behind_the_question() =>
        Assert.Contains("WayBack Return> 2", Edges(Procedure([Asks("1", "Is it?", ("Yes", Continue), ("No", GoTo("C1"))), Step("2")], [Step("C1")])));

    [Fact]
    public void Each_step_of_an_untitled_contingency_is_a_way_out_of_its_own_and_a_titled_one_is_one_way()
    {
        Assert.DoesNotContain("C1 > C2", Edges(Procedure([Step("1")], [Step("C1"), Step("C2")])));
        Assert.Contains("C1 > C2", Edges(Procedure([Phase("", [Step("1")])], [Phase("The server is down", [Step("C1"), Step("C2")], Track.Contingency)], [])));
    }

    [Fact]
    public void Rolling_back_leads_to_the_first_step_of_the_way_back() =>
        Assert.Contains("1 Failure> R1", Edges(Procedure([Step("1") with { IfItFails = RollBack }], null, [Step("R1"), Step("R2")])));

    [Fact]
    public void A_rollback_that_is_not_written_is_missing() =>
        Assert.Contains("1 Failure> Missing", Edges(Procedure([Step("1") with { IfItFails = RollBack }])));

    [Fact]
    public void A_link_to_a_phase_leads_to_its_first_step() =>
        Assert.Contains("1 Failure> C1", Edges(Procedure(
            [Phase("", [Step("1") with { IfItFails = new Exit.GoTo("The server is down") }])], [Phase("The server is down", [Step("C1")], Track.Contingency)], [])));

    [Fact]
    public void Every_step_of_any_procedure_has_a_node_and_every_edge_joins_two_nodes() => AnyProcedure.Any.Sample(procedure =>
    {
        var graph = FlowGraph.Of(procedure);
        Assert.Equal(procedure.AllSteps, graph.Nodes.Select(node => node.Step).OfType<Step>(), ReferenceEqualityComparer.Instance);
        Assert.All(graph.Edges, edge => Assert.True(edge.From >= 0 && edge.To > 0 && Math.Max(edge.From, edge.To) < graph.Nodes.Count));
        Assert.All(graph.Nodes, node => Assert.Equal(graph.Nodes[node.Index], node, ReferenceEqualityComparer.Instance));
    }, iter: 300);

    static IEnumerable<string> Edges(Procedure procedure)
    {
        var graph = FlowGraph.Of(procedure);
        string Name(int node) => graph.Nodes[node].Step?.Number ?? graph.Nodes[node].Kind.ToString();
        return graph.Edges.Select(edge => $"{Name(edge.From)} {edge.Kind switch { FlowEdgeKind.Next => "", FlowEdgeKind.Answer => "-" + edge.Label, var kind => kind.ToString() }}> {Name(edge.To)}");
    }
}
