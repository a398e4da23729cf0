namespace Handrail.Core.Procedures.Flow;

/// <summary>Gives every edge that is drawn a route, and writes those that are not as lines into their boxes.</summary>
static class FlowLinks
{
    public static void Connect(FlowPlan plan, FlowWords words)
    {
        var routes = new Dictionary<(Box, Box, Channel, bool), Route>();
        var buses = new Dictionary<(Box, Channel, bool), Bus>();
        foreach (var edge in plan.Graph.Edges)
        {
            if (plan.BoxOf[edge.From] is not { } from || edge.Kind == FlowEdgeKind.Return) continue;
            var to = plan.BoxOf[edge.To];
            var channel = to is null ? null : ChannelOf(plan, from, to, edge);
            var route = channel is { } drawn ? RouteOf(plan, routes, buses, from, to!, drawn, edge) : null;
            if (WrittenInside(plan, from, edge, route, words) is { } text) from.Exits.Add(new(text, IconOf(plan, edge), route));
            else if (route is not null) AddLabel(route, edge, words);
        }
    }

    /// <returns>Null where nothing is drawn: within one box, and between the members of an any-order phase in the second column.</returns>
    static Channel? ChannelOf(FlowPlan plan, Box from, Box to, FlowEdge edge)
    {
        if (from.Node.IsExit) return null;
        var (isFailure, isSelf) = (edge.Kind == FlowEdgeKind.Failure, from == to);
        if (isSelf && edge.Kind is FlowEdgeKind.Next or FlowEdgeKind.Skip) return null;
        if (to.Stub) return Channel.Stub;
        if (from.Side != to.Side) return Channel.Middle;
        if (from.Side) return SideChannel(plan, from, to, edge);
        if (from.Node.Kind == FlowNodeKind.Fork && to.Member >= 0) return Channel.ForkRail;
        if (to.Node.Kind == FlowNodeKind.Join && from.Member >= 0) return isFailure ? null : Channel.JoinRail;
        if (to.Row == from.Row + 1 && !isFailure && (from.Member == to.Member || from.Member < 0 && to.Member < 0)) return Channel.Down;
        return to.Row > from.Row ? Channel.Middle : Channel.Left;
    }

    static Channel? SideChannel(FlowPlan plan, Box from, Box to, FlowEdge edge)
    {
        if (plan.Graph.Nodes[edge.From].Kind == FlowNodeKind.Fork || plan.Graph.Nodes[edge.To].Kind == FlowNodeKind.Join) return null;
        return from.Unit == to.Unit && to.Row == from.Row + 1 && edge.Kind != FlowEdgeKind.Failure ? Channel.Down : Channel.Outer;
    }

    static Route RouteOf(FlowPlan plan, Dictionary<(Box, Box, Channel, bool), Route> routes, Dictionary<(Box, Channel, bool), Bus> buses,
        Box from, Box to, Channel channel, FlowEdge edge)
    {
        var isFailure = edge.Kind == FlowEdgeKind.Failure;
        if (!routes.TryGetValue((from, to, channel, isFailure), out var route))
        {
            routes[(from, to, channel, isFailure)] = route = new(from, to, channel, isFailure);
            plan.Routes.Add(route);
            if (channel is Channel.Left or Channel.Middle or Channel.Outer) JoinBus(buses, route);
        }
        route.Edges.Add(edge);
        return route;
    }

    static void JoinBus(Dictionary<(Box, Channel, bool), Bus> buses, Route route)
    {
        var key = (route.To, route.Channel, route.IsFailure);
        if (!buses.TryGetValue(key, out var bus)) buses[key] = bus = new(route.To, route.Channel, route.IsFailure);
        bus.Routes.Add(route);
        route.Bus = bus;
    }

    /// <returns>The line to write into the box the edge leaves, or null where the edge carries a label or speaks for itself.</returns>
    static string? WrittenInside(FlowPlan plan, Box from, FlowEdge edge, Route? route, FlowWords words)
    {
        var inMiddleOfRails = route is null && !from.Side || route?.Channel == Channel.JoinRail;
        var where = Sentence(plan.Graph, edge, words);
        if (from.Node.IsExit) return ThenOn(plan.Graph, edge, words);
        if (edge.Kind == FlowEdgeKind.Next) return plan.Graph.Nodes[edge.To].Kind == FlowNodeKind.WayBack ? where : null;
        if (!from.Side && !inMiddleOfRails) return null;
        return edge.Kind switch
        {
            FlowEdgeKind.Answer => $"{edge.Label}: {where}",
            FlowEdgeKind.Failure => string.Format(words.IfItFailsSentence, where),
            FlowEdgeKind.Skip => string.Format(words.IfItDoesNotApplySentence, where),
            _ => null,
        };
    }

    static FlowIcon IconOf(FlowPlan plan, FlowEdge edge) =>
        edge.Kind == FlowEdgeKind.Failure ? FlowIcon.Cross
        : plan.Graph.Nodes[edge.To].Kind == FlowNodeKind.WayBack || plan.Graph.Nodes[edge.From].IsExit ? FlowIcon.Back : FlowIcon.Arrow;

    static string ThenOn(FlowGraph graph, FlowEdge edge, FlowWords words) =>
        graph.Nodes[edge.To].Kind != FlowNodeKind.Join && graph.StepAt(edge.To) is { } step ? string.Format(words.ThenStep, step.Number) : words.ThenOn;

    /// <summary>Where an edge leads, in words: "go to step 5".</summary>
    public static string Sentence(FlowGraph graph, FlowEdge edge, FlowWords words)
    {
        var to = graph.Nodes[edge.To];
        return to.Kind switch
        {
            FlowNodeKind.Stop => words.StopSentence,
            FlowNodeKind.OtherProcedure => string.Format(words.StartsProcedure, to.Text),
            FlowNodeKind.Advice => to.Text,
            FlowNodeKind.Missing => to.Text.Length > 0 ? string.Format(words.MissingStep, to.Text) : words.MissingRollback,
            FlowNodeKind.WayBack => WayBack(graph, edge.To, words),
            _ => StepSentence(graph, edge, words),
        };
    }

    static string StepSentence(FlowGraph graph, FlowEdge edge, FlowWords words)
    {
        if (graph.Nodes[edge.To].Kind == FlowNodeKind.Join) return words.GoOn;
        if (graph.StepAt(edge.To) is not { } step) return words.Finish;
        var from = graph.Nodes[edge.From].Track;
        return string.Format(
            step.Track == Track.Rollback && from != Track.Rollback ? words.RollBackSentence
            : edge.To <= edge.From && step.Track == from ? words.GoBackTo
            : edge.To == edge.From + 1 ? words.Continue : words.GoTo, step.Number);
    }

    public static string WayBack(FlowGraph graph, int end, FlowWords words) =>
        graph.WaysBack[end].ToList() is not [var only] ? words.BackToCaller
        : graph.StepAt(only) is { } step ? string.Format(words.BackTo, step.Number) : words.BackToEnd;

    static void AddLabel(Route route, FlowEdge edge, FlowWords words)
    {
        var label = edge.Kind switch
        {
            FlowEdgeKind.Answer => edge.Label,
            FlowEdgeKind.Failure => words.IfItFails,
            FlowEdgeKind.Skip => words.Otherwise,
            _ => "",
        };
        if (label.Length == 0) return;
        route.Exit.Label = [route.Exit.Label.Count == 0 ? label : route.Exit.Label[0] + words.Or + label];
    }
}
