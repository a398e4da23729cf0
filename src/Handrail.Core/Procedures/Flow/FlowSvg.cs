using System.Text;

namespace Handrail.Core.Procedures.Flow;

public sealed record FlowSvgOptions
{
    public static FlowSvgOptions Default { get; } = new();

    /// <summary>Where a click on a step leads; without it the chart is one picture without links.</summary>
    public Func<Step, string>? Href { get; init; }

    /// <summary>Carries its own style, light and dark, so that the file looks right on its own. Not for pages: their policy forbids inline style.</summary>
    public bool StandAlone { get; init; }

    /// <summary>Put before every id, where a page shows several charts.</summary>
    public string IdPrefix { get; init; } = "flow";
}

/// <summary>
/// Draws a layout as SVG: classes for the page's style sheet (flow.css), presentation attributes for where there is none, no script.
/// </summary>
public sealed class FlowSvg
{
    readonly StringBuilder _svg = new(16384);
    readonly FlowLayout _layout;
    readonly FlowPaint _paint;
    readonly FlowSvgOptions _options;

    FlowSvg(FlowLayout layout, FlowPaint paint, FlowSvgOptions options) => (_layout, _paint, _options) = (layout, paint, options);

    public static string Write(FlowLayout layout, FlowPaint? paint = null, FlowSvgOptions? options = null) =>
        new FlowSvg(layout, paint ?? FlowPaint.None, options ?? FlowSvgOptions.Default).Write();

    /// <summary>The style sheet of every chart.</summary>
    public static string Css { get; } = ReadCss();

    /// <summary>What a page gives and a file of its own lacks: ground and a dark set of colours. Paper is always light.</summary>
    const string AloneCss = """
        :root { background: #fff; }
        @media screen and (prefers-color-scheme: dark) {
          :root { background: #16181b; --ink: #e8e6e2; --muted: #a7abb2; --faint: #767b84; --surface: #16181b; --surface-2: #1e2124; --accent: #9dbdf0; --accent-quiet: #202d42;
            --ok: #86cf9c; --ok-quiet: #182f20; --warn: #e8c070; --bad: #f3a49b; --bad-quiet: #3d1f1c; }
        }

        """;

