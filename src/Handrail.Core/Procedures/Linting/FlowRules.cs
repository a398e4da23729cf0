namespace Handrail.Core.Procedures.Linting;

/// <summary>Decisions and the ways through the procedure.</summary>
static class FlowRules
{
    public static IEnumerable<Hit> NoWayOut(Subject subject) =>
        from step in subject.Steps
        from answer in step.Answers
        where answer is { Exit: Exit.Advice, Inferred: false }
        select new Hit(answer.Span, $"\"{answer.Label}\" leads nowhere; write \"continue\", \"stop\", or \"go to\" or \"start\" with a link.", Continuing(subject, step, answer));

    static Fix? Continuing(Subject subject, Step step, Answer answer) =>
        step.Lines.FirstOrDefault(line => line.Key == FieldKey.Answer && line.Span == answer.Span) is { } line
            ? Fixes.Of("Continue, and keep the words as detail", new Splice(line.ValueSpan, "continue"), subject.Write.Line(step, $"If {line.Label.ToLowerInvariant()}: {line.ValueSpan.In(subject.Source).Trim()}"))
            : null;

    public static IEnumerable<Hit> SingleAnswer(Subject subject)
    {
        foreach (var step in subject.Steps.Where(step => step.Answers.Count == 1))
        {
            var only = step.Answers[0].Label;
            var other = only.Equals("yes", StringComparison.OrdinalIgnoreCase) ? "No" : only.Equals("no", StringComparison.OrdinalIgnoreCase) ? "Yes" : "Otherwise";
            yield return new(step.InstructionSpan, $"\"{only}\" is the only answer to step {step.Number}.", Fixes.Of($"Add \"{other}: continue\"", subject.Write.Line(step, $"{other}: continue")));
        }
    }

    public static IEnumerable<Hit> Unreachable(Subject subject)
    {
        var lost = subject.Flow.UnreachableSteps.ToHashSet(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < subject.Steps.Count; i++)
        {
            var step = subject.Steps[i];
            if (!lost.Contains(step)) continue;
            // What follows a lost step is lost with it; one remark says it all.
            while (i + 1 < subject.Steps.Count && lost.Contains(subject.Steps[i + 1])) i++;
            var last = subject.Steps[i];
            yield return new(step.InstructionSpan, last == step ? $"Nothing leads to step {step.Number}." : $"Nothing leads to steps {step.Number} to {last.Number}.");
        }
    }

    public static IEnumerable<Hit> Endless(Subject subject) =>
        from loop in subject.Flow.EndlessLoops
        where loop.Count > 0
        let steps = string.Join(", ", loop.Select(step => step.Number))
        select new Hit(loop[^1].InstructionSpan, loop.Count == 1 ? $"Step {steps} leads to itself for ever." : $"Steps {steps} lead into each other for ever.");

    /// <summary>Exits that lead to something that is there but is no step, or to a rollback that is not written; lint of links sees the rest.</summary>
    public static IEnumerable<Hit> ExitNowhere(Subject subject)
    {
        // A way out may be named by its phase.
        var anchors = subject.Steps.Select(step => step.Anchor).Concat(subject.Phases.Select(phase => phase.Anchor)).ToHashSet();
        var reported = subject.Markup.Links.Select(link => link.Anchor).ToHashSet();
        foreach (var step in subject.Steps)
            foreach (var (exit, place) in step.Answers.Select(answer => (answer.Exit, answer.Span)).Append((step.IfItFails!, PlaceOf(step, FieldKey.IfItFails))))
            {
                if (exit is Exit.RollBack && subject.Procedure.Rollback.Count == 0) yield return new(place, $"Step {step.Number} rolls back, and there is no Rollback section.");
                if (exit is Exit.GoTo { Anchor: var anchor } && !anchors.Contains(anchor) && (LinkRules.IsKnown(subject, anchor) || !reported.Contains(anchor)))
                    yield return new(place, $"\"{anchor}\" is no step.");
            }
    }

    public static Span PlaceOf(Step step, FieldKey key) => step.Lines.FirstOrDefault(line => line.Key == key)?.ValueSpan ?? step.InstructionSpan;
}
