namespace Handrail.Core.Procedures.Flow;

/// <summary>Spreads the lines that touch a box along its sides, in the order that makes them cross least, each with room for its label.</summary>
static class FlowPorts
{
    public const int LabelLine = 14, RailY = 20;
    const int Apart = 12, RightLabel = 124, LeftLabel = 84, DownLabel = 150;

    public static void Spread(FlowPlan plan)
    {
        foreach (var route in plan.Routes) WrapLabel(route);
        foreach (var bus in plan.Buses) (ArrivesLeft(bus) ? bus.To.Left : bus.To.Right).Add(bus.Arrival);
        var exits = plan.Routes.Where(route => route.Bus is not null && !route.From.Side).ToLookup(route => route.From);
        foreach (var box in plan.Main)
        {
            box.Right.AddRange(exits[box].Where(route => route.Channel == Channel.Middle).OrderBy(RightRank).Select(route => route.Exit));
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

    /// <summary>From the top: what leads up into the second column, what stands beside, the rollback, and last what skips ahead, farthest first.</summary>
    static int RightRank(Route route) =>
        route.To.Unit is not { } unit ? int.MaxValue - route.To.Row
        : unit.FirstCaller < route.From.Row ? 0
        : unit.IsRollback ? 2 : 1;

    static void WrapLabel(Route route)
    {
        if (route.Exit.Label.Count == 0) return;
        var width = route.Channel switch { Channel.Left => LeftLabel, Channel.Middle => RightLabel, _ => DownLabel };
        route.Exit.Label = Lettering.Wrap(route.Exit.Label[0], width, FlowFace.SmallSize, 3);
        route.Exit.LabelWidth = route.Exit.Label.Max(line => Lettering.Width(line, FlowFace.SmallSize));
    }

    /// <summary>Makes the box high enough and sets each port as far from the one above as its label needs.</summary>
    static void SpreadSide(Box box, List<Port> ports)
    {
        var y = box.Member >= 0 && box.Node.Parent < 0 ? RailY : 0;
        foreach (var port in ports)
            port.Y = y += Math.Max(y == 0 && box.Height < 10 ? 3 : Apart, port.Label.Count * LabelLine + 6);
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
        var first = box.Node.Step is null && box.Height < 60 ? box.Height / 2 : 18;
        for (var i = 0; i < box.Left.Count; i++) box.Left[i].Y = first + 10 * i;
        for (var i = 0; i < box.Right.Count; i++) box.Right[i].Y = first + 10 * i;
    }
}
