using Handrail.Core.Procedures;
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
        if (done.Act is StepAct.Passage or StepAct.Compose && Passage.Find(before, done.Step) is { } said && Passage.Find(after, done.Step) is { } says && IsExact(after, done.Step, said.Text, before)) return new(StepAct.Passage, done.Step, EditPassage.Hash(says), said.Text);
        return isOwn && before.Find(edited.Step) is { } was && after.Find(edited.Step) is { } now
            ? new(StepAct.Write, edited.Step, EditStep.Hash(after, now), StepText.Of(before, was))
            : new(StepAct.Restore, edited.Step, ProcedureTexts.Hash(after.Source), before.Source);
    }

    /// <summary>Would the words alone bring every byte back? Blank lines around them may have gone with them.</summary>
    static bool IsExact(Procedure after, string passage, string text, Procedure before) => new Edit.SetText(passage, text).Apply(after).Granted(out var again, out _) && again.Source == before.Source;
}
