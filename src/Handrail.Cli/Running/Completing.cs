using Handrail.Core;
using Handrail.Core.Running;

namespace Handrail.Cli.Running;

/// <summary>The form of a step, asked line by line; what the engine refuses is asked again.</summary>
static class Completing
{
    public static void Ask(Guide guide, StepState step, string? answer)
    {
        var terminal = guide.Terminal;
        var fields = new List<FieldValue>();
        foreach (var field in step.Step.Records.Where(field => step.Values.All(had => had.Field != field.Key)))
            if (terminal.Field(field) is { } value) fields.Add(value);
        if (answer is null && step.Step.IsDecision) answer = Choose(terminal, step);
        var act = new CompleteStep(step.Key, step.Round) { Fields = fields, Answer = answer };
        if (step.Step.Verify is { } expected)
        {
            act = act with { Confirmed = terminal.YesOrNo($"Do you see it: {expected}?") };
            if (act.Confirmed == false) act = act with { Reason = terminal.Insist("What do you see instead?") };
        }
        if (act.Confirmed != false && step.Step.Evidence is { } proof && step.Evidence.Count == 0) act = Prove(guide, act, proof);
        Complete(guide, step, act);
    }

    static string? Choose(Terminal terminal, StepState step)
    {
        var labels = string.Join(", ", step.Step.Answers.Select(answer => answer.Label));
        while (terminal.Insist($"Answer ({labels}):") is { } given)
            if (step.Step.Answers.Any(answer => Terminal.Is(answer.Label, given))) return given;
        return null;
    }

    static CompleteStep Prove(Guide guide, CompleteStep act, string proof)
    {
        while (guide.Terminal.Ask($"Evidence ({proof}); a file, or Enter for none:") is { } path)
        {
            if (path.Length == 0) return act with { WithoutEvidence = guide.Terminal.Insist("Why is there none?") };
            if (KeptEvidence.Keep(guide.Record, path).Granted(out var file, out var refusal)) return act with { Evidence = [file] };
            guide.Terminal.Say(refusal.Message, "red");
        }
        return act;
    }

    /// <summary>Ends when it is granted, refused for good, or nobody answers any more.</summary>
    static void Complete(Guide guide, StepState step, CompleteStep act)
    {
        while (!guide.Terminal.Ended && guide.Try(act) is { } refusal)
        {
            guide.Terminal.Say(refusal.Message, "red");
            if (refusal is not Refusal.Invalid { Field: var name }) return;
            if (step.Step.Records.FirstOrDefault(field => field.Key == name) is { } field)
            {
                if (guide.Terminal.Field(field) is { } value) act = act with { Fields = [.. act.Fields.Where(had => had.Field != name), value] };
            }
            else if (name == "reason" && act.Reason is null) act = act with { Reason = guide.Terminal.Insist("Reason:") };
            else return;
        }
    }
}
