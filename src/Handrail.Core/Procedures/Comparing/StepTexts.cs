using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>One step in two revisions, part by part: instruction, detail, variants per tool, field lines.</summary>
static partial class StepTexts
{
    public static IReadOnlyList<TextChange> Compare(Side old, Step was, Side @new, Step now)
    {
        var differs = old.Read.Words(Whole(old.Procedure, was)) != @new.Read.Words(Whole(@new.Procedure, now));
        if (!differs && old.Read.Tools is null && @new.Read.Tools is null) return [];
        List<TextChange> parts = [.. Parts(old, was, @new, now).Where(part => part.Change != Change.Unchanged)];
        // Lines in another order, or text that belongs to no part: still a difference, and it must be seen.
        if (differs && parts.Count == 0) parts.Add(TextChanges.Of("Text", old.Read.Words(Whole(old.Procedure, was)), @new.Read.Words(Whole(@new.Procedure, now))));
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

    static IEnumerable<TextChange> Parts(Side old, Step was, Side @new, Step now)
    {
        yield return TextChanges.Of("Instruction", old.Words(was.InstructionSpan).Trim(), @new.Words(now.InstructionSpan).Trim());
        foreach (var tool in was.Details.Concat(now.Details).Select(detail => detail.Tool).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(tool => tool is not null))
            yield return Detail(old, was, @new, now, tool);
        foreach (var line in FieldLines(old, was, @new, now)) yield return line;
    }

    /// <summary>A variant of which no word changed may apply no more, or apply from now on: to its reader it is gone, or new.</summary>
    static TextChange Detail(Side old, Step was, Side @new, Step now, string? tool)
    {
        var (before, after) = (Words(old, was), Words(@new, now));
        var (shown, shows) = (old.Read.Shows(was, tool), @new.Read.Shows(now, tool));
        return TextChanges.Of(tool is null ? "Detail" : "In " + tool, before == after && !shown && shows ? "" : before, before == after && shown && !shows ? "" : after);

        string Words(Side side, Step step) => side.Read.Words(string.Join('\n', step.Details.Where(detail => string.Equals(detail.Tool, tool, StringComparison.OrdinalIgnoreCase)).Select(detail => PlainText.Of(side.Source, detail.Span))));
    }

    /// <summary>Lines of one key are the same line when their values are; what is left over is paired in order.</summary>
    static IEnumerable<TextChange> FieldLines(Side old, Step was, Side @new, Step now)
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

    static string Value(Side side, FieldLine line) => side.Words(line.ValueSpan).Trim();

    // A changed answer changes its label too; a bare key such as "Optional" has no value to show.
    static string Shown(Side side, FieldLine line, string name) =>
        Value(side, line) is { Length: > 0 } value && Name(line) == name ? value : $"{Name(line)}: {Value(side, line)}";

    [GeneratedRegex(@"\G\s*\{#[^}\s]*\}")]
    private static partial Regex Anchor();
}
