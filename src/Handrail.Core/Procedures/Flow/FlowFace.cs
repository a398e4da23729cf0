namespace Handrail.Core.Procedures.Flow;

/// <summary>Writes what stands on a box, line by line, and so finds its height.</summary>
sealed class FlowFace
{
    public const int MainWidth = 344, SideWidth = 216, RailInset = 30, DepthInset = 22, HexagonSlant = 18;
    public const int BodySize = 13, SmallSize = 11;
    const int BodyLine = 18, SmallLine = 15, IconWidth = 16, MostBodyLines = 6;

    readonly Box _box;
    readonly FlowWords _words;
    readonly int _pad;
    int _y;

    FlowFace(Box box, FlowWords words)
    {
        (_box, _words) = (box, words);
        _pad = box.Shape switch { FlowShape.Hexagon => HexagonSlant + 10, FlowShape.DoubleBox => 18, _ => 14 };
        _y = 9;
    }

    public static void WriteAll(FlowPlan plan, FlowLayoutOptions options)
    {
        var particulars = options.Particulars ?? plan.Graph.Nodes.Count(node => node.Step is not null) <= FlowLayoutOptions.FewSteps;
        foreach (var box in plan.Boxes)
        {
            var face = new FlowFace(box, options.Words);
            if (box.Shape == FlowShape.Jump) face.Jump(plan.Graph.StepAt(box.Node.Index));
            else face.Write(particulars);
            box.TextHeight = box.Height;
        }
    }

    void Write(bool particulars)
    {
        _box.Width = _box.Side ? SideWidth : MainWidth;
        if (_box.Member >= 0) _box.Width -= 2 * RailInset;
        _box.Width -= DepthInset * Math.Min(_box.Depth, 2);
        switch (_box.Node.Kind)
        {
            case FlowNodeKind.Fork or FlowNodeKind.Join: _box.Height = 6; return;
            case FlowNodeKind.Start: Pill(_words.Start); return;
            case FlowNodeKind.End: Pill(_words.End); return;
            case FlowNodeKind.Stop: StubPill(_words.Stop); return;
            case FlowNodeKind.RolledBack: Pill(_words.RolledBack); return;
            case FlowNodeKind.OtherProcedure: Small(string.Format(_words.StartsProcedure, _box.Node.Text)); break;
            case FlowNodeKind.Advice: Small(_box.Node.Text); break;
            case FlowNodeKind.Missing: Small(_box.Node.Text.Length > 0 ? string.Format(_words.MissingStep, _box.Node.Text) : _words.MissingRollback); break;
            default: Step(_box.Node.Step!, particulars); break;
        }
        _box.Height = _y + 9;
    }

    void Pill(string text)
    {
        _box.Width = Math.Max(84, Lettering.Width(text, BodySize, bold: true) + 36);
        _box.Height = 32;
        _box.Lines.Add(new(text, _box.Width / 2, 21, FlowInk.Number));
    }

    void StubPill(string text)
    {
        _box.Width = Lettering.Width(text, SmallSize + 1, bold: true) + 22;
        _box.Height = 22;
        _box.Lines.Add(new(text, _box.Width / 2, 15, FlowInk.Stub));
    }

    void Jump(Step? target) => StubPill($"→ {target?.Number ?? _words.End}");

    /// <summary>A box that hugs its text.</summary>
    void Small(string text)
    {
        var lines = Lettering.Wrap(text, _box.Width - 2 * _pad, SmallSize + 1, MostBodyLines);
        _box.Width = 2 * _pad + lines.Select(line => Lettering.Width(line, SmallSize + 1)).DefaultIfEmpty(40).Max();
        foreach (var exit in _box.Exits) _box.Width = Math.Max(_box.Width, 2 * _pad + IconWidth + Lettering.Width(exit.Text, SmallSize));
        foreach (var line in lines) Line(line, _pad, SmallLine + 1, FlowInk.SubStep);
        foreach (var exit in _box.Exits) Exit(exit);
    }