    static string ReadCss()
    {
        using var stream = typeof(FlowSvg).Assembly.GetManifestResourceStream("flow.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    string Write()
    {
        Open();
        foreach (var band in _layout.Bands) Write(band);
        WritePaths();
        foreach (var label in _layout.Labels) Write(label);
        _svg.Append("<g stroke-width=\"1.5\">\n");
        foreach (var box in _layout.Boxes) Write(box);
        _svg.Append("</g>\n");
        return _svg.Append("</svg>\n").ToString();
    }

    void Open()
    {
        var (id, words, nodes) = (_options.IdPrefix, _layout.Words, _layout.Graph.Nodes);
        // A picture's role hides what is inside from assistive technology; with links inside it is a group.
        _svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flow-chart\" role=\"{(_options.Href is null ? "img" : "group")}\" aria-labelledby=\"{id}-title {id}-desc\"");
        _svg.Append($" viewBox=\"0 0 {_layout.Width} {_layout.Height}\" width=\"{_layout.Width}\" height=\"{_layout.Height}\" font-family=\"system-ui, sans-serif\" font-size=\"{FlowFace.BodySize}\" fill=\"#1c2733\">\n");
        _svg.Append($"<title id=\"{id}-title\">{Text(string.Format(words.Title, _layout.Graph.Procedure.Title))}</title>");
        _svg.Append($"<desc id=\"{id}-desc\">{Text(string.Format(words.Description, nodes.Count(node => node.Step is not null), nodes.Count(node => node.Kind == FlowNodeKind.Decision), nodes.Count(node => node.Step?.Verify is not null)))}</desc>\n");
        if (_options.StandAlone) _svg.Append("<style>\n").Append(AloneCss).Append(Css).Append("</style>\n");
    }

    void Write(FlowBand band)
    {
        if (band.IsFilled) _svg.Append($"<rect class=\"flow-band\" x=\"{band.Area.Left}\" y=\"{band.Area.Top}\" width=\"{band.Area.Width}\" height=\"{band.Area.Height}\" rx=\"12\" fill=\"#f4f5f6\"/>");
        for (var i = 0; i < band.Title.Count; i++)
            _svg.Append($"<text class=\"flow-phase\" x=\"{band.TitleArea.Left}\" y=\"{band.TitleArea.Top + 12 + FlowRows.TitleLine * i}\" font-size=\"{FlowRows.TitleSize}\" font-weight=\"600\">{Text(band.Title[i])}</text>");
        _svg.Append('\n');
    }

    void WritePaths()
    {
        _svg.Append("<g fill=\"none\" stroke=\"#59636e\" stroke-width=\"1.5\">\n");
        // What was walked is drawn last, on top.
        foreach (var path in _layout.Paths.Where(path => !IsWalked(path))) Write(path, false);
        foreach (var path in _layout.Paths.Where(IsWalked)) Write(path, true);
        _svg.Append("</g>\n");
    }

    bool IsWalked(FlowPath path) => _paint.Walked.Count > 0 && path.Edges.Any(_paint.Walked.Contains);

    void Write(FlowPath path, bool walked)
    {
        _svg.Append($"<g class=\"flow-edge{(path.IsFailure ? " flow-failure" : "")}{(walked ? " is-walked" : "")}\"><path{(path.IsFailure ? " stroke-dasharray=\"5 4\"" : "")} d=\"");
        FlowPen.Line(_svg, path.Points);
        _svg.Append("\"/><path class=\"flow-arrow\" fill=\"#59636e\" d=\"");
        FlowPen.Head(_svg, path.Points);
        _svg.Append($"\"/></g>\n");
    }

    void Write(FlowLabel label)
    {
        var (x, anchor) = label.IsEnd ? (label.Area.Right, " text-anchor=\"end\"") : (label.Area.Left, "");
        for (var i = 0; i < label.Lines.Count; i++)
            _svg.Append($"<text class=\"flow-label{(label.IsFailure ? " flow-failure" : "")}\" x=\"{x}\" y=\"{label.Area.Top + 11 + FlowPorts.LabelLine * i}\" font-size=\"{FlowFace.SmallSize}\"{anchor}>{Text(label.Lines[i])}</text>");
        _svg.Append('\n');
    }

    void Write(FlowBox box)
    {
        var (step, area) = (box.Node.Step, box.Area);
        if (box.Shape == FlowShape.Bar)
        {
            _svg.Append($"<rect class=\"flow-bar\" x=\"{area.Left}\" y=\"{area.Top}\" width=\"{area.Width}\" height=\"{area.Height}\" rx=\"3\"/>\n");
            return;
        }
        var link = step is not null && _options.Href is not null;
        _svg.Append($"<g class=\"{Classes(box)}\" transform=\"translate({area.Left} {area.Top})\">");
        if (link) _svg.Append($"<a href=\"{Text(_options.Href!(step!))}\">");
        if (step is not null) _svg.Append($"<title>{Text(Spoken(step, _paint.Of(step)))}</title>");
        _svg.Append($"<path class=\"flow-shape\" fill=\"#fff\" stroke=\"#7f8993\"{(box.Node.Track == Track.Contingency ? " stroke-dasharray=\"5 4\"" : "")} d=\"");
        FlowPen.Shape(_svg, box.Shape, area.Width, area.Height);
        _svg.Append("\"/>");
        foreach (var line in box.Lines) Write(line, box.Shape is FlowShape.Pill or FlowShape.Jump);
        if (box.Shape != FlowShape.Jump) FlowPen.Badge(_svg, _paint.Of(step), area.Width);
        _svg.Append($"{(link ? "</a>" : "")}</g>\n");
    }

    void Write(FlowLine line, bool centred)
    {
        var done = line.Step is not null && _paint.Of(line.Step) is var status and not FlowStatus.None ? Is(status) : "";
        if (line.Icon != FlowIcon.None) FlowPen.Icon(_svg, line.Icon, line.Text.Length == 0 ? line.X : line.X - 16, line.Y - 10);
        if (line.Text.Length == 0) return;
        var (name, attributes) = line.Ink switch
        {
            FlowInk.Number => ("number", " font-weight=\"600\""),
            FlowInk.Body => ("body", ""),
            FlowInk.SubStep => ("sub", " font-size=\"12\""),
            FlowInk.Stub => ("stub", " font-size=\"12\" font-weight=\"600\""),
            FlowInk.Failure => ("mark flow-failure", " font-size=\"11\""),
            FlowInk.Tag => ("tag", " font-size=\"11\""),
            _ => ("mark", " font-size=\"11\""),
        };
        _svg.Append($"<text class=\"flow-{name}{done}\" x=\"{line.X}\" y=\"{line.Y}\"{attributes}{(centred ? " text-anchor=\"middle\"" : "")}>{Text(line.Text)}</text>");
    }

    string Classes(FlowBox box)
    {
        if (box.Shape == FlowShape.Jump) return "flow-node flow-jump";
        var kind = box.Node.Kind switch
        {
            FlowNodeKind.Decision => "flow-decision",
            FlowNodeKind.SubProcedure => "flow-step flow-procedure",
            FlowNodeKind.OtherProcedure => "flow-procedure",
            FlowNodeKind.Step => "flow-step",
            FlowNodeKind.Start => "flow-start",
            FlowNodeKind.Stop => "flow-stop",
            FlowNodeKind.Advice => "flow-advice",
            FlowNodeKind.Missing => "flow-missing",
            _ => "flow-end",
        };
        var track = box.Node.Track switch { Track.Contingency => " flow-contingency", Track.Rollback => " flow-rollback", _ => "" };
        return $"flow-node {kind}{(box.Node.Step?.Verify is null ? "" : " flow-checkpoint")}{track}{Is(_paint.Of(box.Node.Step))}";
    }

    static string Is(FlowStatus status) => status switch
    {
        FlowStatus.Open => " is-open",
        FlowStatus.Done => " is-done",
        FlowStatus.Failed => " is-failed",
        FlowStatus.Skipped => " is-skipped",
        _ => "",
    };

    string Spoken(Step step, FlowStatus status)
    {
        var said = status switch
        {
            FlowStatus.Open => _layout.Words.Open,
            FlowStatus.Done => _layout.Words.Done,
            FlowStatus.Failed => _layout.Words.Failed,
            FlowStatus.Skipped => _layout.Words.Skipped,
            _ => "",
        };
        return said.Length == 0 ? $"{step.Number}. {step.Instruction}" : $"{step.Number}. {step.Instruction} ({said})";
    }

    /// <summary>Safe inside an element and inside quotes; characters XML does not know are left out.</summary>
    static string Text(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && text.AsSpan().IndexOfAny("<>&\"") < 0) return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '"' => safe.Append("&quot;"),
                < ' ' => safe.Append(' '),
                0xFFFE or 0xFFFF => safe,
                _ => safe.Append(rune.ToString()),
            };
        }
        return safe.ToString();
    }
}
