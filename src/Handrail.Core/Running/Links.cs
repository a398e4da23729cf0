using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

static class Links
{
    /// <summary>The procedure a step starts as it stands: after a failure, by its answer, or by itself. Null when none.</summary>
    public static ProcedureLink? Of(StepState step) =>
        step.FailedAt is not null ? Started(step.Step.IfItFails)
        : step.CompletedAt is not null ? Started(step.Step.Answers.FirstOrDefault(answer => answer.Label == step.Answer)?.Exit)
        : step.Step.Run;

    static ProcedureLink? Started(Exit? exit) => (exit as Exit.Start)?.Procedure;
}
