using Handrail.Core.Procedures.Flow;

namespace Handrail.Core.Tests.Procedures.Flow;

/// <summary>What must be true of every chart so that it can be read.</summary>
static class FlowGeometry
{
    public static void AssertLegible(FlowLayout layout)
    {
        var boxes = layout.Boxes.Select(box => box.Area).ToList();
        var labels = layout.Labels.Select(label => label.Area).Concat(layout.Bands.Select(band => band.TitleArea)).ToList();
        AssertApart(boxes, boxes, "box");
        AssertApart(boxes, labels, "label and box");
        AssertApart(labels, labels, "label");
        AssertInside(layout);
        foreach (var path in layout.Paths)
        {
            foreach (var leg in Legs(path))
            {
                foreach (var box in layout.Boxes)
                    if (Crosses(leg, InsideAt(leg, box))) Assert.Fail($"the way {Name(path)} crosses {box.Node.Kind} {box.Area} at {leg}");
                foreach (var label in labels)
                    if (Crosses(leg, label)) Assert.Fail($"the way {Name(path)} crosses the label {label} at {leg}");
            }
        }
        foreach (var box in layout.Boxes) AssertTextFits(box);
    }

    static string Name(FlowPath path) => $"{path.Edges[0]}: {string.Join(" ", path.Points)}";

    static void AssertApart(List<FlowArea> some, List<FlowArea> others, string what)
    {
        foreach (var a in some)
            foreach (var b in others.Where(b => !ReferenceEquals(some, others) || b != a))
                if (a.Overlaps(b)) Assert.Fail($"{what}: {a} overlaps {b}");
        if (ReferenceEquals(some, others)) Assert.Equal(some.Count, some.Distinct().Count());
    }

    static void AssertInside(FlowLayout layout)
    {
        var page = new FlowArea(0, 0, layout.Width, layout.Height);
        Assert.All(layout.Boxes, box => Assert.True(page.Contains(box.Area), $"{box.Area} is outside {page}"));
        Assert.All(layout.Labels, label => Assert.True(page.Contains(label.Area), $"{label.Area} is outside {page}"));
        Assert.All(layout.Bands, band => Assert.True(page.Contains(band.Area) && page.Contains(band.TitleArea), $"{band.Area} is outside {page}"));
        Assert.All(layout.Paths.SelectMany(path => path.Points), point => Assert.True(point.X > 0 && point.X < page.Right && point.Y > 0 && point.Y < page.Bottom, $"{point} is outside {page}"));
    }

    static void AssertTextFits(FlowBox box)
    {
        foreach (var line in box.Lines)
        {
            var size = line.Ink switch { FlowInk.Number or FlowInk.Body => 13, FlowInk.SubStep or FlowInk.Stub => 12, _ => 11 };
            var width = Lettering.Width(line.Text, size, line.Ink is FlowInk.Number or FlowInk.Stub);
            var isCentred = box.Shape is FlowShape.Pill or FlowShape.Jump;
            Assert.True(isCentred ? width <= box.Area.Width : line.X + width <= box.Area.Width, $"\"{line.Text}\" runs over {box.Area}");
            Assert.True(line.Y <= box.Area.Height && line.Y > 8, $"\"{line.Text}\" stands outside {box.Area}");
        }
    }

    /// <summary>Two ways that lead from different boxes to different boxes may cross, but never run along each other.</summary>
    public static void AssertTraceable(FlowLayout layout)
    {
        var legs = layout.Paths.SelectMany(path => Legs(path).Select(leg => (path, leg))).ToList();
        foreach (var (path, leg) in legs)
            foreach (var (other, along) in legs.Where(pair => pair.path.Points[^1] != path.Points[^1] && pair.path.Edges[0].From != path.Edges[0].From))
                if (RunAlong(leg, along)) Assert.Fail($"{Name(path)} and {Name(other)} run along each other");
    }

    static bool RunAlong(FlowArea a, FlowArea b) =>
        a.Width == 0 && b.Width == 0 && Math.Abs(a.Left - b.Left) < 3 && a.Top < b.Bottom && b.Top < a.Bottom
        || a.Height == 0 && b.Height == 0 && Math.Abs(a.Top - b.Top) < 3 && a.Left < b.Right && b.Left < a.Right;

    public static IEnumerable<FlowArea> Legs(FlowPath path)
    {
        for (var i = 1; i < path.Points.Count; i++)
        {
            var (a, b) = (path.Points[i - 1], path.Points[i]);
            Assert.True(a.X == b.X || a.Y == b.Y, "a leg is not straight");
            Assert.NotEqual(a, b);
            yield return new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));
        }
    }

    /// <summary>A decision's sides are slanted.</summary>
    static FlowArea InsideAt(FlowArea leg, FlowBox box)
    {
        if (box.Shape != FlowShape.Hexagon || leg.Height > 0) return box.Area;
        var inset = FlowFace.HexagonSlant * Math.Abs(2 * (leg.Top - box.Area.Top) - box.Area.Height) / box.Area.Height;
        return box.Area with { Left = box.Area.Left + inset, Width = box.Area.Width - 2 * inset };
    }

    /// <summary>Touching the side is allowed: what counts is the inside.</summary>
    static bool Crosses(FlowArea leg, FlowArea area)
    {
        var inset = Math.Min(area.Width, area.Height) > 2 ? 1 : 0;
        return leg.Left < area.Right - inset && leg.Right > area.Left + inset && leg.Top < area.Bottom - inset && leg.Bottom > area.Top + inset;
    }
}
