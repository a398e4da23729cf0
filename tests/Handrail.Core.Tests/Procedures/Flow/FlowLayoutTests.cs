using CsCheck;
using Handrail.Core.Procedures.Flow;
using static Handrail.Core.Tests.Procedures.Flow.Drafted;

namespace Handrail.Core.Tests.Procedures.Flow;

public class FlowLayoutTests
{
    [Fact]
    public void Every_chart_is_legible() => AnyProcedure.Any.Sample(procedure => FlowGeometry.AssertLegible(FlowLayout.Of(FlowGraph.Of(procedure))), iter: 400);

    [Fact]
    public void Every_long_chart_is_legible() => AnyProcedure.Long.Sample(procedure => FlowGeometry.AssertLegible(FlowLayout.Of(FlowGraph.Of(procedure))), iter: 25);
}
