namespace Handrail.Core.Procedures.Linting;

/// <summary>What happens when a step goes wrong: checkpoints, ways out, the way back.</summary>
static class SafetyRules
{
    // How many steps after a destructive one may pass before its result is looked at.
    const int LookAhead = 3;

    public static IEnumerable<Hit> Unchecked(Subject subject)
    {
        if (!subject.IsEnglish) yield break;
        for (var i = 0; i < subject.MainSteps.Count; i++)
        {
            var step = subject.MainSteps[i];
            if (!Destroys(subject, step) || subject.MainSteps.Skip(i).Take(LookAhead + 1).Any(IsChecked) || step.SelfAndDescendants.Any(IsChecked)) continue;
            yield return new(step.InstructionSpan, $"Step {step.Number} cannot easily be undone, and nothing looks at the result.", Fixes.Of("Add a checkpoint", subject.Write.Line(step, $"Verify: {Fixes.Todo} say what one must see")));
        }
    }

    public static IEnumerable<Hit> NoRollback(Subject subject)
    {
        if (!subject.IsEnglish || subject.Procedure.Rollback.Count > 0 || subject.Section(SectionKind.Rollback) is { } section && !subject.IsEmpty(section)) yield break;
        Step[] destroying = [.. subject.MainSteps.Where(step => step.IfItFails is null && Destroys(subject, step))];
        if (destroying.Length == 0) yield break;
        var others = destroying.Length switch { 1 => "", 2 => " and another", var count => $" and {count - 1} others" };
        var edit = subject.Write.Section(SectionKind.Rollback, $"1. {Fixes.Todo}: undo step {destroying[0].Number}");
        yield return new(destroying[0].InstructionSpan, $"Step {destroying[0].Number}{others} cannot easily be undone, and no way back is written.", Fixes.Of("Add a Rollback section", edit));
    }

    public static IEnumerable<Hit> NoCheckpoint(Subject subject)
    {
        if (subject.MainSteps.Count < 2 || subject.MainSteps.Any(step => IsChecked(step))) yield break;
        var last = subject.MainSteps[^1];
        yield return new(subject.Section(SectionKind.Steps)?.Span ?? subject.Top, "No step says what one must be able to see when it worked.", Fixes.Of("Add a checkpoint to the last step", subject.Write.Line(last, $"Verify: {Fixes.Todo} say what one must see")));
    }

    /// <summary>
    /// Others depend on a step that has a checkpoint, starts another procedure, or records what later steps use. With a contingency section there
    /// is a way out for all of them.
    /// </summary>
    public static IEnumerable<Hit> NoWayOut(Subject subject)
    {
        if (subject.Procedure.Contingencies.Count > 0 || subject.Section(SectionKind.Contingency) is { } section && !subject.IsEmpty(section)) yield break;
        var used = UsedNames(subject);
        Step[] open = [.. subject.MainSteps.Where(step => step.IfItFails is null && step.Escalate is null && (step.Verify is not null || step.Run is not null || step.Records.Any(field => used.Contains(Placeholders.Key(field.Label)))))];
        if (open.Length == 0) yield break;
        if (subject.MainSteps.All(step => step.IfItFails is null))
        {
            // One remark where the author has not thought of failure yet.
            var edit = subject.Write.Section(SectionKind.Contingency, $"1. {Fixes.Todo}: say whom to call or what to do when a step fails");
            yield return new(open[0].InstructionSpan, $"What if step {open[0].Number} fails? No step and no section says what to do then.", Fixes.Of("Add a section \"If something goes wrong\"", edit));
            yield break;
        }
        foreach (var step in open)
            yield return new(step.InstructionSpan, $"What if step {step.Number} fails? Others depend on it.", Fixes.Of("Add \"If it fails\"", subject.Write.Line(step, $"If it fails: {(subject.Procedure.Rollback.Count > 0 ? "roll back" : Fixes.Todo + " say what to do")}")));
    }

    static HashSet<string> UsedNames(Subject subject) =>
    [
        .. subject.Steps.SelectMany(step => FieldRules.NamesIn(step.OnlyIf)).Select(Placeholders.Key),
        .. subject.Steps.Select(step => step.Within?.Field).OfType<string>().Select(Placeholders.Key),
        .. Placeholders.In(subject.Source).Select(placeholder => placeholder.Key),
    ];

    static bool IsChecked(Step step) => step.Verify is not null || step.VerifiedBy is not null || step.Evidence is not null || Wording.Checks(step.Instruction);

    static bool Destroys(Subject subject, Step step) =>
        step.Children.Count == 0 && (Wording.Destroys(step.Instruction) || step.Details.Any(detail => Wording.DestroyingCommand().IsMatch(detail.Span.In(subject.Source))));
}
