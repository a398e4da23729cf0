namespace Handrail.Core.Procedures.Flow;

/// <summary>Where a route runs: straight down, along the rails of an any-order phase, in one of the three channels beside the columns, or just to a stub.</summary>
enum Channel { Down, ForkRail, JoinRail, Left, Middle, Outer, Stub }

/// <summary>A box while its place is being found.</summary>
sealed class Box(FlowNode node, FlowShape shape)
{
    public FlowNode Node { get; } = node;
    public FlowShape Shape { get; } = shape;
    /// <summary>Stands in the second column.</summary>
    public bool Side { get; init; }
    /// <summary>Stands right beside the box that leads to it: a stop, or a jump to a step far away.</summary>
    public bool Stub { get; init; }
    /// <summary>Its place in its column, from the top.</summary>
    public int Row { get; init; }
    /// <summary>Node index of the step of an any-order phase it is, or belongs to; -1 elsewhere.</summary>
    public int Member { get; init; } = -1;
    public int Depth { get; init; }
    public IReadOnlyList<Step> SubSteps { get; init; } = [];

    /// <summary>Ways on that are written inside the box, one line each.</summary>
    public List<WayOn> Exits { get; } = [];
    public List<FlowLine> Lines { get; set; } = [];
    public List<Port> Left { get; } = [];
    public List<Port> Right { get; } = [];
    public int X, Y, Width, Height, TextHeight;
    public int Bottom => Y + Height;

    /// <summary>The part of the second column it belongs to; moves as one.</summary>
    public SideUnit? Unit { get; set; }
}

/// <summary>A way on that is written inside a box; the route is there where a line leaves the box at that height.</summary>
sealed record WayOn(string Text, FlowIcon Icon, Route? Route);

/// <summary>Where a line touches the left or right of a box.</summary>
sealed class Port
{
    /// <summary>From the top of the box.</summary>
    public int Y;
    /// <summary>Written above the line.</summary>
    public IReadOnlyList<string> Label = [];
    public int LabelWidth;
    /// <summary>How much farther down the next port must be because of what this one leads to.</summary>
    public int Tail;
    /// <summary>How far down the next port should be, so that what the two lead to can stand beside them.</summary>
    public int Pitch;
}

/// <summary>All edges that go from one box to another in the same manner.</summary>
sealed class Route(Box from, Box to, Channel channel, bool isFailure)
{
    public Box From { get; } = from;
    public Box To { get; } = to;
    public Channel Channel { get; } = channel;
    public bool IsFailure { get; } = isFailure;
    public List<FlowEdge> Edges { get; } = [];
    public Port Exit { get; } = new();
    public Bus? Bus { get; set; }
    public int StartY => From.Y + Exit.Y;
}

/// <summary>Routes in one channel to the same box share one vertical line and one arrow head: fewer lines, fewer crossings.</summary>
sealed class Bus(Box to, Channel channel, bool isFailure)
{
    public Box To { get; } = to;
    public Channel Channel { get; } = channel;
    public bool IsFailure { get; } = isFailure;
    public List<Route> Routes { get; } = [];
    public Port Arrival { get; } = new();
    public int EndY => To.Y + Arrival.Y;
    public int Track { get; set; }
}

/// <summary>Boxes of the second column that stay together: one way out, the rollback, or a single exit.</summary>
sealed class SideUnit
{
    public List<Box> Boxes { get; } = [];
    public FlowGroup? Group { get; init; }
    public List<(FlowGroup Group, Box First)> Titles { get; } = [];
    public bool IsRollback { get; init; }
    /// <summary>The first row of the main column that leads here.</summary>
    public int FirstCaller { get; set; } = int.MaxValue;
    public bool IsPlaced { get; set; }
}

sealed class FlowPlan
{
    public required FlowGraph Graph { get; init; }
    public List<Box> Main { get; } = [];
    public List<SideUnit> Side { get; } = [];
    public List<Box> Stubs { get; } = [];
    public List<Route> Routes { get; } = [];
    public List<Bus> Buses { get; private set; } = [];
    public IEnumerable<Box> Boxes => Main.Concat(Stubs).Concat(Side.SelectMany(unit => unit.Boxes));
    public required Box?[] BoxOf { get; init; }

    public static FlowPlan Of(FlowGraph graph, FlowLayoutOptions options, int reach)
    {
        var plan = new FlowPlan { Graph = graph, BoxOf = new Box?[graph.Nodes.Count] };
        FlowFolding.MakeBoxes(plan);
        FlowLinks.Connect(plan, options.Words);
        FlowJumps.Shorten(plan, reach);
        plan.Buses = [.. plan.Routes.Select(route => route.Bus).OfType<Bus>().Distinct()];
        return plan;
    }
}
