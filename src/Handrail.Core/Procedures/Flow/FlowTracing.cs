namespace Handrail.Core.Procedures.Flow;

/// <summary>Finds out what follows what. First every step becomes a node, then every node is joined to what may come after it.</summary>
sealed class FlowTracing(Procedure procedure)
{
    readonly List<FlowNode> _nodes = [];
    readonly List<FlowEdge> _edges = [];
    readonly List<FlowGroup> _groups = [];
    readonly Dictionary<Step, int> _nodeOf = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<string, int> _anchors = new(StringComparer.Ordinal);
    readonly Dictionary<int, int> _endOfWay = [];
    readonly HashSet<FlowEdge> _returns = [];
    int _rollback = -1;

    public FlowGraph Trace()
    {
        var start = Add(FlowNodeKind.Start, Track.Main);
        var main = procedure.Main.Where(phase => phase.Steps.Count > 0).Select(DeclarePhase).ToList();
        var end = Add(FlowNodeKind.End, Track.Main);
        var ways = procedure.Contingencies.SelectMany(WaysOut).Select(way => (Way: DeclarePhase(way), Back: Add(FlowNodeKind.WayBack, Track.Contingency))).ToList();
        var rollback = procedure.Rollback.Where(phase => phase.Steps.Count > 0).Select(DeclarePhase).ToList();
        var rolledBack = rollback.Count > 0 ? Add(FlowNodeKind.RolledBack, Track.Rollback) : end;
        if (rollback.Count > 0) _rollback = rollback[0].Group.First;
        foreach (var (way, back) in ways)
            for (var node = way.Group.First; node <= way.Group.Last; node++) _endOfWay[node] = back;
        foreach (var group in _groups) _anchors.TryAdd(group.Anchor, group.First);

        _edges.Add(new(start, main.Count > 0 ? main[0].Group.First : end, FlowEdgeKind.Next));
        JoinPhases(main, end);
        foreach (var (way, back) in ways) JoinPhase(way.Group, way.Steps, back);
        JoinPhases(rollback, rolledBack);
        return new() { Procedure = procedure, Nodes = _nodes, Edges = [.. _edges, .. _returns], Groups = _groups };
    }

    /// <summary>A titled phase is one way out; in an untitled one each step is.</summary>
    static IEnumerable<Phase> WaysOut(Phase phase) =>
        phase.Steps.Count == 0 ? []
        : phase.Title.Length > 0 ? [phase]
        : phase.Steps.Select(step => phase with { Steps = [step], AnyOrder = false });

    (FlowGroup Group, IReadOnlyList<Step> Steps) DeclarePhase(Phase phase)
    {
        var (first, anyOrder) = (_nodes.Count, phase.AnyOrder && phase.Steps.Count > 1);
        if (anyOrder) Add(FlowNodeKind.Fork, phase.Track);
        foreach (var step in phase.Steps) Declare(step, -1);
        if (anyOrder) Add(FlowNodeKind.Join, phase.Track);
        var group = new FlowGroup(phase.Title, phase.Anchor, phase.Track, anyOrder, first, _nodes.Count - 1);
        _groups.Add(group);
        return (group, phase.Steps);
    }

    void Declare(Step step, int parent)
    {
        var kind = step.IsDecision ? FlowNodeKind.Decision : step.Run is null ? FlowNodeKind.Step : FlowNodeKind.SubProcedure;
        var self = Add(kind, step.Track, step.Instruction, step, parent);
        _nodeOf[step] = self;
        _anchors.TryAdd(step.Anchor, self);
        foreach (var child in step.Children) Declare(child, self);
    }

    int Add(FlowNodeKind kind, Track track, string text = "", Step? step = null, int parent = -1)
    {
        _nodes.Add(new(_nodes.Count, kind, track, text, step, parent));
        return _nodes.Count - 1;
    }

    void JoinPhases(List<(FlowGroup Group, IReadOnlyList<Step> Steps)> phases, int after)
    {
        for (var i = 0; i < phases.Count; i++)
            JoinPhase(phases[i].Group, phases[i].Steps, i + 1 < phases.Count ? phases[i + 1].Group.First : after);
    }

    void JoinPhase(FlowGroup group, IReadOnlyList<Step> steps, int after)
    {
        if (!group.AnyOrder)
        {
            JoinSteps(steps, after);
            return;
        }
        foreach (var step in steps)
        {
            _edges.Add(new(group.First, _nodeOf[step], FlowEdgeKind.Next));
            JoinStep(step, group.Last);
        }
        _edges.Add(new(group.Last, after, FlowEdgeKind.Next));
    }

    void JoinSteps(IReadOnlyList<Step> steps, int after)
    {
        for (var i = 0; i < steps.Count; i++) JoinStep(steps[i], i + 1 < steps.Count ? _nodeOf[steps[i + 1]] : after);
    }

    void JoinStep(Step step, int next)
    {
        var self = _nodeOf[step];
        var inner = step.Children.Count > 0 ? _nodeOf[step.Children[0]] : next;
        if (!step.IsDecision) _edges.Add(new(self, inner, FlowEdgeKind.Next));
        foreach (var answer in step.Answers) Leave(self, answer.Exit, new(self, 0, FlowEdgeKind.Answer, answer.Label, answer.Inferred), inner);
        var passesBy = inner == next && (!step.IsDecision || step.Answers.Any(answer => answer.Exit is Exit.Continue));
        if ((step.OnlyIf is not null || step.Optional) && !passesBy) _edges.Add(new(self, next, FlowEdgeKind.Skip));
        if (step.IfItFails is { } exit) Leave(self, exit, new(self, 0, FlowEdgeKind.Failure), next);
        JoinSteps(step.Children, next);
    }

    void Leave(int self, Exit exit, FlowEdge edge, int next)
    {
        var track = _nodes[self].Track;
        var to = exit switch
        {
            Exit.Continue => next,
            Exit.GoTo go => _anchors.TryGetValue(go.Anchor, out var target) ? Entry(self, target) : Add(FlowNodeKind.Missing, track, go.Anchor),
            Exit.RollBack => _rollback >= 0 ? _rollback : Add(FlowNodeKind.Missing, track),
            Exit.Start start => Add(FlowNodeKind.OtherProcedure, track, Plain.Of(start.Procedure.Text)),
            Exit.Advice advice => Add(FlowNodeKind.Advice, track, Plain.Of(advice.Text)),
            _ => Add(FlowNodeKind.Stop, track),
        };
        _edges.Add(edge with { To = to });
        // A way out ends where it was entered: at the step that failed, or behind the question that led to it.
        if (_endOfWay.TryGetValue(to, out var end) && !(_endOfWay.TryGetValue(self, out var own) && own == end))
            _returns.Add(new(end, edge.Kind == FlowEdgeKind.Failure ? self : next, FlowEdgeKind.Return));
        // What an answer says in words, or another procedure, does not end the run: it goes on once that is done.
        if (edge.Kind == FlowEdgeKind.Answer && exit is Exit.Advice or Exit.Start) _edges.Add(new(to, next, FlowEdgeKind.Next));
    }

    /// <summary>To go to the first step of an any-order phase from outside is to go to the phase.</summary>
    int Entry(int from, int to) =>
        _nodes[to - 1].Kind == FlowNodeKind.Fork && !_groups.Exists(group => group.First == to - 1 && group.First < from && from < group.Last) ? to - 1 : to;
}
