using System.Globalization;

namespace Handrail.Core.Procedures.Editing;

/// <summary>The list a step leaves and the list it joins, before and after, with their numbers.</summary>
sealed class Lists
{
    readonly Procedure _procedure;
    readonly string _placed;
    readonly Step? _step;
    readonly Spot? _spot;
    readonly List<Renumbered> _renumbered = [];
    readonly int _number = 1;

    /// <param name="placed">The anchor of the step that comes, goes or moves.</param>
    /// <param name="step">Null when it comes.</param>
    /// <param name="spot">Null when it goes.</param>
    public Lists(Procedure procedure, string placed, Step? step, Spot? spot)
    {
        (_procedure, _placed, _step, _spot) = (procedure, placed, step, spot);
        var left = step is null ? null : Family.Of(procedure, step.Track, Neighbours.ParentOf(procedure, step));
        var joined = spot is null ? null : left is not null && left.IsOf(spot.Track, spot.Parent) ? left : Family.Of(procedure, spot.Track, spot.Parent);
        if (left is not null && left != joined) Renumber(left, left.Without(placed));
        if (joined is null) return;
        var now = joined.Without(placed).With(placed, spot!);
        IsThere = left == joined && now.Members.Select(member => (member.Anchor, member.Group)).SequenceEqual(joined.Members.Select(member => (member.Anchor, member.Group)));
        _number = Renumber(joined, now) ?? 1;
    }

    /// <summary>It stands where it is to go.</summary>
    public bool IsThere { get; }

    int? Renumber(Family before, Family now)
    {
        var numbers = Numbers.After(before.Members, now.Members, _placed);
        var isPadded = before.Members.Select(member => _procedure.Find(member.Anchor)).OfType<Step>().Any(step => ListItem.Of(_procedure.Source, step) is { IsBullet: false, Gap: > 1 } item && _procedure.Source[item.Content - 1] == ' ');
        int? own = null;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (now.Members[i].Anchor == _placed) own = numbers[i];
            else if (numbers[i] is { } number && _procedure.Find(now.Members[i].Anchor) is { } step && ListItem.Of(_procedure.Source, step) is { IsBullet: false } item && item.Number != number)
                _renumbered.Add(new(step, item, number, isPadded));
        }
        return own;
    }

    /// <param name="cut">What is taken out of the text with the step that goes or moves; empty when it comes.</param>
    public IEnumerable<Splice> Renumbered(Span cut = default)
    {
        var source = _procedure.Source;
        var lines = _renumbered.SelectMany(entry => entry.Lines(source).Select(line => (line, entry.Shift))).GroupBy(entry => entry.line, entry => entry.Shift).Select(shifts => Moved(source, shifts.Key, shifts.Sum())).OfType<Splice>();
        return _renumbered.SelectMany(entry => entry.Marker()).Concat(lines).Where(splice => splice.Span.Start < cut.Start || splice.Span.Start >= cut.End);
    }

    static Splice? Moved(string source, int line, int columns)
    {
        var text = TextLines.OverSpace(source, line);
        if (columns > 0) return new(new(text, text), new string(' ', columns));
        var spaces = 0;
        while (spaces < -columns && source[line + spaces] == ' ') spaces++;
        return spaces == 0 ? null : new(new(line, line + spaces), "");
    }

    /// <summary>The step as it is written into its new place.</summary>
    /// <param name="text">As <see cref="StepText"/> gives it.</param>
    public Splice Written(string text)
    {
        var (source, newLine, spot) = (_procedure.Source, TextLines.NewLine(_procedure.Source), _spot!);
        var neighbour = spot.Previous ?? spot.Next;
        var item = neighbour is null ? null : ListItem.Of(source, neighbour);
        var indent = item?.Indent ?? (spot.Parent is { } parent ? new string(' ', ListItem.Of(source, parent)!.Column) : "");
        if (spot.Parent is { } above && Shift(above) is var shift && shift != 0) indent = shift > 0 ? indent + new string(' ', shift) : indent[..^Math.Min(indent.Length, -shift)];
        var marker = item is { IsBullet: true } ? item.Marker : _number.ToString(CultureInfo.InvariantCulture) + (item?.Marker[^1] ?? UsualMark());
        var width = TextLines.Column(indent, indent.Length) + marker.Length;
        var gap = item is { IsBullet: false, Gap: > 1 } ? Math.Max(1, item.Column - TextLines.Column(source, neighbour!.Span.Start) - marker.Length) : 1;
        var block = indent + marker + new string(' ', gap) + TextLines.Indent(TypedStep.Boxed(text, item is { IsBullet: true }), width + gap, newLine);

        if (spot.Opening is { } opening) return new(new(opening.At, opening.At), opening.Before + block + opening.After);
        var apart = string.Concat(Enumerable.Repeat(newLine, Apart(text)));
        var at = spot.Previous is { } previous ? TextLines.End(source, previous.Span.End) : spot.Next is { } next ? TextLines.Start(source, next.Span.Start) : spot.Parent!.Span.End;
        return new(new(at, at), spot.Previous is null && spot.Next is not null ? block + apart : apart + block);
    }

    /// <summary>By how many columns the content of this step moves because it, or a step around it, gets a longer or shorter number.</summary>
    int Shift(Step step) => _renumbered.Where(entry => entry.Step.SelfAndDescendants.Any(inside => inside.Anchor == step.Anchor)).Sum(entry => entry.Shift);

    char UsualMark() => _procedure.AllSteps.Select(step => ListItem.Of(_procedure.Source, step)).FirstOrDefault(item => item is { IsBullet: false })?.Marker[^1] ?? '.';

    /// <summary>Line ends between two steps: as between the neighbours, else as usual in the text.</summary>
    int Apart(string text)
    {
        var siblings = _spot!.Parent?.Children ?? _procedure.AllPhases.FirstOrDefault(phase => phase.Anchor == _spot.Group)?.Steps ?? [];
        var pairs = siblings.Zip(siblings.Skip(1)).OrderBy(pair => pair.First == _spot.Previous || pair.Second == _spot.Next ? 0 : pair.Second == _spot.Previous || pair.First == _spot.Next ? 1 : 2);
        if (_spot.Parent is null) pairs = pairs.Concat(_procedure.AllPhases.SelectMany(phase => phase.Steps.Zip(phase.Steps.Skip(1)))).OrderBy(_ => 0);
        foreach (var (first, second) in pairs)
            if (second.Span.Start > first.Span.End && _procedure.Source.AsSpan(first.Span.End, second.Span.Start - first.Span.End) is var between && between.IsWhiteSpace())
                return between.Count('\n') > 1 ? 2 : 1;
        var neighbour = _spot.Previous ?? _spot.Next;
        return _spot.Parent is not null && neighbour is null ? StepText.Of(_procedure, _spot.Parent).Contains("\n\n", StringComparison.Ordinal) ? 2 : 1
            : text.Contains('\n') || neighbour is not null && neighbour.Span.In(_procedure.Source).Contains('\n') ? 2 : 1;
    }
}
