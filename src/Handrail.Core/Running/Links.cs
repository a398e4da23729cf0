using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

static class Links
{
    /// <summary>The procedure a step starts as it stands: after a failure, by its answer, or by itself. Null when none.</summary>
    public static ProcedureLink? Of(StepState step) =>
        step.FailedAt is not null ? Started(step.Step.IfItFails)
        : step.CompletedAt is not null ? Started(step.Step.Answers.FirstOrDefault(answer => answer.Label == step.Answer)?.Exit)
        : step.Step.Run;

    /// <summary>What the step calls the procedure at a target; the target itself where it does not lead there any more.</summary>
    public static string Words(StepState step, string target) =>
        step.Step.Answers.Select(answer => Started(answer.Exit)).Append(Started(step.Step.IfItFails)).Append(step.Step.Run).FirstOrDefault(link => link?.Target == target)?.Text ?? target;

    static ProcedureLink? Started(Exit? exit) => (exit as Exit.Start)?.Procedure;
}
