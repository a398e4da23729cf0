using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using static Handrail.Core.Tests.Procedures.Flow.Drafted;

namespace Handrail.Core.Tests.Procedures.Flow;

public class FlowPaintTests
{
    [Fact]
    public void The_way_from_step_to_step_is_walked() =>
        Assert.Equal(["1>2", "@Start>1"], Walked(Procedure([Step("1"), Step("2"), Step("3")]), ["1", "2"]));

    [Fact]
    public void The_answer_that_was_given_is_walked_and_the_other_not() =>
        Assert.Equal(["1>3", "@Start>1"], Walked(Procedure([Asks("1", "Is it?", ("Yes", Continue), ("No", GoTo("3"))), Step("2"), Step("3")]), ["1", "3"]));

    [Fact]
    public void A_loop_is_walked_back_and_forth() =>
        Assert.Equal(["1>2", "2>1", "2>@End", "@Start>1"], Walked(Procedure([Step("1"), Asks("2", "Is it?", ("Yes", Continue), ("No", GoTo("1")))]), ["1", "2", "1", "2"], ended: true));

    [Fact]
    public void A_contingency_is_walked_into_and_back() =>
        Assert.Equal(["1>2", "1>C1", "@Start>1", "@WayBack>1", "C1>@WayBack"], Walked(Procedure([Step("1") with { IfItFails = GoTo("C1") }, Step("2")], [Step("C1")]), ["1", "C1", "1", "2"]));

    [Fact]
    public void Steps_in_any_order_hang_between_fork_and_join_however_they_were_worked() =>
        Assert.Equal(["1>@Join", "2>@Join", "@Fork>1", "@Fork>2", "@Join>3", "@Start>@Fork"],
            Walked(Procedure([Phase("Together", [Step("1"), Step("2")], anyOrder: true), Phase("", [Step("3")])], [], []), ["2", "1", "3"]));

    [Fact]
    public void Steps_that_are_not_in_this_revision_are_passed_over() =>
        Assert.Equal(["1>2", "@Start>1"], Walked(Procedure([Step("1"), Step("2")]), ["1", "added", "2"]));

    [Fact]
    public void A_loop_of_exits_does_not_hold_the_painter_up() =>
        Assert.Equal(["@Start>1"], Walked(Procedure([Step("1"), Asks("2", "Is it?", ("Yes", Stop)), Step("3")]), ["1", "3"]));

    static IEnumerable<string> Walked(Procedure procedure, string[] path, bool ended = false)
    {
        var graph = FlowGraph.Of(procedure);
        var paint = FlowPaint.Along(graph, [.. path.Select(number => "s" + number)], new Dictionary<string, FlowStatus>(), ended);
        string Name(int node) => graph.Nodes[node].Step?.Number ?? "@" + graph.Nodes[node].Kind;
        return paint.Walked.Select(edge => $"{Name(edge.From)}>{Name(edge.To)}").Order(StringComparer.Ordinal);
    }
}
