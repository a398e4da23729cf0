using System.Text;

namespace Handrail.Core.Procedures.Flow;

/// <summary>Path data for lines, shapes and small signs. All coordinates are whole and not negative, so they read alike in every culture.</summary>
static class FlowPen
{
    const int Radius = 8, HeadLength = 8, HeadHalf = 4;

    /// <summary>A line with rounded corners that ends where the arrow head begins.</summary>
    public static void Line(StringBuilder svg, IReadOnlyList<FlowPoint> points)
    {
        svg.Append($"M{points[0].X} {points[0].Y}");
        for (var i = 1; i < points.Count - 1; i++)
        {
            var (before, corner, after) = (points[i - 1], points[i], points[i + 1]);
            var radius = Math.Min(Radius, Math.Min(Length(before, corner), Length(corner, after)) / 2);
            var (enter, leave) = (Towards(corner, before, radius), Towards(corner, after, radius));
            svg.Append($"L{enter.X} {enter.Y}Q{corner.X} {corner.Y} {leave.X} {leave.Y}");
        }
        var end = Towards(points[^1], points[^2], HeadLength - 2);
        svg.Append($"L{end.X} {end.Y}");
    }

    public static void Head(StringBuilder svg, IReadOnlyList<FlowPoint> points)
    {
        var (tip, back) = (points[^1], Towards(points[^1], points[^2], HeadLength));
        svg.Append(tip.X == back.X
            ? $"M{tip.X} {tip.Y}L{back.X - HeadHalf} {back.Y}L{back.X + HeadHalf} {back.Y}Z"
            : $"M{tip.X} {tip.Y}L{back.X} {back.Y - HeadHalf}L{back.X} {back.Y + HeadHalf}Z");
    }

    static int Length(FlowPoint a, FlowPoint b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);

    static FlowPoint Towards(FlowPoint from, FlowPoint to, int distance) =>
        new(from.X + Math.Sign(to.X - from.X) * distance, from.Y + Math.Sign(to.Y - from.Y) * distance);

    public static void Shape(StringBuilder svg, FlowShape shape, int width, int height)
    {
        switch (shape)
        {
            case FlowShape.Hexagon:
                var slant = FlowFace.HexagonSlant;
                svg.Append($"M{slant} 0H{width - slant}L{width} {height / 2}L{width - slant} {height}H{slant}L0 {height / 2}Z");
                break;
            case FlowShape.Note:
                svg.Append($"M0 0H{width - 10}L{width} 10V{height}H0ZM{width - 10} 0V10H{width}");
                break;
            case FlowShape.DoubleBox:
                Rounded(svg, width, height, 4);
                svg.Append($"M6 0V{height}M{width - 6} 0V{height}");
                break;
            default:
                Rounded(svg, width, height, shape is FlowShape.Pill or FlowShape.Jump ? height / 2 : 7);
                break;
        }
    }

    static void Rounded(StringBuilder svg, int width, int height, int r) =>
        svg.Append($"M{r} 0H{width - r}Q{width} 0 {width} {r}V{height - r}Q{width} {height} {width - r} {height}H{r}Q0 {height} 0 {height - r}V{r}Q0 0 {r} 0Z");

    /// <summary>A sign of 11 by 11 pixels.</summary>
    public static void Icon(StringBuilder svg, FlowIcon icon, int x, int y)
    {
        svg.Append($"<path class=\"flow-icon{(icon switch { FlowIcon.Check => " flow-tick", FlowIcon.Cross => " flow-cross", _ => "" })}\" fill=\"none\" stroke=\"#59636e\" transform=\"translate({x} {y})\" d=\"");
        svg.Append(icon switch
        {
            FlowIcon.Check => "M0.5 0.5H10.5V10.5H0.5ZM2.7 5.6L4.8 7.8L8.4 3.2",
            FlowIcon.Person => "M3.3 3A2.2 2.2 0 1 1 7.7 3A2.2 2.2 0 1 1 3.3 3ZM1 10.5Q1 6.8 5.5 6.8T10 10.5",
            FlowIcon.Clock => "M0.8 5.5A4.7 4.7 0 1 1 10.2 5.5A4.7 4.7 0 1 1 0.8 5.5ZM5.5 2.8V5.7L7.6 6.9",
            FlowIcon.Repeat => "M9.8 4.2A4.5 4.5 0 1 0 10 6.4M9.9 1V4.3H6.7",
            FlowIcon.Pen => "M1 10L1.6 7.5L8 1.1L9.9 3L3.5 9.4Z",
            FlowIcon.Clip => "M9.5 5L5.6 8.9A2.3 2.3 0 0 1 2.3 5.6L6.6 1.4A1.5 1.5 0 0 1 8.8 3.6L4.8 7.6",
            FlowIcon.Condition => "M5.5 0.8L10.2 5.5L5.5 10.2L0.8 5.5Z",
            FlowIcon.Cross => "M1.5 1.5L9.5 9.5M9.5 1.5L1.5 9.5",
            FlowIcon.Back => "M3.8 1.5L1 4.3L3.8 7.1M1.2 4.3H7Q10 4.3 10 7.2V9.5",
            _ => "M0.8 5.5H9.6M6.4 2.2L9.7 5.5L6.4 8.8",
        }).Append("\"/>");
    }

    /// <summary>The state of a step at its upper right corner, told by its sign as well as by its colour.</summary>
    public static void Badge(StringBuilder svg, FlowStatus status, int width)
    {
        if (status == FlowStatus.None) return;
        svg.Append($"<g class=\"flow-badge\" transform=\"translate({width - 12} 0)\"><circle r=\"9\" fill=\"#1c2733\"/><path fill=\"none\" stroke=\"#fff\" stroke-width=\"2\" d=\"");
        svg.Append(status switch
        {
            FlowStatus.Done => "M-4 0L-1 3.5L4.5 -3",
            FlowStatus.Failed => "M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5",
            FlowStatus.Skipped => "M-4 0H4",
            _ => "M-2.5 -4L4 0L-2.5 4Z",
        }).Append("\"/></g>");
    }
}
