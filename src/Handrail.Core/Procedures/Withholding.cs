using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures;

/// <summary>
/// A text for somebody who may not know of some of the procedures it points to: their names are taken out of what is drawn from it. The source stays as it is, and
/// with it every place in it and every anchor.
/// </summary>
public static partial class Withholding
{
    /// <summary>Stands where the name would.</summary>
    public const string Words = "another procedure";

    /// <param name="isWithheld">Says of a link's target whether the reader may not know of it.</param>
    public static Procedure From(Procedure procedure, Predicate<string> isWithheld)
    {
        return procedure with { Main = Phases(procedure.Main), Contingencies = Phases(procedure.Contingencies), Rollback = Phases(procedure.Rollback) };

        IReadOnlyList<Phase> Phases(IReadOnlyList<Phase> phases) => [.. phases.Select(phase => phase with { Steps = Steps(phase.Steps) })];
        IReadOnlyList<Step> Steps(IReadOnlyList<Step> steps) => [.. steps.Select(Of)];
        Step Of(Step step) => step with
        {
            Instruction = Instruction(procedure, step, isWithheld),
            Run = step.Run is { } run ? Link(run) : null,
            IfItFails = step.IfItFails is { } exit ? Way(exit) : null,
            Answers = [.. step.Answers.Select(answer => answer with { Exit = Way(answer.Exit) })],
            Children = Steps(step.Children),
        };
        Exit Way(Exit exit) => exit is Exit.Start start ? new Exit.Start(Link(start.Procedure)) : exit;
        ProcedureLink Link(ProcedureLink link) => isWithheld(link.Target) ? link with { Text = Words } : link;
    }

    /// <summary>The instruction of one step.</summary>
    public static string Instruction(Procedure procedure, Step step, Predicate<string> isWithheld) => step.InstructionSpan.End > procedure.Source.Length ? step.Instruction
        : LinkInText().Matches(procedure.Source[step.InstructionSpan.Start..step.InstructionSpan.End]).Where(link => isWithheld(link.Groups["target"].Value))
            .Aggregate(step.Instruction, (text, link) => text.Replace(link.Groups["words"].Value.Trim('*', '_', '`'), Words, StringComparison.Ordinal));

    [GeneratedRegex(@"\[(?<words>[^\]\n]+)\]\(<?(?<target>[^)>\s]+)")]
    private static partial Regex LinkInText();
}
