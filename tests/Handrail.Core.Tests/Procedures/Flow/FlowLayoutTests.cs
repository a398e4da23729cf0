using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using static Handrail.Core.Tests.Procedures.Flow.Drafted;

namespace Handrail.Core.Tests.Procedures.Flow;

public class FlowLayoutTests
{
    [Fact]
    public void Every_chart_is_legible() => AnyProcedure.Any.Sample(procedure => FlowGeometry.AssertLegible(FlowLayout.Of(FlowGraph.Of(procedure))), iter: 300);

    [Fact]
    public void Every_long_chart_is_legible() => AnyProcedure.Long.Sample(procedure => FlowGeometry.AssertLegible(FlowLayout.Of(FlowGraph.Of(procedure))), iter: 10);

    [Fact]
    public void Every_way_can_be_followed() => AnyProcedure.Any.Sample(procedure => FlowGeometry.AssertTraceable(FlowLayout.Of(FlowGraph.Of(procedure))), iter: 300);

    [Fact]
    public void A_chart_is_no_wider_than_a_page() =>
        Gen.OneOf(AnyProcedure.Any, AnyProcedure.Long).Sample(procedure => Assert.InRange(FlowLayout.Of(FlowGraph.Of(procedure)).Width, 300, FlowLayout.Page), iter: 100);

    [Fact]
    public void The_main_path_runs_straight_down_in_one_column()
    {
        var layout = Layout(Procedure([Step("1"), Asks("2", "Is it?", ("Yes", Continue), ("No", GoTo("4"))), Step("3"), Step("4")]));
        var path = layout.Paths.Where(path => path.Points.Count == 2).ToList();
        Assert.Equal(5, path.Count);
        Assert.Single(path.SelectMany(way => way.Points).Select(point => point.X).Distinct());
    }

    [Fact]
    public void What_skips_ahead_passes_on_the_right_and_what_goes_back_on_the_left()
    {
        var layout = Layout(Procedure([Step("1"), Asks("2", "Is it?", ("Yes", Continue), ("No", GoTo("4")), ("Again", GoTo("1"))), Step("3"), Step("4")]));
        var column = layout.Boxes.Single(box => box.Node.Step?.Number == "2").Area;
        Assert.Contains(Way(layout, "No").Points, point => point.X > column.Right);
        Assert.Contains(Way(layout, "Again").Points, point => point.X < column.Left);
    }

    [Fact]
    public void Contingencies_and_the_rollback_stand_in_a_column_at_the_right()
    {
        var layout = Layout(Procedure([Step("1") with { IfItFails = GoTo("C1") }], [Step("C1")], [Step("R1")]));
        var main = layout.Boxes.Single(box => box.Node.Step?.Number == "1").Area;
        Assert.All(layout.Boxes.Where(box => box.Node.Track != Track.Main), box => Assert.True(box.Area.Left > main.Right));
        Assert.True(layout.Paths.Single(path => path.IsFailure).Points.Count == 2, "a way out stands level with the step it belongs to");
    }

    [Fact]
    public void Sub_steps_that_merely_follow_one_another_are_lines_in_their_parents_box()
    {
        var layout = Layout(Procedure([Step("1", null, Step("1.1"), Step("1.2"))]));
        Assert.DoesNotContain(layout.Boxes, box => box.Node.Step?.Number == "1.1");
        Assert.Contains(layout.Boxes.Single(box => box.Node.Step?.Number == "1").Lines, line => line.Text == "1.2" && line.Step?.Number == "1.2");
    }

    [Fact]
    public void Sub_steps_that_decide_have_boxes_of_their_own() =>
        Assert.Contains(Layout(Procedure([Step("1", null, Step("1.1"), Asks("1.2", "Is it?", ("Yes", Continue), ("No", GoTo("1.1"))))])).Boxes, box => box.Node.Step?.Number == "1.2");

    [Fact]
    public void A_line_too_long_to_follow_becomes_a_sign_that_names_the_step()
    {
        var steps = Enumerable.Range(2, 29).Select(i => Step($"{i}")).Prepend(Asks("1", "Is it?", ("Yes", Continue), ("No", GoTo("30"))));
        var jump = Assert.Single(Layout(Procedure(steps)).Boxes, box => box.Shape == FlowShape.Jump);
        Assert.Equal(("30", "→ 30"), (jump.Node.Step!.Number, jump.Lines[0].Text));
    }

    [Fact]
    public void Every_phase_with_a_title_has_its_ground()
    {
        var layout = Layout(Procedure([Phase("Cut access", [Step("1")]), Phase("Recover", [Step("2"), Step("3")], anyOrder: true)], [], []));
        Assert.Equal(["Cut access", "Recover in any order"], layout.Bands.Select(band => string.Join(' ', band.Title)));
        Assert.All(layout.Boxes.Where(box => box.Node.Step is not null), box => Assert.Contains(layout.Bands, band => band.Area.Contains(box.Area)));
    }

    [Fact]
    public void Every_edge_is_drawn_or_written()
    {
        AnyProcedure.Any.Sample(procedure =>
        {
            var layout = FlowLayout.Of(FlowGraph.Of(procedure));
            var drawn = layout.Paths.SelectMany(path => path.Edges).ToHashSet();
            var written = string.Join(' ', layout.Boxes.SelectMany(box => box.Lines).Select(line => line.Text));
            foreach (var edge in layout.Graph.Edges.Where(edge => edge.Kind == FlowEdgeKind.Failure && !drawn.Contains(edge)))
                Assert.Contains("If it fails", written, StringComparison.Ordinal);
            foreach (var edge in layout.Graph.Edges.Where(edge => edge.Kind == FlowEdgeKind.Answer && !drawn.Contains(edge)))
                Assert.Contains($"{edge.Label}:".Split(' ')[0][..1], written, StringComparison.Ordinal);
        }, iter: 200);
    }

    static FlowLayout Layout(Procedure procedure)
    {
        var layout = FlowLayout.Of(FlowGraph.Of(procedure));
        FlowGeometry.AssertLegible(layout);
        FlowGeometry.AssertTraceable(layout);
        return layout;
    }

    static FlowPath Way(FlowLayout layout, string answer) => layout.Paths.Single(path => path.Edges.Any(edge => edge.Label == answer));
}