    void Step(Step step, bool particulars)
    {
        if (step.OnlyIf is { } condition) Mark(string.Format(_words.OnlyIf, condition.Text), FlowIcon.Condition, 2, FlowInk.Tag);
        Numbered(step);
        foreach (var child in _box.SubSteps) SubStep(child);
        _y += 2;
        Marks(step, particulars);
        foreach (var exit in _box.Exits) Exit(exit);
    }

    void Numbered(Step step)
    {
        var hang = Math.Max(22, Lettering.Width(step.Number, BodySize, bold: true) + 8);
        var lines = Lettering.Wrap(step.Instruction, _box.Width - 2 * _pad - hang, BodySize, MostBodyLines);
        _box.Lines.Add(new(step.Number, _pad, _y + 14, FlowInk.Number));
        foreach (var line in lines) Line(line, _pad + hang, BodyLine, FlowInk.Body);
        if (lines.Count == 0) _y += BodyLine;
    }

    void SubStep(Step step)
    {
        var hang = Lettering.Width(step.Number, SmallSize + 1) + 8;
        var lines = Lettering.Wrap(step.Instruction, _box.Width - 2 * _pad - 22 - hang - IconWidth, SmallSize + 1, 2);
        _y += 2;
        _box.Lines.Add(new(step.Number, _pad + 22, _y + 12, FlowInk.Tag, FlowIcon.None, step));
        foreach (var line in lines) Line(line, _pad + 22 + hang, SmallLine + 1, FlowInk.SubStep, FlowIcon.None, step);
        if (step.Verify is null) return;
        var last = _box.Lines[^1];
        _box.Lines.Add(new("", last.X + Lettering.Width(last.Text, SmallSize + 1) + 5, last.Y, FlowInk.SubStep, FlowIcon.Check, step));
    }

    void Marks(Step step, bool particulars)
    {
        if (step.ForEach is { } set) Mark(string.Format(_words.ForEach, set), FlowIcon.Repeat);
        if (particulars && Who(step) is { Length: > 0 } who) Mark(who, step.Role is null ? FlowIcon.Clock : FlowIcon.Person);
        if (step.Run is { } run) Mark(string.Format(_words.RunsProcedure, run.Text), FlowIcon.Arrow);
        if (step.Wait is { } wait) Mark(string.Format(_words.Wait, wait.Text), FlowIcon.Clock);
        if (step.Verify is { } result) Mark(string.Format(_words.Check, result), FlowIcon.Check);
        if (step.VerifiedBy is { } by) Mark(string.Format(_words.VerifiedBy, by), FlowIcon.Person, 1);
        if (particulars && step.Evidence is { } evidence) Mark(string.Format(_words.Evidence, evidence), FlowIcon.Clip, 1);
        if (step.Approval is { } approval) Mark(string.Format(_words.Approval, approval), FlowIcon.Pen, 1);
        if (step.Optional) Mark(_words.Optional, FlowIcon.Condition, 1);
    }

    string Who(Step step) => string.Join(" · ", new[] { step.Role, step.Within is { } limit ? string.Format(_words.Within, limit.Length) : null }.OfType<string>());

    void Mark(string text, FlowIcon icon, int most = 2, FlowInk ink = FlowInk.Mark)
    {
        var first = true;
        foreach (var line in Lettering.Wrap(Plain.Of(text), _box.Width - 2 * _pad - IconWidth, SmallSize, most))
        {
            Line(line, _pad + IconWidth, SmallLine, ink, first ? icon : FlowIcon.None);
            first = false;
        }
    }

    void Exit(WayOn exit)
    {
        var top = _y;
        Mark(exit.Text, exit.Icon, 3, exit.Icon == FlowIcon.Cross ? FlowInk.Failure : FlowInk.Mark);
        if (exit.Route is { } route && route.Channel is Channel.Middle or Channel.Outer or Channel.Left) route.Exit.Y = top + SmallLine - 4;
    }

    void Line(string text, int x, int height, FlowInk ink, FlowIcon icon = FlowIcon.None, Step? step = null)
    {
        _y += height;
        _box.Lines.Add(new(text, x, _y - 4, ink, icon, step));
    }
}
