using CsCheck;
using Handrail.Core.Procedures.Flow;

namespace Handrail.Core.Tests.Procedures.Flow;

public class FlowLayoutTests
{
    [Fact]
    public void Every_chart_is_legible() => AnyProcedure.Any.Sample(procedure => FlowGeometry.AssertLegible(FlowLayout.Of(FlowGraph.Of(procedure))), iter: 300);

    [Fact]
    public void Every_way_can_be_followed() => AnyProcedure.Any.Sample(procedure => FlowGeometry.AssertTraceable(FlowLayout.Of(FlowGraph.Of(procedure))), iter: 10000);

    [Fact]
    public void Every_long_chart_is_legible() => AnyProcedure.Long.Sample(procedure => FlowGeometry.AssertLegible(FlowLayout.Of(FlowGraph.Of(procedure))), iter: 15);
}
