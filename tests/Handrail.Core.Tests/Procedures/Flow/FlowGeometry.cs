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
                Assert.DoesNotContain(boxes, box => Crosses(leg, box));
                Assert.DoesNotContain(labels, label => Crosses(leg, label));
            }
        }
        foreach (var box in layout.Boxes) AssertTextFits(box);
    }

    static void AssertApart(List<FlowArea> some, List<FlowArea> others, string what)
    {
        foreach (var a in some)
            foreach (var b in others.Where(b => !ReferenceEquals(some, others) || b != a))
                Assert.False(a.Overlaps(b), $"{what}: {a} overlaps {b}");
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

    /// <summary>Touching the side is allowed, and the slanted side of a decision: what counts is the inside.</summary>
    static bool Crosses(FlowArea leg, FlowArea area)
    {
        var inset = Math.Min(area.Width, area.Height) > 2 ? 1 : 0;
        return leg.Left < area.Right - inset && leg.Right > area.Left + inset && leg.Top < area.Bottom - inset && leg.Bottom > area.Top + inset;
    }
}
