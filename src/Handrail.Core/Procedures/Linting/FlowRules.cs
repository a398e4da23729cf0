namespace Handrail.Core.Procedures.Linting;

/// <summary>Decisions and the ways through the procedure.</summary>
static class FlowRules
{
    public static IEnumerable<Hit> NoWayOut(Subject subject) =>
        from step in subject.Steps
        from answer in step.Answers
        where answer.Exit is Exit.Advice
        select new Hit(answer.Span, $"\"{answer.Label}\" leads nowhere; write \"continue\", \"stop\", or \"go to\" or \"start\" with a link.", null);

    public static IEnumerable<Hit> SingleAnswer(Subject subject)
    {
        foreach (var step in subject.Steps.Where(step => step.Answers.Count == 1))
        {
            var only = step.Answers[0].Label;
            var other = only.Equals("yes", StringComparison.OrdinalIgnoreCase) ? "No" : only.Equals("no", StringComparison.OrdinalIgnoreCase) ? "Yes" : "Otherwise";
            yield return new(step.InstructionSpan, $"\"{only}\" is the only answer to step {step.Number}.", Fixes.Of($"Add \"{other}: continue\"", subject.Write.Line(step, $"{other}: continue")));
        }
    }
}
