namespace Handrail.Core.Procedures.Flow;

/// <summary>A phase's ground or a heading of the second column, before its left and right are known.</summary>
sealed record Band(FlowGroup Group, int Top, int TitleTop, IReadOnlyList<string> Title, bool Side)
{
    public int Bottom { get; set; }
}

/// <summary>Finds the height at which everything stands: the main path first, and beside each step what it leads to.</summary>
sealed class FlowRows(FlowPlan plan, FlowWords words)
{
    public const int UnitGap = 18, Margin = 14, TitleLine = 16, TitleSize = 12;
    const int Gap = 26, BandPad = 14, BandGap = 10, MostStretch = 60;

    readonly List<Band> _bands = [];
    readonly ILookup<Box, Route> _exits = plan.Routes.Where(route => route.To.Side && !route.From.Side).ToLookup(route => route.From);
    readonly Dictionary<Box, Route> _down = plan.Routes.Where(route => route.Channel == Channel.Down).DistinctBy(route => route.From).ToDictionary(route => route.From);
    readonly FlowSeams _seams = new(plan);
    int _sideBottom = Margin - UnitGap;
    /// <summary>The unit above has the heading of all ways out without a title.</summary>
    bool _underHeading;

    public static List<Band> Place(FlowPlan plan, FlowWords words)
    {
        var rows = new FlowRows(plan, words);
        rows.PlaceMain();
        foreach (var route in plan.Routes.Where(route => route.To.Stub)) route.To.Y = route.StartY - route.To.Height / 2;
        foreach (var unit in plan.Side.Where(unit => !unit.IsPlaced).OrderBy(unit => unit.IsRollback)) rows.PlaceUnit(unit, 0);
        return rows._bands;
    }

    void PlaceMain()
    {
        var groups = plan.Graph.Groups.Where(group => group.Track == Track.Main && (group.Title.Length > 0 || group.AnyOrder)).ToDictionary(group => group.First);
        Band? band = null;
        var (previous, y) = ((Box?)null, Margin);
        foreach (var box in plan.Main)
        {
            if (previous is not null) y = previous.Bottom + GapBetween(previous, box);
            if (band is not null && box.Node.Index > band.Group.Last) y = Math.Max(y, Close(ref band, previous!) + Gap);
            if (groups.TryGetValue(box.Node.Index, out var group))
            {
                band = Open(group, previous, ref y);
            }
            box.Y = y + Stretch(box, y);
            _seams.Settle([box], _seams.Main, _seams.Side);
            PlaceBeside(box);
            previous = box;
        }
        if (band is not null) Close(ref band, previous!);
    }

    static int Close(ref Band? band, Box last)
    {
        band!.Bottom = last.Bottom + BandPad;
        var bottom = band.Bottom;
        band = null;
        return bottom;
    }

    Band Open(FlowGroup group, Box? previous, ref int y)
    {
        var after = _bands.FindLast(band => !band.Side) is { } last ? last.Bottom + BandGap : 0;
        var top = Math.Max(after, (previous?.Bottom ?? 0) + BandPad);
        var title = Lettering.Wrap(group.Title, FlowFace.MainWidth / 2 - 16, TitleSize, 3, bold: true);
        if (group.AnyOrder) title.Add(words.AnyOrder);
        var band = new Band(group, top, top + 10, title, false);
        _bands.Add(band);
        y = Math.Max(y, top + 10 + title.Count * TitleLine + 8);
        return band;
    }

    int GapBetween(Box above, Box below)
    {
        if (below.Node.Kind == FlowNodeKind.Join || above.Node.Kind == FlowNodeKind.Fork) return 16;
        if (above.Member >= 0 && above.Member != below.Member) return 12;
        return _down.TryGetValue(above, out var down) ? Math.Max(Gap, down.Exit.Label.Count * FlowPorts.LabelLine + 20) : Gap;
    }

    /// <summary>A step waits a little for the second column, so that what belongs to it stands right beside it.</summary>
    int Stretch(Box box, int y)
    {
        foreach (var route in _exits[box].OrderBy(route => route.Exit.Y))
        {
            if (route.To.Unit is { IsPlaced: true } or { IsRollback: true }) continue;
            LayOut(route.To.Unit!);
            var lag = _sideBottom + UnitGap + route.To.Y + route.Bus!.Arrival.Y - (y + route.Exit.Y);
            return lag is > 0 and <= MostStretch ? lag : 0;
        }
        return 0;
    }

    void PlaceBeside(Box box)
    {
        foreach (var route in _exits[box].OrderBy(route => route.Exit.Y))
        {
            if (route.To.Unit is { IsPlaced: true } or { IsRollback: true }) continue;
            LayOut(route.To.Unit!);
            PlaceUnit(route.To.Unit!, route.StartY - route.To.Y - route.Bus!.Arrival.Y);
        }
    }

    void PlaceUnit(SideUnit unit, int wanted)
    {
        var height = LayOut(unit);
        var top = Math.Max(wanted, _sideBottom + UnitGap);
        foreach (var box in unit.Boxes) box.Y += top;
        top += _seams.Settle(unit.Boxes, _seams.Side, _seams.Main);
        foreach (var (band, first) in TitlesOf(unit)) _bands.Add(band with { Top = first.Y - band.Bottom + band.Top, TitleTop = first.Y - band.Bottom + band.Top, Bottom = first.Y });
        _sideBottom = top + height;
        unit.IsPlaced = true;
        _underHeading = IsUntitledWay(unit);
    }

    /// <summary>Stacks a unit's boxes from 0 down.</summary>
    /// <returns>Its height.</returns>
    int LayOut(SideUnit unit)
    {
        var (y, previous) = (0, (Box?)null);
        var titles = TitlesOf(unit).ToDictionary(title => title.First, title => title.Band);
        foreach (var box in unit.Boxes)
        {
            if (previous is not null) y = previous.Bottom + (_down.ContainsKey(previous) ? 22 : 12);
            if (titles.TryGetValue(box, out var band)) y += band.Title.Count * TitleLine + 4;
            box.Y = y;
            previous = box;
        }
        return previous!.Bottom;
    }

    static bool IsUntitledWay(SideUnit unit) => unit.Group is { Track: Track.Contingency, Title: "" };

    IEnumerable<(Band Band, Box First)> TitlesOf(SideUnit unit)
    {
        if (unit.Group is null) yield break;
        foreach (var group in plan.Graph.Groups.Where(group => group.Track == unit.Group.Track && plan.BoxOf[group.First]?.Unit == unit))
        {
            var first = plan.BoxOf[group.First]!;
            var title = Lettering.Wrap(group.Title, first.Row == 0 ? FlowFace.SideWidth : FlowFace.SideWidth / 2 - 12, TitleSize, 3, bold: true);
            if (first.Row == 0 && unit.IsRollback && group.Title != words.Rollback) title.Insert(0, words.Rollback);
            else if (IsUntitledWay(unit) && !_underHeading) title.Add(words.Contingency);
            if (group.AnyOrder) title.Add(words.AnyOrder);
            if (title.Count > 0) yield return (new(group, 0, 0, title, true) { Bottom = title.Count * TitleLine + 4 }, first);
        }
    }
}
