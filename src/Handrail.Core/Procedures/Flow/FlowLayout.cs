namespace Handrail.Core.Procedures.Flow;

public readonly record struct FlowPoint(int X, int Y);

/// <summary>In pixels; right and bottom are outside.</summary>
public readonly record struct FlowArea(int Left, int Top, int Width, int Height)
{
    public int Right => Left + Width;
    public int Bottom => Top + Height;
    public bool Overlaps(FlowArea other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    public bool Contains(FlowArea other) => Left <= other.Left && other.Right <= Right && Top <= other.Top && other.Bottom <= Bottom;
}

public enum FlowShape
{
    Box,
    DoubleBox,
    Hexagon,
    Pill,
    Bar,
    Note,
    /// <summary>Stands for a step that is too far away for a line: "→ 42".</summary>
    Jump,
}

public enum FlowInk { Number, Body, Tag, Mark, SubStep, Stub, Failure }

public enum FlowIcon { None, Check, Person, Clock, Repeat, Pen, Clip, Condition, Back, Arrow, Cross }

/// <summary>One line of text in a box.</summary>
/// <param name="X">From the left of the box.</param>
/// <param name="Y">Baseline, from the top of the box.</param>
/// <param name="Step">A sub-step that is written in its parent's box.</param>
public readonly record struct FlowLine(string Text, int X, int Y, FlowInk Ink, FlowIcon Icon = FlowIcon.None, Step? Step = null);

/// <param name="Node">Of a jump: the node it leads to.</param>
public sealed record FlowBox(FlowNode Node, FlowArea Area, FlowShape Shape, IReadOnlyList<FlowLine> Lines);

/// <summary>The way of one or several edges that run together from the same box to the same box.</summary>
/// <param name="Points">Horizontal and vertical legs in turn; an arrow head stands at the last.</param>
public sealed record FlowPath(IReadOnlyList<FlowEdge> Edges, bool IsFailure, IReadOnlyList<FlowPoint> Points);

/// <param name="IsEnd">The text ends at the right of the area.</param>
public sealed record FlowLabel(FlowArea Area, IReadOnlyList<string> Lines, bool IsEnd, bool IsFailure);

/// <summary>The ground a phase stands on, or the heading over a way out.</summary>
public sealed record FlowBand(FlowGroup Group, FlowArea Area, FlowArea TitleArea, IReadOnlyList<string> Title, bool IsFilled);

public sealed record FlowLayoutOptions
{
    public static FlowLayoutOptions Default { get; } = new();
    public FlowWords Words { get; init; } = FlowWords.English;

    /// <summary>
    /// Show role, limit and evidence too, not only what decides the way: conditions, checks, approvals, waits.
    /// Left open, they are shown up to <see cref="FewSteps"/> steps.
    /// </summary>
    public bool? Particulars { get; init; }

    public const int FewSteps = 30;
}

/// <summary>Where everything on the chart stands, in pixels.</summary>
public sealed record FlowLayout
{
    /// <summary>The widest a chart may be, in pixels: what fits a page of A4 across with its letters still legible.</summary>
    public const int Page = 980;

    public required FlowGraph Graph { get; init; }
    public required FlowWords Words { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required IReadOnlyList<FlowBox> Boxes { get; init; }
    public required IReadOnlyList<FlowPath> Paths { get; init; }
    public required IReadOnlyList<FlowLabel> Labels { get; init; }
    public required IReadOnlyList<FlowBand> Bands { get; init; }

    /// <summary>
    /// The main path runs straight down in one column. What skips ahead passes on its right, what goes back on its left;
    /// ways out and the rollback stand in a second column at the right.
    /// </summary>
    /// <remarks>Where so many lines run beside one another that the chart would be wider than <see cref="Page"/>, shorter ones are drawn and more signs instead.</remarks>
    public static FlowLayout Of(FlowGraph graph, FlowLayoutOptions? options = null)
    {
        options ??= FlowLayoutOptions.Default;
        var layouts = FlowJumps.Reaches.Select(reach => Drawn(graph, options, reach));
        return layouts.First(layout => layout.Width <= Page);
    }

    static FlowLayout Drawn(FlowGraph graph, FlowLayoutOptions options, int reach)
    {
        var plan = FlowPlan.Of(graph, options, reach);
        FlowFace.WriteAll(plan, options);
        FlowPorts.Spread(plan);
        var bands = FlowRows.Place(plan, options.Words);
        return FlowRoutes.Draw(plan, bands, options.Words);
    }
}
