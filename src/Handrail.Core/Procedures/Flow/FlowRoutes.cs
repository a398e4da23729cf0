namespace Handrail.Core.Procedures.Flow;

/// <summary>Finds the left and right of everything and draws the routes.</summary>
sealed class FlowRoutes(FlowPlan plan)
{
    const int MostWidth = 900, WideTrack = 13, NarrowTrack = 5, ArrowRoom = 20, RailX = 12;

    int _main, _side, _track, _leftZone, _rightZone, _stub, _width;

    int MainRight => _main + FlowFace.MainWidth;
    bool HasSide => plan.Side.Count > 0;

    public static FlowLayout Draw(FlowPlan plan, List<Band> bands, FlowWords words)
    {
        var routes = new FlowRoutes(plan);
        routes.PlaceColumns();
        var boxes = plan.Boxes.ToList();
        foreach (var box in boxes) routes.PlaceBox(box);
        return new()
        {
            Graph = plan.Graph,
            Words = words,
            Width = routes._width,
            Height = Math.Max(boxes.Max(box => box.Bottom), bands.Select(band => band.Bottom).DefaultIfEmpty(0).Max()) + FlowRows.Margin,
            Boxes = [.. boxes.Select(box => new FlowBox(box.Node, new(box.X, box.Y, box.Width, box.Height), box.Shape, Centred(box)))],
            Paths = [.. plan.Routes.Select(route => new FlowPath(route.Edges, route.IsFailure, Straighten(routes.PointsOf(route))))],
            Labels = [.. plan.Routes.Where(route => route.Exit.Label.Count > 0).Select(routes.LabelOf)],
            Bands = [.. bands.Select(routes.BandOf)],
        };
    }

    void PlaceColumns()
    {
        int Tracks(Channel channel) => FlowTracks.Assign(plan.Buses.Where(bus => bus.Channel == channel));
        var (left, middle, outer) = (Tracks(Channel.Left), Tracks(Channel.Middle), Tracks(Channel.Outer));
        int LabelWidth(Channel channel) => plan.Routes.Where(route => route.Channel == channel).Select(route => route.Exit.LabelWidth + 16).DefaultIfEmpty(0).Max();
        _leftZone = left > 0 ? Math.Max(ArrowRoom, LabelWidth(Channel.Left)) : 0;
        _stub = LabelWidth(Channel.Stub) + 14;
        _rightZone = HasSide || middle > 0 || plan.Stubs.Count > 0 ? Math.Max(ArrowRoom, LabelWidth(Channel.Middle)) : 0;
        if (plan.Stubs.Count > 0) _rightZone = Math.Max(_rightZone, _stub + plan.Stubs.Max(stub => stub.Width) + 10);
        var bare = 2 * (FlowRows.Margin + 4) + _leftZone + FlowFace.MainWidth + _rightZone + (HasSide ? FlowFace.SideWidth + ArrowRoom : 0) + (outer > 0 ? ArrowRoom : 0);
        _track = Math.Clamp((MostWidth - bare) / Math.Max(1, left + middle + outer), NarrowTrack, WideTrack);
        _main = FlowRows.Margin + 4 + left * _track + _leftZone;
        _side = MainRight + _rightZone + middle * _track + ArrowRoom;
        _width = (HasSide ? _side + FlowFace.SideWidth + (outer > 0 ? ArrowRoom + outer * _track : 0) : MainRight + _rightZone + middle * _track) + FlowRows.Margin + 4;
    }

    void PlaceBox(Box box)
    {
        var (left, width) = box.Side ? (_side, FlowFace.SideWidth) : (_main, FlowFace.MainWidth);
        if (box.Stub)
        {
            box.X = MainRight + _stub;
            return;
        }
        var isEnd = box.Node.Kind is FlowNodeKind.Start or FlowNodeKind.End or FlowNodeKind.RolledBack;
        box.X = isEnd ? left + (width - box.Width) / 2
            : box.Node.Step is null ? left
            : left + width - box.Width - (box.Member >= 0 ? FlowFace.RailInset : 0);
    }

