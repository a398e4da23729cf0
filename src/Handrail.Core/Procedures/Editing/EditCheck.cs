namespace Handrail.Core.Procedures.Editing;

/// <summary>Reads what an edit has made of a text, and holds it against what the edit was for.</summary>
static class EditCheck
{
    const string Marks = "Nothing was changed; check for marks such as #, > or ``` that mean something in Markdown.";

    /// <returns>Null when what was asked for is done and nothing else reads differently.</returns>
    public static Refusal? Of(Procedure before, Procedure after, Draft draft)
    {
        if (Difference(Others(before, draft.Leaves, draft), Others(after, draft.Joins, draft), draft, anywhere: false) is { } other) return new Refusal.Invalid("edit", $"With this, {other} would be read differently too. {Marks}");
        if (Moves(draft) && Difference(Below(before, draft.Leaves), Below(after, draft.Joins), draft, anywhere: true) is { } moved) return new Refusal.Invalid("edit", $"In that place, {moved} would be read differently. Nothing was changed.");
        if (Imprint.Around(before, draft.Outside(before)) != Imprint.Around(after, draft.Outside(after))) return new Refusal.Invalid("edit", $"With this, text outside would become part of a step, or the other way round. {Marks}");
        return draft.Done(after) ? null : new Refusal.Invalid("edit", $"Written like this it would be read as something else. {Marks}");
    }

    /// <summary>Every step that is there before and after, as it read and as it reads.</summary>
    public static IEnumerable<(Imprint Was, Imprint Now)> Pairs(Procedure before, Procedure after, Draft draft) =>
        Others(before, draft.Leaves, draft).Zip(Others(after, draft.Joins, draft)).Concat(Moves(draft) ? Below(before, draft.Leaves).Zip(Below(after, draft.Joins)) : []);

    static bool Moves(Draft draft) => draft.Leaves is not null && draft.Leaves == draft.Joins;

    static List<Imprint> Others(Procedure procedure, string? without, Draft draft)
    {
        var hidden = Inside(procedure, without);
        if (draft.Retyped is { } typed) hidden.UnionWith(Inside(procedure, typed).Where(anchor => anchor != typed));
        return Imprint.All(procedure, step => !hidden.Contains(step.Anchor), withPhases: !draft.Regroups);
    }

    static List<Imprint> Below(Procedure procedure, string? anchor)
    {
        var inside = Inside(procedure, anchor);
        return Imprint.All(procedure, step => inside.Contains(step.Anchor));
    }

    static HashSet<string> Inside(Procedure procedure, string? anchor) =>
        anchor is not null && procedure.Find(anchor) is { } step ? [.. step.SelfAndDescendants.Select(inside => inside.Anchor)] : [];

    /// <returns>The first step that differs, in words.</returns>
    static string? Difference(List<Imprint> before, List<Imprint> after, Draft draft, bool anywhere)
    {
        for (var i = 0; i < Math.Min(before.Count, after.Count); i++)
        {
            var (was, now) = (before[i], after[i]);
            var isSame = was.Step.Anchor == now.Step.Anchor && (anywhere || was.Home == now.Home) && (draft.Reworded.Contains(was.Step.Anchor) || was.Words == now.Words && was.Ways == now.Ways);
            if (!isSame) return $"step {was.Step.Number}";
        }
        return before.Count == after.Count ? null : before.Count > after.Count ? $"step {before[after.Count].Step.Number}" : $"\"{after[before.Count].Step.Instruction}\"";
    }
}
