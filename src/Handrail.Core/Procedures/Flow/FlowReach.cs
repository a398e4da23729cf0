namespace Handrail.Core.Procedures.Flow;

/// <summary>What lint asks of the graph. Both answers take time linear in the procedure.</summary>
public sealed partial class FlowGraph
{
    /// <summary>
    /// Steps nothing leads to. "Did not work" can be chosen on any step, so every way out and the rollback count as entered.
    /// </summary>
    public IReadOnlyList<Step> UnreachableSteps
    {
        get
        {
            var entries = Groups.Where(group => group.Track == Track.Contingency).Select(group => group.First)
                .Concat(Groups.Where(group => group.Track == Track.Rollback).Take(1).Select(group => group.First)).Prepend(0);
            var reached = Closure(entries, edge => edge.From, edge => edge.To, _ => true);
            return [.. Nodes.Where(node => node.Step is not null && !reached[node.Index]).Select(node => node.Step!)];
        }
    }

    /// <summary>
    /// Loops that no answer leads out of, each in reading order. That a step may fail is no way out: every step may.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Step>> EndlessLoops
    {
        get
        {
            var onward = new int[Nodes.Count];
            foreach (var edge in Edges.Where(IsOrdinary)) onward[edge.From]++;
            var ends = Nodes.Where(node => onward[node.Index] == 0).Select(node => node.Index);
            var canEnd = Closure(ends, edge => edge.To, edge => edge.From, IsOrdinary);
            if (!canEnd.Contains(false)) return [];
            var trapped = Edges.Where(edge => IsOrdinary(edge) && !canEnd[edge.From]).ToList();
            return Loops(WithoutLeadIns(trapped));
        }
    }

    static bool IsOrdinary(FlowEdge edge) => edge.Kind is not (FlowEdgeKind.Failure or FlowEdgeKind.Return);

    bool[] Closure(IEnumerable<int> entries, Func<FlowEdge, int> from, Func<FlowEdge, int> to, Func<FlowEdge, bool> counts)
    {
        var edges = Edges.Where(counts).ToLookup(from, to);
        var (reached, open) = (new bool[Nodes.Count], new Stack<int>(entries));
        while (open.TryPop(out var node))
        {
            if (reached[node]) continue;
            reached[node] = true;
            foreach (var next in edges[node]) open.Push(next);
        }
        return reached;
    }

    /// <summary>Every trapped node has a way on, so what is left once nodes without a way in are taken off are the loops.</summary>
    List<FlowEdge> WithoutLeadIns(List<FlowEdge> edges)
    {
        var leaving = edges.ToLookup(edge => edge.From, edge => edge.To);
        var ways = new int[Nodes.Count];
        foreach (var edge in edges) ways[edge.To]++;
        var open = new Stack<int>(leaving.Select(group => group.Key).Where(node => ways[node] == 0));
        var gone = new HashSet<int>();
        while (open.TryPop(out var node))
        {
            gone.Add(node);
            foreach (var next in leaving[node])
                if (--ways[next] == 0) open.Push(next);
        }
        return edges.FindAll(edge => !gone.Contains(edge.From));
    }

    List<IReadOnlyList<Step>> Loops(List<FlowEdge> edges)
    {
        var near = edges.Concat(edges.Select(edge => edge with { From = edge.To, To = edge.From })).ToLookup(edge => edge.From, edge => edge.To);
        var (seen, loops) = (new HashSet<int>(), new List<IReadOnlyList<Step>>());
        foreach (var edge in edges.OrderBy(edge => edge.From))
        {
            var (loop, open) = (new SortedSet<int>(), new Stack<int>([edge.From]));
            while (open.TryPop(out var node))
            {
                if (!seen.Add(node)) continue;
                loop.Add(node);
                foreach (var next in near[node]) open.Push(next);
            }
            if (loop.Count > 0) loops.Add([.. loop.Select(node => Nodes[node].Step).OfType<Step>()]);
        }
        return loops;
    }
}
