namespace Handrail.Core.Procedures.Flow;

/// <summary>Decides which nodes get a box of their own: sub-steps that merely follow one another are lines in their parent's box.</summary>
static class FlowFolding
{
    public static void MakeBoxes(FlowPlan plan)
    {
        var foldedInto = FoldedInto(plan.Graph);
        var unitOf = UnitsByNode(plan);
        var memberOf = MembersByNode(plan.Graph);
        // What to do if a step fails is written in its box where it is but words.
        var onFailure = plan.Graph.Edges.Where(edge => edge.Kind == FlowEdgeKind.Failure).Select(edge => edge.To).ToHashSet();
        foreach (var node in plan.Graph.Nodes)
        {
            if (foldedInto[node.Index] >= 0)
            {
                plan.BoxOf[node.Index] = plan.BoxOf[foldedInto[node.Index]];
                continue;
            }
            if (node is { Kind: FlowNodeKind.Stop, Track: Track.Main })
            {
                plan.Stubs.Add(plan.BoxOf[node.Index] = new Box(node, FlowShape.Pill) { Stub = true });
                continue;
            }
            var side = node.Track != Track.Main || node.IsExit;
            if (node.Kind == FlowNodeKind.Advice && onFailure.Contains(node.Index)) continue;
            // Beside the second column there is no room for a third: its exits are written in its boxes, and its any-order phases need no bars.
            if (node.IsExit && node.Track != Track.Main) continue;
            if (side && node.Kind is FlowNodeKind.Fork) continue;
            if (side && node.Kind is FlowNodeKind.Join)
            {
                plan.BoxOf[node.Index] = plan.BoxOf[node.Index - 1];
                continue;
            }
            var unit = side ? unitOf[node.Index] ?? AddUnit(plan, new()) : null;
            var box = new Box(node, ShapeOf(node))
            {
                Side = side,
                Row = side ? unit!.Boxes.Count : plan.Main.Count,
                Member = memberOf[node.Index],
                Depth = DepthOf(plan, node),
                SubSteps = SubSteps(plan.Graph, foldedInto, node),
                Unit = unit,
            };
            (unit?.Boxes ?? plan.Main).Add(box);
            plan.BoxOf[node.Index] = box;
            if (side && node.Index > 0 && plan.Graph.Nodes[node.Index - 1].Kind == FlowNodeKind.Fork) plan.BoxOf[node.Index - 1] = box;
        }
    }

    static SideUnit AddUnit(FlowPlan plan, SideUnit unit)
    {
        plan.Side.Add(unit);
        return unit;
    }

    /// <summary>For each node the node whose box it is written in, or -1. A parent is folded only as a whole.</summary>
    static int[] FoldedInto(FlowGraph graph)
    {
        var into = new int[graph.Nodes.Count];
        Array.Fill(into, -1);
        var ways = new int[graph.Nodes.Count];
        var isPlain = new bool[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
            isPlain[node.Index] = node.Step is { IsDecision: false, IfItFails: null, Run: null, OnlyIf: null, Approval: null, Wait: null };
        foreach (var edge in graph.Edges)
            if (edge.Kind != FlowEdgeKind.Return && ++ways[edge.To] > 1) isPlain[edge.To] = false;
        var allPlain = new bool[graph.Nodes.Count];
        Array.Fill(allPlain, true);
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
            if (graph.Nodes[i].Parent is >= 0 and var parent) allPlain[parent] &= isPlain[i] && allPlain[i];
        foreach (var node in graph.Nodes)
        {
            if (node.Parent < 0) continue;
            var outer = into[node.Parent];
            into[node.Index] = outer >= 0 ? outer : allPlain[node.Parent] && graph.Nodes[node.Parent].Kind != FlowNodeKind.Decision ? node.Parent : -1;
        }
        return into;
    }

    static List<Step> SubSteps(FlowGraph graph, int[] foldedInto, FlowNode node)
    {
        var steps = new List<Step>();
        for (var i = node.Index + 1; i < graph.Nodes.Count && foldedInto[i] == node.Index; i++) steps.Add(graph.Nodes[i].Step!);
        return steps;
    }

    static SideUnit?[] UnitsByNode(FlowPlan plan)
    {
        var units = new SideUnit?[plan.Graph.Nodes.Count];
        SideUnit? rollback = null;
        foreach (var group in plan.Graph.Groups.Where(group => group.Track != Track.Main))
        {
            var unit = group.Track == Track.Contingency ? AddUnit(plan, new() { Group = group })
                : rollback ??= new() { IsRollback = true, Group = group };
            for (var i = group.First; i <= group.Last; i++) units[i] = unit;
        }
        if (rollback is null) return units;
        AddUnit(plan, rollback);
        foreach (var node in plan.Graph.Nodes.Where(node => node.Kind == FlowNodeKind.RolledBack)) units[node.Index] = rollback;
        return units;
    }

    static int[] MembersByNode(FlowGraph graph)
    {
        var members = new int[graph.Nodes.Count];
        Array.Fill(members, -1);
        foreach (var group in graph.Groups.Where(group => group is { AnyOrder: true, Track: Track.Main }))
            for (var i = group.First + 1; i < group.Last; i++)
                members[i] = graph.Nodes[i].Parent < 0 ? i : members[graph.Nodes[i].Parent];
        return members;
    }

    static int DepthOf(FlowPlan plan, FlowNode node)
    {
        var depth = 0;
        for (var at = node; at.Parent >= 0; at = plan.Graph.Nodes[at.Parent]) depth++;
        return depth;
    }

    static FlowShape ShapeOf(FlowNode node) => node.Kind switch
    {
        FlowNodeKind.Decision => FlowShape.Hexagon,
        FlowNodeKind.SubProcedure or FlowNodeKind.OtherProcedure => FlowShape.DoubleBox,
        FlowNodeKind.Start or FlowNodeKind.End or FlowNodeKind.RolledBack or FlowNodeKind.Stop => FlowShape.Pill,
        FlowNodeKind.Fork or FlowNodeKind.Join => FlowShape.Bar,
        FlowNodeKind.Advice or FlowNodeKind.Missing => FlowShape.Note,
        _ => FlowShape.Box,
    };
}
