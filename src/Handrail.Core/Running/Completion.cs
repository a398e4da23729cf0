namespace Handrail.Core.Running;

/// <summary>Something a step needs before it can be completed.</summary>
/// <param name="Field">The name of the input at fault: a field's key, "answer", "confirmed", "withoutEvidence" or "reason"; the same in refusals.</param>
public sealed record Missing(string Field, string Message);

/// <summary>What somebody has put in, together with what was there before.</summary>
sealed record Entered(IReadOnlyList<FieldValue> Values, string? Answer, bool Confirmed, bool Evidence, bool Reason)
{
    public static Entered SoFar(StepState step) => new(step.Values, null, false, step.Evidence.Count > 0, false);
}

static class Completion
{
    public static IEnumerable<Missing> Missing(RunState state, StepState step, Entered entered, Instant now)
    {
        var says = step.Step;
        foreach (var field in FieldEntry.Missing(says.Records, entered.Values)) yield return new(field.Key, $"Fill in {field.Label}.");
        if (says.IsDecision && entered.Answer is null) yield return new("answer", $"Choose one of {string.Join(", ", says.Answers.Select(answer => answer.Label))}.");
        if (says.Verify is { } expected && !entered.Confirmed) yield return new("confirmed", $"Confirm what you see, or say that it did not work: {expected}");
        if (says.Evidence is { } proof && !entered.Evidence) yield return new("withoutEvidence", $"Attach the evidence ({proof}), or say why there is none.");
        if (entered.Reason) yield break;
        if (step.Status == StepStatus.Pending) yield return new("reason", $"{Texts.Sentence(step.Name)} is not open yet{Before(state, step)}. Say why it is done out of order.");
        if (step.Status == StepStatus.Waiting && step.WakesAt > now) yield return new("reason", WhyEarly(step));
    }

    public static string WhyEarly(StepState step) => $"The wait ends on {Texts.When(step.WakesAt)}. Say why you go on before then.";

    static string Before(RunState state, StepState step) =>
        state.Open.FirstOrDefault(open => open.Key != step.Key) is { } first ? $": {first.Name} comes first" : "";
}
