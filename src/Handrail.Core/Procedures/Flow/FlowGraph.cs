namespace Handrail.Core.Procedures.Flow;

public enum FlowNodeKind
{
    Start,
    Step,
    Decision,
    /// <summary>A step that runs another procedure and waits for it.</summary>
    SubProcedure,
    /// <summary>From here the steps of a phase may be done in any order.</summary>
    Fork,
    /// <summary>Here all steps of an any-order phase are done.</summary>
    Join,
    /// <summary>The run ends here because an answer says so.</summary>
    Stop,
    /// <summary>Another procedure is started.</summary>
    OtherProcedure,
    /// <summary>Words only; the person decides.</summary>
    Advice,
    /// <summary>A link to a step, or to a rollback, that is not there.</summary>
    Missing,
    /// <summary>The end of a way out: back to the step that led to it.</summary>
    WayBack,
    End,
    /// <summary>The rollback is done; the run ends.</summary>
    RolledBack,
}

public enum FlowEdgeKind
{
    Next,
    Answer,
    /// <summary>What happens when the step does not apply: its condition is not met, or it is optional.</summary>
    Skip,
    /// <summary>"Did not work" was chosen.</summary>
    Failure,
    /// <summary>A way out is done: back to the step that failed, or behind the question that led to it.</summary>
    Return,
}

/// <param name="Index">Its place in <see cref="FlowGraph.Nodes"/>.</param>
/// <param name="Text">The instruction, the advice, the procedure or the missing anchor; empty for start, end, fork and join.</param>
/// <param name="Step">Of a step, decision or sub-procedure.</param>
/// <param name="Parent">Index of the step this one is a sub-step of, or -1.</param>
public sealed record FlowNode(int Index, FlowNodeKind Kind, Track Track, string Text, Step? Step, int Parent)
{
    /// <summary>Stop, another procedure, advice, a missing step, the end of a way out: where an exit leads that is no step of this procedure.</summary>
    public bool IsExit => Kind is FlowNodeKind.Stop or FlowNodeKind.OtherProcedure or FlowNodeKind.Advice or FlowNodeKind.Missing or FlowNodeKind.WayBack;
}

/// <param name="From">Index of a node.</param>
/// <param name="To">Index of a node.</param>
/// <param name="Label">The answer; empty for other kinds.</param>
/// <param name="Inferred">Read from prose and not yet confirmed.</param>
public readonly record struct FlowEdge(int From, int To, FlowEdgeKind Kind, string Label = "", bool Inferred = false);

/// <summary>A phase of the main track or the rollback, or one way out of a contingency section: nodes First to Last, in reading order.</summary>
/// <param name="Title">Empty where the text has none.</param>
public sealed record FlowGroup(string Title, string Anchor, Track Track, bool AnyOrder, int First, int Last);

/// <summary>Everything that can follow everything in one procedure. Steps come in reading order, sub-steps after their parent.</summary>
public sealed partial class FlowGraph
{
    public required Procedure Procedure { get; init; }
    public required IReadOnlyList<FlowNode> Nodes { get; init; }
    public required IReadOnlyList<FlowEdge> Edges { get; init; }
    public required IReadOnlyList<FlowGroup> Groups { get; init; }

    /// <summary>For the end of a way out: where it may lead back to.</summary>
    internal ILookup<int, int> WaysBack => field ??= Edges.Where(edge => edge.Kind == FlowEdgeKind.Return).ToLookup(edge => edge.From, edge => edge.To);

    /// <summary>The step at a node, or the first one behind a fork or join; null at the end.</summary>
    internal Step? StepAt(int node)
    {
        while (node < Nodes.Count && Nodes[node].Kind is FlowNodeKind.Fork or FlowNodeKind.Join) node++;
        return node < Nodes.Count ? Nodes[node].Step : null;
    }

    public static FlowGraph Of(Procedure procedure) => new FlowTracing(procedure).Trace();
}
