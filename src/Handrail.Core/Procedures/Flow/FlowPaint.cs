namespace Handrail.Core.Procedures.Flow;

public enum FlowStatus { None, Open, Done, Failed, Skipped }

/// <summary>How far a run has come, drawn on the chart.</summary>
/// <param name="Steps">By anchor; steps that are not named have no status.</param>
/// <param name="Walked">The edges that were taken.</param>
public sealed record FlowPaint(IReadOnlyDictionary<string, FlowStatus> Steps, IReadOnlySet<FlowEdge> Walked)
{
    public static FlowPaint None { get; } = new(new Dictionary<string, FlowStatus>(), new HashSet<FlowEdge>());

    public FlowStatus Of(Step? step) => step is not null && Steps.TryGetValue(step.Anchor, out var status) ? status : FlowStatus.None;

    /// <summary>Follows the steps in the order in which they were entered. Steps that are not on the graph are passed over.</summary>
    /// <param name="path">Anchors; a step entered twice stands twice.</param>
    /// <param name="ended">The run has come to its end.</param>
    public static FlowPaint Along(FlowGraph graph, IReadOnlyList<string> path, IReadOnlyDictionary<string, FlowStatus> steps, bool ended = false)
    {
        var nodeOf = graph.Nodes.Where(node => node.Step is not null).DistinctBy(node => node.Step!.Anchor).ToDictionary(node => node.Step!.Anchor, node => node.Index);
        var leaving = graph.Edges.ToLookup(edge => edge.From);
        var walked = new HashSet<FlowEdge>();
        var at = 0;
        foreach (var anchor in path)
        {
            if (!nodeOf.TryGetValue(anchor, out var next)) continue;
            if (Way(graph, leaving, at, next) is { } way) walked.UnionWith(way);
            at = next;
        }
        if (ended && graph.Nodes.FirstOrDefault(node => node.Kind is FlowNodeKind.End) is { } end && Way(graph, leaving, at, end.Index) is { } last) walked.UnionWith(last);
        AddRails(graph, walked, [.. path.Where(nodeOf.ContainsKey).Select(anchor => nodeOf[anchor])]);
        return new(steps, walked);
    }

    /// <summary>The edge from one step to another, or the edges where only a fork, a join or an exit stands between them.</summary>
    static List<FlowEdge>? Way(FlowGraph graph, ILookup<int, FlowEdge> leaving, int from, int to)
    {
        foreach (var edge in leaving[from])
            if (edge.To == to) return [edge];
        foreach (var edge in leaving[from])
            if (graph.Nodes[edge.To].Step is null && edge.To != from && Way(graph, leaving, edge.To, to) is { } way) return [edge, .. way];
        return null;
    }

    /// <summary>In an any-order phase each step is entered from the fork and leads to the join, whatever came before it.</summary>
    static void AddRails(FlowGraph graph, HashSet<FlowEdge> walked, HashSet<int> visited)
    {
        var joined = walked.Select(edge => edge.From).Where(node => graph.Nodes[node].Kind == FlowNodeKind.Join).ToHashSet();
        foreach (var edge in graph.Edges)
            if (graph.Nodes[edge.From].Kind == FlowNodeKind.Fork && visited.Contains(edge.To) || joined.Contains(edge.To) && visited.Contains(edge.From)) walked.Add(edge);
    }
}
