namespace Handrail.Core.Procedures.Editing;

/// <summary>Steps that come, go and move, with their sub-steps, and the numbers of the lists they leave and join.</summary>
static class StepPlacing
{
    public static Outcome<Draft> Insert(Procedure procedure, Destination to, string markdown)
    {
        if (!TypedStep.Read(markdown).Granted(out var typed, out var refusal)) return refusal;
        if (!typed.NewAnchor(procedure).Granted(out var anchor, out refusal)) return refusal;
        if (!typed.With(anchor).Granted(out var text, out refusal)) return refusal;
        if (!Spot.Of(procedure, to).Granted(out var spot, out refusal)) return refusal;
        var lists = new Lists(procedure, anchor, null, spot);
        return new Draft([lists.Written(text), .. lists.Renumbered()])
        {
            Joins = anchor,
            Outside = spot.Heading,
            Done = after => after.Find(anchor) is { } now && spot.IsHome(after, now) && now.Instruction == typed.Step.Instruction,
        };
    }

    public static Outcome<Draft> Remove(Procedure procedure, Step step)
    {
        if (ListItem.Of(procedure.Source, step) is null) return StepWording.NoItem(step);
        var cut = Cut.Of(procedure, step);
        return new Draft([cut.Splice, .. new Lists(procedure, step.Anchor, step, null).Renumbered(cut.Splice.Span)])
        {
            Leaves = step.Anchor,
            Outside = cut.Heading,
            Done = after => after.Find(step.Anchor) is null,
        };
    }

    public static Outcome<Draft> Move(Procedure procedure, Step step, Destination to)
    {
        if (!Spot.Of(procedure, to).Granted(out var spot, out var refusal)) return refusal;
        if (step.SelfAndDescendants.Any(inside => inside.Anchor == spot.Parent?.Anchor)) return new Refusal.Invalid("to", $"Step {step.Number} cannot become a part of itself.");
        if (step.Anchor == spot.Previous?.Anchor || step.Anchor == spot.Next?.Anchor) return Draft.Nothing;
        if (ListItem.Of(procedure.Source, step) is null) return StepWording.NoItem(step);
        var lists = new Lists(procedure, step.Anchor, step, spot);
        if (lists.IsThere) return Draft.Nothing;
        var cut = Cut.Of(procedure, step);
        return new Draft([lists.Written(StepText.Of(procedure, step)), cut.Splice, .. lists.Renumbered(cut.Splice.Span)])
        {
            Leaves = step.Anchor,
            Joins = step.Anchor,
            Needs = IsOnlyTold(procedure, step) && StepWording.Anchor(procedure, step) is { } anchor ? [anchor] : [],
            Outside = after => spot.Heading(after).Concat(cut.Heading(after)),
            Done = after => after.Find(step.Anchor) is { } now && spot.IsHome(after, now),
        };
    }

    /// <summary>Is it told from others of the same words by its place alone?</summary>
    static bool IsOnlyTold(Procedure procedure, Step step) => procedure.AllSteps.Any(other => other.Anchor != step.Anchor && other.Instruction == step.Instruction);
}
