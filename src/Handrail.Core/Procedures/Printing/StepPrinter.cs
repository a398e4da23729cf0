using System.Globalization;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Procedures.Printing;

/// <summary>Steps as items of an ordered list. What has a place in the source is taken from there, in its order; the rest is written from the model.</summary>
sealed class StepPrinter(Procedure procedure)
{
    readonly string _source = procedure.Source;

    enum Kind { Bullet, Steps, Block }

    readonly record struct Piece(Kind Kind, int Place, string Text);

    /// <param name="first">The number of the first step.</param>
    public string List(IReadOnlyList<Step> steps, int first, string apart = "\n\n") => string.Join(apart, steps.Select((step, i) => Item(step, first + i)));

    string Item(Step step, int number)
    {
        var marker = number.ToString(CultureInfo.InvariantCulture) + ". ";
        return marker + TextLines.Indent(Text(step), marker.Length, "\n");
    }

    string Text(Step step)
    {
        // A step that is only a block of code has no words of its own.
        if (IsCode(step)) return StepText.Of(procedure, step);
        var (text, last) = (Instruction(step), Kind.Bullet);
        foreach (var piece in Pieces(step).OrderBy(piece => piece.Place))
        {
            text += (last == Kind.Block || piece.Kind == Kind.Block || piece.Kind != last && last == Kind.Steps ? "\n\n" : "\n") + piece.Text;
            last = piece.Kind;
        }
        return text;
    }

    string Instruction(Step step)
    {
        var words = MarkdownText.AtStart(step.InstructionSpan.IsEmpty ? MarkdownText.Of(TextLines.OneLine(step.Instruction)) : TextLines.OneLine(step.InstructionSpan.In(_source)));
        return !step.AnchorIsWritten || words.Contains($"{{#{step.Anchor}}}", StringComparison.Ordinal) ? words : $"{words} {{#{step.Anchor}}}".TrimStart();
    }

    bool IsCode(Step step) => !step.InstructionSpan.IsEmpty && ListItem.Of(_source, step) is { } item && (item.Content < TextLines.OverSpace(_source, item.Content) || _source.AsSpan(item.Content) is ['`', '`', '`', ..] or ['~', '~', '~', ..]);

    IEnumerable<Piece> Pieces(Step step)
    {
        if (step.Lines.Count > 0)
            foreach (var line in step.Lines) yield return new(Kind.Bullet, line.Span.Start, $"- {TextLines.Indent(Line(step, line), 2, "\n")}");
        else
            foreach (var line in StepLines.Of(step, procedure.Find)) yield return new(Kind.Bullet, 0, "- " + line);
        foreach (var detail in step.Details.Where(detail => detail.Tool is null || step.Lines.Count == 0))
        {
            var text = TextBlock.Of(_source, step, detail).Text;
            if (detail.Tool is not null) text = "- " + TextLines.Indent(FieldWords.Line(FieldKey.In, detail.Tool, text), 2, "\n");
            yield return new(ListItem.MarkerLength(text) > 0 ? Kind.Bullet : Kind.Block, detail.Span.Start, text);
        }
        foreach (var children in Runs(step.Children)) yield return new(Kind.Steps, children[0].Span.Start, List(children, IndexOf(step.Children, children[0]) + 1, "\n"));
    }

    string Line(Step step, FieldLine line)
    {
        var exit = line.Key == FieldKey.IfItFails ? step.IfItFails : line.Key == FieldKey.Answer ? step.Answers.FirstOrDefault(answer => answer.Span == line.Span)?.Exit : null;
        var value = TextBlock.Of(_source, line).Text;
        // A number says where to go only as long as the list is numbered as it was.
        if (exit is Exit.GoTo && !value.Contains("](#", StringComparison.Ordinal)) value = FieldWords.Of(exit, procedure.Find);
        return FieldWords.Line(line.Key, line.Label, value);
    }

    /// <summary>Sub-steps between which nothing else stands.</summary>
    List<List<Step>> Runs(IReadOnlyList<Step> steps)
    {
        List<List<Step>> runs = [];
        foreach (var step in steps)
            if (runs.Count > 0 && (step.Span.Start <= runs[^1][^1].Span.End || _source.AsSpan(runs[^1][^1].Span.End..step.Span.Start).IsWhiteSpace())) runs[^1].Add(step);
            else runs.Add([step]);
        return runs;
    }

    static int IndexOf(IReadOnlyList<Step> steps, Step step)
    {
        for (var i = 0; i < steps.Count; i++)
            if (ReferenceEquals(steps[i], step)) return i;
        return 0;
    }
}
