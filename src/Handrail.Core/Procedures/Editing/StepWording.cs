using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Procedures.Editing;

/// <summary>The words of one step: instruction, detail, the whole of it, its anchor.</summary>
static partial class StepWording
{
    public static Outcome<Draft> Instruction(Procedure procedure, Step step, string markdown)
    {
        var words = MarkdownText.AtStart(TextLines.OneLine(markdown));
        if (words.Length == 0) return new Refusal.Invalid("instruction", "A step needs words that say what to do.");
        if (words == step.InstructionSpan.In(procedure.Source)) return Draft.Nothing;
        if (AnyAnchor().IsMatch(words)) return new Refusal.Invalid("instruction", $"Leave the anchor out; the step keeps {{#{step.Anchor}}}, which links and records point to.");
        // Its identity must not follow the new words, nor be lost with the old.
        var splice = IsWrittenOutside(procedure.Source, step) ? new(step.InstructionSpan, words) : new Splice(step.InstructionSpan with { End = EndOfTwin(procedure.Source, step) }, $"{words}{procedure.Source[step.InstructionSpan.End..EndOfWords(procedure.Source, step)]} {{#{step.Anchor}}}");
        return Reworded(step, splice, after => after.Find(step.Anchor) is { } now && now.InstructionSpan.In(after.Source) == words);
    }

    static bool IsWrittenOutside(string source, Step step) =>
        step.AnchorIsWritten && !step.InstructionSpan.In(source).Contains($"{{#{step.Anchor}}}", StringComparison.Ordinal);

    public static Outcome<Draft> Detail(Procedure procedure, Step step, int index, string markdown)
    {
        var text = TextLines.Tidy(markdown);
        var details = Details(step);
        if (index < 0 || index > details.Count) return new Refusal.NotFound($"Step {step.Number} has no {index + 1}. piece of detail any more.");
        if (index == details.Count) return text.Length == 0 ? Draft.Nothing : Reworded(step, new StepBody(procedure, step).Block(text), after => HasDetail(after, step, text));

        var block = TextBlock.Of(procedure.Source, step, details[index]);
        if (text == block.Text) return Draft.Nothing;
        if (text.Length == 0) return Reworded(step, new(new(TextLines.BackOverSpace(procedure.Source, block.Span.Start), block.Span.End), ""), after => after.Find(step.Anchor) is { } now && Details(now).Count == details.Count - 1);
        return Reworded(step, SetApart(block, text), after => HasDetail(after, step, text));
    }

    /// <summary>Words in the place of a bullet would go on with the bullet before them.</summary>
    static Splice SetApart(TextBlock block, string text)
    {
        var (splice, line) = (block.Becomes(text), TextLines.Start(block.Source, block.Span.Start));
        var isApart = line == 0 || TextLines.Next(block.Source, TextLines.BackOverSpace(block.Source, line)) < line;
        if (isApart || ListItem.MarkerLength(text) > 0 || ListItem.MarkerLength(block.Text.AsSpan().TrimStart()) == 0 || splice.Span.Start != block.Span.Start) return splice;
        return new(splice.Span with { Start = line }, TextLines.NewLine(block.Source) + block.Source[line..block.Span.Start] + splice.Text);
    }

    static List<Detail> Details(Step step) => [.. step.Details.Where(detail => detail.Tool is null)];

    static bool HasDetail(Procedure after, Step step, string text) =>
        after.Find(step.Anchor) is { } now && TextLines.OneLine(string.Join('\n', Details(now).Select(detail => detail.Span.In(after.Source)))).Contains(TextLines.OneLine(text), StringComparison.Ordinal);

    static Draft Reworded(Step step, Splice splice, Func<Procedure, bool> done) => new([splice]) { Reworded = [step.Anchor], Done = done };

    public static Outcome<Draft> Whole(Procedure procedure, Step step, string markdown)
    {
        var block = TextBlock.Of(procedure.Source, step);
        if (TextLines.Tidy(markdown) == block.Text) return Draft.Nothing;
        if (ListItem.Of(procedure.Source, step) is not { } item) return NoItem(step);
        if (!TypedStep.Read(markdown).Granted(out var typed, out var refusal)) return refusal;
        if (!typed.With(step.Anchor).Granted(out var text, out refusal)) return refusal;
        text = TypedStep.Boxed(text, item.IsBullet);
        return Reworded(step, block.Becomes(text), after => after.Find(step.Anchor) is { } now && TextLines.OneLine(StepText.Of(after, now)) == TextLines.OneLine(text)) with { Retyped = step.Anchor };
    }

    public static Outcome<Draft> Anchors(Procedure procedure) => new Draft([.. procedure.AllSteps.Select(step => Anchor(procedure, step)).OfType<Splice>()])
    {
        Done = after => after.AllSteps.All(step => step.AnchorIsWritten),
    };

    public static Outcome<Draft> Rewrite(Procedure procedure)
    {
        var text = ProcedurePrinter.Print(procedure).Replace("\n", TextLines.NewLine(procedure.Source), StringComparison.Ordinal);
        return new Draft([new(new(0, procedure.Source.Length), text)])
        {
            Reworded = [.. procedure.AllSteps.Select(step => step.Anchor)],
            Done = after => after.AllSteps.Select(step => step.Instruction).SequenceEqual(procedure.AllSteps.Select(step => step.Instruction)) && after.AllSteps.All(step => ListItem.Of(after.Source, step) is not null),
        };
    }

    /// <summary>Null when it is written already.</summary>
    public static Splice? Anchor(Procedure procedure, Step step) =>
        step.AnchorIsWritten ? null : new(new(EndOfWords(procedure.Source, step), EndOfTwin(procedure.Source, step)), $" {{#{step.Anchor}}}");

    /// <summary>Behind the instruction; where it stands in bold as a whole, behind the stars.</summary>
    static int EndOfWords(string source, Step step)
    {
        var end = step.InstructionSpan.End;
        if (ListItem.Of(source, step) is null && step.InstructionSpan.Start > 0 && source[step.InstructionSpan.Start - 1] is '*' or '_')
            while (end < source.Length && source[end] is '*' or '_') end++;
        return end;
    }

    /// <summary>Behind an anchor that names another step already, and so names none here.</summary>
    static int EndOfTwin(string source, Step step) => Twin().Match(source, EndOfWords(source, step)) is { Success: true } twin ? twin.Index + twin.Length : EndOfWords(source, step);

    [GeneratedRegex(@"\{#[^{}\s]+\}")]
    private static partial Regex AnyAnchor();

    [GeneratedRegex(@"\G[ \t]*\{#[^{}\s]*\}")]
    private static partial Regex Twin();

    public static Refusal NoItem(Step step) => new Refusal.Invalid("step", $"Step {step.Number} is not an item of a list in the text. Rewrite the steps as lists first.");
}