    List<FlowPoint> PointsOf(Route route)
    {
        var (from, to) = (route.From, route.To);
        var centre = from.Side ? _side + FlowFace.SideWidth / 2 : _main + FlowFace.MainWidth / 2;
        return route.Channel switch
        {
            Channel.Down => [new(centre, from.Bottom), new(centre, to.Y)],
            Channel.ForkRail => [new(_main + RailX, from.Bottom), new(_main + RailX, to.Y + FlowPorts.RailY), new(LeftOf(to, FlowPorts.RailY), to.Y + FlowPorts.RailY)],
            Channel.JoinRail => [new(RightOf(from, FlowPorts.RailY), from.Y + FlowPorts.RailY), new(MainRight - RailX, from.Y + FlowPorts.RailY), new(MainRight - RailX, to.Y)],
            Channel.Stub => [new(RightOf(from, route.Exit.Y), route.StartY), new(to.X, route.StartY)],
            Channel.Left => Through(LeftOf(from, route.Exit.Y), _main - _leftZone - route.Bus!.Track * _track, LeftOf(to, route.Bus.Arrival.Y), route),
            Channel.Outer => Through(RightOf(from, route.Exit.Y), _side + FlowFace.SideWidth + ArrowRoom + route.Bus!.Track * _track, RightOf(to, route.Bus.Arrival.Y), route),
            _ => Through(from.Side ? LeftOf(from, route.Exit.Y) : RightOf(from, route.Exit.Y), MainRight + _rightZone + route.Bus!.Track * _track,
                to.Side ? LeftOf(to, route.Bus.Arrival.Y) : RightOf(to, route.Bus.Arrival.Y), route),
        };
    }

    static List<FlowPoint> Through(int start, int track, int end, Route route) =>
        [new(start, route.StartY), new(track, route.StartY), new(track, route.Bus!.EndY), new(end, route.Bus.EndY)];

    static int LeftOf(Box box, int y) => box.X + Inset(box, y);

    static int RightOf(Box box, int y) => box.X + box.Width - Inset(box, y);

    static int Inset(Box box, int y) =>
        box.Shape == FlowShape.Hexagon ? FlowFace.HexagonSlant * Math.Abs(2 * y - box.Height) / Math.Max(1, box.Height) : 0;

    /// <summary>Leaves out points in the middle of a leg.</summary>
    static List<FlowPoint> Straighten(List<FlowPoint> points)
    {
        for (var i = points.Count - 2; i > 0; i--)
            if (points[i - 1].X == points[i].X && points[i].X == points[i + 1].X || points[i - 1].Y == points[i].Y && points[i].Y == points[i + 1].Y) points.RemoveAt(i);
        return points;
    }

    FlowLabel LabelOf(Route route)
    {
        var (width, height) = (route.Exit.LabelWidth, route.Exit.Label.Count * FlowPorts.LabelLine);
        var area = route.Channel switch
        {
            Channel.Left => new FlowArea(_main - 8 - width, route.StartY - height - 3, width, height),
            Channel.Middle or Channel.Stub => new(MainRight + 8, route.StartY - height - 3, width, height),
            _ => new((route.From.Side ? _side + FlowFace.SideWidth / 2 : _main + FlowFace.MainWidth / 2) + 8, route.From.Bottom + 5, width, height),
        };
        return new(area, route.Exit.Label, route.Channel == Channel.Left, route.IsFailure);
    }

    /// <summary>A box that had to grow for its lines has its text in the middle.</summary>
    static List<FlowLine> Centred(Box box) =>
        (box.Height - box.TextHeight) / 2 is var shift and > 1 ? [.. box.Lines.Select(line => line with { Y = line.Y + shift })] : box.Lines;

    FlowBand BandOf(Band band)
    {
        var height = band.Title.Count * FlowRows.TitleLine;
        var right = HasSide ? _side - 8 : _width - 6;
        var width = band.Title.Max(line => Lettering.Width(line, FlowRows.TitleSize, bold: true));
        return band.Side
            ? new(band.Group, new(_side, band.Top, FlowFace.SideWidth, band.Bottom - band.Top), new(_side, band.TitleTop, width, height), band.Title, false)
            : new(band.Group, new(6, band.Top, right - 6, band.Bottom - band.Top), new(_main, band.TitleTop, width, height), band.Title, true);
    }
}
