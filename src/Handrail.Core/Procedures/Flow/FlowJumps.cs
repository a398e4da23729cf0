namespace Handrail.Core.Procedures.Flow;

/// <summary>
/// A line over many steps cannot be followed on a screen, and not at all over a page break: where the target is far away, a sign names it instead.
/// </summary>
static class FlowJumps
{
    /// <summary>How far a line usually reaches, in rows of the main column. A short chart is then drawn without jumps.</summary>
    const int Usual = 8, Short = 16;

    /// <summary>To be tried in turn. With the last, nothing runs beside the columns, so every chart is as narrow as they are.</summary>
    public static IEnumerable<int> Reaches { get; } = [Usual, 4, 2, 1, 0, -1];

    public static void Shorten(FlowPlan plan, int reach)
    {
        FindFirstCallers(plan);
        if (plan.Main.Count <= Short && reach == Usual) return;
        for (var i = 0; i < plan.Routes.Count; i++)
            if (IsFar(plan, plan.Routes[i], reach)) plan.Routes[i] = Shortened(plan, plan.Routes[i]);
        plan.Routes.RemoveAll(route => route.From.Side && IsFar(plan, route, reach));
    }

    static void FindFirstCallers(FlowPlan plan)
    {
        foreach (var route in plan.Routes)
            if (route.To.Unit is { } unit && !route.From.Side) unit.FirstCaller = Math.Min(unit.FirstCaller, route.From.Row);
        foreach (var unit in plan.Side.Where(unit => unit.IsRollback)) unit.FirstCaller = plan.Main.Count;
    }

    static bool IsFar(FlowPlan plan, Route route, int reach) =>
        route.Channel is Channel.Left or Channel.Middle or Channel.Outer && Math.Abs((long)RowOf(plan, route.From) - RowOf(plan, route.To)) > reach;

    /// <summary>A unit nobody leads to stands at the end.</summary>
    static int RowOf(FlowPlan plan, Box box) => Math.Min(box.Unit?.FirstCaller ?? box.Row, plan.Main.Count);

    static Route Shortened(FlowPlan plan, Route route)
    {
        if (route.From.Side) return route;
        var jump = new Box(route.To.Node, FlowShape.Jump) { Stub = true };
        plan.Stubs.Add(jump);
        var shortened = new Route(route.From, jump, Channel.Stub, route.IsFailure);
        shortened.Edges.AddRange(route.Edges);
        shortened.Exit.Label = route.Exit.Label;
        return shortened;
    }
}
