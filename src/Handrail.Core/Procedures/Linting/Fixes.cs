using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Procedures.Linting;

/// <summary>Edits that several rules offer. Each is null where the text leaves no safe place for it.</summary>
sealed class Fixes(Subject subject)
{
    /// <summary>Marks text a person still has to write; lint reports it until they do.</summary>
    public const string Todo = "TODO";

    string Source => subject.Source;

    string NewLine => TextLines.NewLine(Source);

    public static Fix? Of(string title, params IReadOnlyList<Splice?> edits) => edits.Count == 0 || edits.Contains(null) ? null : new(title, [.. edits.OfType<Splice>()]);

    /// <summary>A new field line behind those the step has.</summary>
    public Splice? Line(Step step, string line) =>
        ListItem.Of(Source, step) is null || new StepBody(subject.Procedure, step).Bullets([line]) is var splice && subject.Markup.IsCode(splice.Span.Start) ? null : splice;

    /// <summary>The step's anchor, written out.</summary>
    public Splice? Anchor(Step step) => StepWording.Anchor(subject.Procedure, step);

    /// <summary>A new section in its place; or the text of one that stands empty.</summary>
    public Splice? Section(SectionKind kind, string text)
    {
        if (subject.Section(kind) is { } empty)
        {
            var end = TextLines.BackOverSpace(Source, Math.Min(TextLines.End(Source, empty.Span.Start), empty.Span.End));
            return new(new(end, end), $"{NewLine}{NewLine}{text}{NewLine}");
        }
        var place = NewSection.Of(subject.Procedure, kind);
        return place.At >= TextLines.BackOverSpace(Source, Source.Length) && subject.Markup.IsCode(Source.Length) ? null : new(new(place.At, place.At), place.Before + text + place.After);
    }

    /// <summary>A line of the front matter, which is begun where there is none; null where the key has a value.</summary>
    public Splice? Header(string key, string value) =>
        HeaderLines.Set(subject.Procedure, key, [value]).Granted(out var draft, out _) && draft.Splices is [var splice] ? splice : null;

    /// <summary>One instruction as several steps: the first keeps the anchor, the last keeps the detail, all keep the role.</summary>
    /// <param name="joints">The words between the actions, places in the source, in order.</param>
    public Splice[]? Split(Step step, IReadOnlyList<Span> joints)
    {
        if (ListItem.Of(Source, step) is not { } item) return null;
        var lineEnd = TextLines.End(Source, step.InstructionSpan.Start);
        if (step.InstructionSpan.End > lineEnd || joints.Any(joint => subject.Markup.IsCode(joint.Start))) return null;
        var role = step.Role is { Length: > 0 } name ? $"{NewLine}{new string(' ', item.Column)}- Role: {name}" : "";
        var edits = joints.Select((joint, i) => new Splice(
            joint with { End = joint.End + 1 }, (i == 0 ? $" {{#{step.Anchor}}}" : "") + role + $"{NewLine}{Source[TextLines.Start(Source, step.Span.Start)..step.InstructionSpan.Start]}" + char.ToUpperInvariant(Source[joint.End]))).ToList();
        // The written anchor moves up to the first action.
        if (lineEnd > step.InstructionSpan.End) edits.Add(new(new(step.InstructionSpan.End, lineEnd), ""));
        return [.. edits];
    }

    /// <summary>Sentences after the first as a paragraph of detail.</summary>
    public Splice[]? MoveToDetail(Step step, int endOfFirstSentence)
    {
        var lineEnd = TextLines.End(Source, step.InstructionSpan.Start);
        if (ListItem.Of(Source, step) is not { } item || step.InstructionSpan.End > lineEnd || subject.Markup.IsCode(endOfFirstSentence)) return null;
        var rest = endOfFirstSentence;
        while (rest < step.InstructionSpan.End && Source[rest] == ' ') rest++;
        var anchor = Source[step.InstructionSpan.End..lineEnd].Trim();
        Splice move = new(new(endOfFirstSentence, rest), (anchor.Length > 0 ? " " + anchor : "") + NewLine + NewLine + new string(' ', item.Column));
        return anchor.Length > 0 ? [move, new(new(step.InstructionSpan.End, lineEnd), "")] : [move];
    }
}
