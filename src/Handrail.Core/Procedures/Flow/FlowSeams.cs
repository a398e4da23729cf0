namespace Handrail.Core.Procedures.Flow;

/// <summary>
/// Between the columns lines from both sides run level with where they touch a box. Where two that have nothing to do with one another
/// would share a height, one box gives way by a few pixels.
/// </summary>
sealed class FlowSeams
{
    const int Apart = 4, MostTries = 12;

    readonly ILookup<Box, (Port Port, Bus Bus)> _ports;

    /// <summary>Heights taken in each column so far.</summary>
    public List<(int Y, Bus Bus)> Main { get; } = [];
    public List<(int Y, Bus Bus)> Side { get; } = [];

    public FlowSeams(FlowPlan plan)
    {
        var routes = plan.Routes.Where(route => route.Channel == Channel.Middle).ToList();
        _ports = routes.Select(route => (route.From, Touch: (route.Exit, route.Bus!)))
            .Concat(routes.Select(route => route.Bus!).Distinct().Select(bus => (From: bus.To, Touch: (bus.Arrival, bus))))
            .ToLookup(pair => pair.From, pair => pair.Touch);
    }

    /// <returns>By how much the boxes moved down.</returns>
    public int Settle(IReadOnlyList<Box> boxes, List<(int Y, Bus Bus)> own, List<(int Y, Bus Bus)> others)
    {
        var shift = 0;
        for (var tries = 0; tries < MostTries && boxes.Any(box => Blurs(box, others)); tries++)
        {
            foreach (var box in boxes) box.Y += Apart;
            shift += Apart;
        }
        foreach (var box in boxes)
            foreach (var (port, bus) in _ports[box]) own.Add((box.Y + port.Y, bus));
        return shift;
    }

    bool Blurs(Box box, List<(int Y, Bus Bus)> others)
    {
        foreach (var (port, bus) in _ports[box])
            foreach (var (y, other) in others)
                if (Math.Abs(box.Y + port.Y - y) < Apart && !(other == bus && y == box.Y + port.Y)) return true;
        return false;
    }
}
