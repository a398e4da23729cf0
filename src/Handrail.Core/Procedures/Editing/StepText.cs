namespace Handrail.Core.Procedures.Editing;

/// <summary>Pieces of a step as a person types them: without number and indentation, lines ending in LF. Giving a piece back unchanged changes nothing.</summary>
public static class StepText
{
    /// <summary>The instruction first, then all that belongs to the step, sub-steps too: what <see cref="Edit.ReplaceStep"/> takes.</summary>
    public static string Of(Procedure procedure, Step step) => TextBlock.Of(procedure.Source, step).Text;

    /// <summary>What is said in the step itself and not in its sub-steps: only to compare with.</summary>
    public static string OwnOf(Procedure procedure, Step step) =>
        string.Join('\n', step.Lines.Select(line => line.Span).Concat(step.Details.Select(detail => detail.Span)).Prepend(step.InstructionSpan).Select(span => span.In(procedure.Source)));

    /// <summary>What <see cref="Edit.SetDetail"/> takes.</summary>
    public static string Of(Procedure procedure, Step step, Detail detail) => TextBlock.Of(procedure.Source, step, detail).Text;

    /// <summary>What <see cref="Edit.SetField"/> takes.</summary>
    public static string Of(Procedure procedure, FieldLine line) => TextBlock.Of(procedure.Source, line).Text;
}
