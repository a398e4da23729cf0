namespace Handrail.Core.Procedures.Flow;

/// <summary>Spreads the lines that touch a box along its sides, in the order that makes them cross least, each with room for its label.</summary>
static class FlowPorts
{
    public const int LabelLine = 14, RailY = 20;
    const int Apart = 12, StubTail = 10, FewExits = 3, RightLabel = 110, LeftLabel = 78, StubLabel = 80, DownLabel = 150;

    public static void Spread(FlowPlan plan)
    {
        foreach (var route in plan.Routes) WrapLabel(route);
        foreach (var route in plan.Routes.Where(route => route.Channel == Channel.Stub)) route.Exit.Tail = StubTail;
        foreach (var bus in plan.Buses) (ArrivesLeft(bus) ? bus.To.Left : bus.To.Right).Add(bus.Arrival);
        var exits = plan.Routes.Where(route => !route.From.Side).ToLookup(route => route.From);
        foreach (var box in plan.Main)
        {
            MakeRoomBeside([.. exits[box].Where(route => route.To.Node.IsExit && !route.To.Stub)]);
            box.Right.AddRange(exits[box].Where(route => route.Channel is Channel.Middle or Channel.Stub).OrderBy(RightRank).Select(route => route.Exit));
            // Lines on the left go up: the nearest target leaves first, and what arrives comes from below.
            box.Left.InsertRange(0, exits[box].Where(route => route.Channel == Channel.Left).OrderByDescending(route => route.To.Row).Select(route => route.Exit));
            SpreadSide(box, box.Left);
            SpreadSide(box, box.Right);
            Centre(box, box.Left);
            Centre(box, box.Right);
        }
        foreach (var box in plan.Side.SelectMany(unit => unit.Boxes)) SpreadArrivals(box);
    }

    static bool ArrivesLeft(Bus bus) => bus.Channel == Channel.Left || bus.Channel == Channel.Middle && bus.To.Side;

    /// <summary>From the top: what leads up into the second column, what stands beside, the rollback, the stubs, and last what skips ahead, farthest first.</summary>
    static int RightRank(Route route) =>
        route.To.Stub ? 3
        : route.To.Unit is not { } unit ? int.MaxValue - route.To.Row
        : unit.FirstCaller < route.From.Row ? 0
        : unit.IsRollback ? 2 : 1;

    /// <summary>A few exits stand each level with its line; more would make the box too high.</summary>
    static void MakeRoomBeside(List<Route> exits)
    {
        if (exits.Count > FewExits) return;
        foreach (var route in exits) route.Exit.Pitch = route.To.Height + FlowRows.UnitGap;
    }

    static void WrapLabel(Route route)
    {
        if (route.Exit.Label.Count == 0) return;
        var width = route.Channel switch { Channel.Left => LeftLabel, Channel.Middle => RightLabel, Channel.Stub => StubLabel, _ => DownLabel };
        route.Exit.Label = Lettering.Wrap(route.Exit.Label[0], width, FlowFace.SmallSize, 3, bold: true);
        route.Exit.LabelWidth = route.Exit.Label.Max(line => Lettering.Width(line, FlowFace.SmallSize, bold: true));
    }

    /// <summary>Makes the box high enough and sets each port as far from the one above as its label needs.</summary>
    static void SpreadSide(Box box, List<Port> ports)
    {
        var y = box.Member >= 0 ? RailY : 0;
        var (tail, pitch) = (0, 0);
        foreach (var port in ports)
        {
            var room = Math.Max(y == 0 && box.Height < 10 ? 3 : Apart, port.Label.Count * LabelLine + 6);
            port.Y = y += Math.Max(Math.Max(room, port.Tail + 4) + tail, pitch);
            (tail, pitch) = (port.Tail, port.Pitch);
        }
        if (ports.Count > 0) box.Height = Math.Max(box.Height, box.Height < 10 && ports.Count == 1 ? 6 : y + Apart - 3);
    }

    static void Centre(Box box, List<Port> ports)
    {
        if (ports.Count == 0) return;
        var shift = (box.Height - (ports[^1].Y - ports[0].Y)) / 2 - ports[0].Y;
        if (shift > 0) ports.ForEach(port => port.Y += shift);
    }

    static void SpreadArrivals(Box box)
    {
        var first = box.Node.Step is null ? 14 : 18;
        for (var i = 0; i < box.Left.Count; i++) box.Left[i].Y = first + 10 * i;
        for (var i = 0; i < box.Right.Count; i++) box.Right[i].Y = first + 10 * i;
    }
}
