namespace Handrail.Core.Procedures.Flow;

/// <summary>Gives each bus of a channel its vertical track, counted from the near column, so that as few lines as possible cross.</summary>
static class FlowTracks
{
    const int Clear = 10, Blurred = 50, Passes = 6;

    /// <summary>One vertical line from Low to High with short legs to the near column and to the far one.</summary>
    readonly record struct Line(Bus Bus, int Low, int High, int[] Near, int[] Far);

    /// <returns>The number of tracks.</returns>
    public static int Assign(IEnumerable<Bus> buses)
    {
        var lines = buses.Select(LineOf).Where(line => line.High > line.Low)
            .OrderBy(line => line.Far.Length > 0).ThenBy(line => line.Far.Length > 0 ? -line.Low : line.High - line.Low).ToList();
        Untangle(lines);
        var tracks = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var track = 0;
            for (var j = 0; j < i; j++)
                if (lines[j].Low < lines[i].High + Clear && lines[i].Low < lines[j].High + Clear) track = Math.Max(track, lines[j].Bus.Track + 1);
            lines[i].Bus.Track = track;
            tracks = Math.Max(tracks, track + 1);
        }
        return tracks;
    }

    static Line LineOf(Bus bus)
    {
        var ys = bus.Routes.Select(route => route.StartY).Append(bus.EndY).ToArray();
        var middle = bus.Channel == Channel.Middle;
        var far = middle ? bus.Routes.Where(route => route.From.Side).Select(route => route.StartY).ToList() : [];
        var near = bus.Routes.Where(route => !middle || !route.From.Side).Select(route => route.StartY).ToList();
        (middle && bus.To.Side ? far : near).Add(bus.EndY);
        return new(bus, ys.Min(), ys.Max(), [.. near], [.. far]);
    }

    static void Untangle(List<Line> lines)
    {
        var changed = true;
        for (var pass = 0; changed && pass < Passes; pass++)
        {
            changed = false;
            for (var i = 0; i + 1 < lines.Count; i++)
            {
                if (Crossings(lines[i + 1], lines[i]) >= Crossings(lines[i], lines[i + 1])) continue;
                (lines[i], lines[i + 1]) = (lines[i + 1], lines[i]);
                changed = true;
            }
        }
    }

    static int Crossings(in Line inner, in Line outer)
    {
        var count = 0;
        foreach (var y in outer.Near)
            if (y > inner.Low && y < inner.High) count++;
        foreach (var y in inner.Far)
        {
            if (y > outer.Low && y < outer.High) count++;
            foreach (var other in outer.Near)
                if (Math.Abs(other - y) < 5) count += Blurred;
        }
        return count;
    }
}
