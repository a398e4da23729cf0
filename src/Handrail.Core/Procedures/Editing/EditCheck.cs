namespace Handrail.Core.Procedures.Editing;

/// <summary>Reads what an edit has made of a text, and holds it against what the edit was for.</summary>
static class EditCheck
{
    /// <returns>Null when what was asked for is done and nothing else reads differently.</returns>
    public static Refusal? Of(Procedure before, Procedure after, Draft draft)
    {
        if (Others(before, draft).ToList() is var others && !Same(others, [.. Others(after, draft)], draft)) return Changes(others, [.. Others(after, draft)]);
        if (!Same(Placed(before, draft), Placed(after, draft), draft, inBothOnly: true)) return new Refusal.Invalid("edit", "The step would read differently in that place. Nothing was changed.");
        if (Imprint.Around(before, draft.Outside(before)) != Imprint.Around(after, draft.Outside(after)))
            return new Refusal.Invalid("edit", "With this, text outside would become part of a step, or the other way round. Nothing was changed.");
        return draft.Done(after) ? null : new Refusal.Invalid("edit", "Written like this it would be read as something else. Nothing was changed; check for marks such as #, > or ``` that mean something in Markdown.");
    }

    /// <summary>The steps that the edit does not place, in order.</summary>
    public static IEnumerable<Imprint> Others(Procedure procedure, Draft draft)
    {
        var placed = Below(procedure, draft);
        return Imprint.All(procedure, step => !placed.Contains(step.Anchor), withPhases: !draft.Regroups);
    }

    public static List<Imprint> Placed(Procedure procedure, Draft draft)
    {
        var placed = Below(procedure, draft);
        return Imprint.All(procedure, step => placed.Contains(step.Anchor) && draft.Retyped is null);
    }

    static HashSet<string> Below(Procedure procedure, Draft draft)
    {
        HashSet<string> below = [];
        foreach (var anchor in draft.Placed)
            if (procedure.Find(anchor) is { } step) below.UnionWith(step.SelfAndDescendants.Select(inside => inside.Anchor));
        if (draft.Retyped is { } typed && procedure.Find(typed) is { } parent) below.UnionWith(parent.SelfAndDescendants.Skip(1).Select(inside => inside.Anchor));
        return below;
    }

    static bool Same(List<Imprint> before, List<Imprint> after, Draft draft, bool inBothOnly = false)
    {
        if (inBothOnly && (before.Count == 0 || after.Count == 0)) return true;
        return before.Count == after.Count && before.Zip(after).All(pair => pair.First.Step.Anchor == pair.Second.Step.Anchor
            && (inBothOnly || pair.First.Home == pair.Second.Home)
            && (draft.Reworded.Contains(pair.First.Step.Anchor) || pair.First.Words == pair.Second.Words && pair.First.Ways == pair.Second.Ways));
    }

    static Refusal.Invalid Changes(List<Imprint> before, List<Imprint> after)
    {
        var at = 0;
        while (at < before.Count && at < after.Count && (before[at].Step.Anchor, before[at].Words, before[at].Ways, before[at].Home) == (after[at].Step.Anchor, after[at].Words, after[at].Ways, after[at].Home)) at++;
        var which = at < before.Count ? $"step {before[at].Step.Number}" : "another step";
        return new("edit", $"With this, {which} would be read differently too. Nothing was changed; check for marks such as #, > or ``` that mean something in Markdown.");
    }
}
