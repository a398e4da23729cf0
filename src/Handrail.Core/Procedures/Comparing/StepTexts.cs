using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>One step in two revisions, part by part: instruction, detail, variants per tool, field lines.</summary>
static partial class StepTexts
{
    public static IReadOnlyList<TextChange> Compare(Procedure old, Step was, Procedure @new, Step now)
    {
        var (before, after) = (Whole(old, was), Whole(@new, now));
        if (before == after) return [];
        List<TextChange> parts = [.. Parts(old, was, @new, now).Where(part => part.Change != Change.Unchanged)];
        // Lines in another order, or text that belongs to no part: still a difference, and it must be seen.
        if (parts.Count == 0) parts.Add(TextChanges.Of("Text", before, after));
        return parts;
    }

    /// <summary>The step's own text, without number, anchor and sub-steps.</summary>
    public static string Whole(Procedure procedure, Step step)
    {
        var (source, instruction) = (procedure.Source, step.InstructionSpan);
        // Cut before indentation is judged: a line of which only the anchor is left would count as one further left than the rest.
        var anchor = Anchor().Match(source, instruction.End, Math.Max(0, step.Span.End - instruction.End));
        return instruction.In(source).Trim() + "\n" + PlainText.Of(source, new(instruction.End + anchor.Length, Math.Max(instruction.End + anchor.Length, step.Span.End)), step.Children.Select(child => child.Span));
    }

    static IEnumerable<TextChange> Parts(Procedure old, Step was, Procedure @new, Step now)
    {
        yield return TextChanges.Of("Instruction", was.InstructionSpan.In(old.Source).Trim(), now.InstructionSpan.In(@new.Source).Trim());
        foreach (var tool in was.Details.Concat(now.Details).Select(detail => detail.Tool).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(tool => tool is not null))
            yield return TextChanges.Of(tool is null ? "Detail" : "In " + tool, Detail(old, was, tool), Detail(@new, now, tool));
        foreach (var line in FieldLines(old, was, @new, now)) yield return line;
    }

    static string Detail(Procedure procedure, Step step, string? tool) =>
        string.Join('\n', step.Details.Where(detail => string.Equals(detail.Tool, tool, StringComparison.OrdinalIgnoreCase)).Select(detail => PlainText.Of(procedure.Source, detail.Span)));

    /// <summary>Lines of one key are the same line when their values are; what is left over is paired in order.</summary>
    static IEnumerable<TextChange> FieldLines(Procedure old, Step was, Procedure @new, Step now)
    {
        var before = was.Lines.Where(line => line.Key != FieldKey.In).ToList();
        var after = now.Lines.Where(line => line.Key != FieldKey.In).ToList();
        foreach (var line in after.ToList())
        {
            if (before.FindIndex(other => Name(other) == Name(line) && Value(old, other) == Value(@new, line)) is not (>= 0 and var same)) continue;
            before.RemoveAt(same);
            after.Remove(line);
        }
        foreach (var line in after)
        {
            var pair = before.Find(other => Name(other) == Name(line)) ?? before.Find(other => other.Key == line.Key);
            if (pair is not null) before.Remove(pair);
            yield return TextChanges.Of(Name(line), pair is null ? null : Shown(old, pair, Name(line)), Shown(@new, line, Name(line)));
        }
        foreach (var line in before) yield return TextChanges.Of(Name(line), Shown(old, line, Name(line)), null);
    }

    static string Name(FieldLine line) => line.Label.Trim();

    static string Value(Procedure procedure, FieldLine line) => line.ValueSpan.In(procedure.Source).Trim();

    // A changed answer changes its label too; a bare key such as "Optional" has no value to show.
    static string Shown(Procedure procedure, FieldLine line, string name) =>
        Value(procedure, line) is { Length: > 0 } value && Name(line) == name ? value : $"{Name(line)}: {Value(procedure, line)}";

    [GeneratedRegex(@"\G\s*\{#[^}\s]*\}")]
    private static partial Regex Anchor();
}
