using Handrail.Core.Procedures.Editing;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>The edit that takes an edit back. It is an edit like any other: refused where somebody else has changed the same meanwhile, and undone by the next.</summary>
static class Undoing
{
    /// <returns>Null where nothing was changed.</returns>
    public static StepEdit? Of(StepEdit done, EditedDraft edited)
    {
        var (before, after) = (edited.Before, edited.After);
        if (before.Source == after.Source) return null;
        var isOwn = done.Act is StepAct.Write or StepAct.Fill or StepAct.Picture or StepAct.Add && done.Kind == AddedKind.Note;
        return isOwn && before.Find(edited.Step) is { } was && after.Find(edited.Step) is { } now
            ? new(StepAct.Write, edited.Step, EditStep.Hash(after, now), StepText.Of(before, was))
            : new(StepAct.Restore, edited.Step, ProcedureTexts.Hash(after.Source), before.Source);
    }
}
