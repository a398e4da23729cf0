using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Features.Procedures.Publishing;

namespace Handrail.Server.Features.Procedures.Editor;

/// <param name="Step">The anchor of the step it concerned, or the address of the passage: of the new one, where one was added.</param>
public sealed record EditedDraft(Procedure Before, Procedure After, string Step);

/// <summary>
/// One edit of one step in the draft as it is now. Somebody else's edit of another step is no matter; of the same step it is a conflict, and the caller shows
/// both texts. An edit that is there already, because the answer to it was lost, is granted again.
/// </summary>
static class EditStep
{
    public static async Task<Outcome<EditedDraft>> Handle(string sop, StepEdit edit, Workbench bench)
    {
        EditedDraft? edited = null;
        var done = await ActOnRevision.Handle(bench, sop, null, RevisionAct.Edit, async (change, dossier) =>
        {
            if (!(await Made(change, dossier, edit, bench)).Granted(out var after, out var refusal)) return refusal;
            var before = dossier.View.Procedure;
            edited = new(before, after, EditPassage.Is(edit.Act) ? EditPassage.AddressOf(before, after, edit) : edit.Act == StepAct.Add ? after.AllSteps.FirstOrDefault(step => before.Find(step.Anchor) is null)?.Anchor ?? edit.Step : edit.Step);
            return await Keep(change, dossier, after, bench);
        });
        return done.Map(_ => edited!);
    }

    /// <summary>A step's words as its text form shows them: what identifies it is kept for it, and need not be typed.</summary>
    public static string Words(Procedure procedure, Step step)
    {
        var (text, anchor) = (StepText.Of(procedure, step), $" {{#{step.Anchor}}}");
        return text.IndexOf(anchor, StringComparison.Ordinal) is >= 0 and var at ? text.Remove(at, anchor.Length) : text;
    }

    /// <summary>Of the whole step, its sub-steps too.</summary>
    public static string Hash(Procedure procedure, Step step) => ProcedureTexts.Hash(StepText.Of(procedure, step));

    /// <summary>Of what its own form shows: two people may write in two sub-steps of one step.</summary>
    public static string OwnHash(Procedure procedure, Step step) => ProcedureTexts.Hash(StepText.OwnOf(procedure, step));

    static async Task<Refusal?> Keep(Change change, Dossier dossier, Procedure after, Workbench bench)
    {
        if (TypedText.Refuses("text", after.Source) is { } unreadable) return unreadable;
        if (after.Source == dossier.Revision.Text) return null;
        return await SaveDraft.Rewrite(change, dossier.Sop, dossier.Revision, bench.Texts.Read(ProcedureTexts.Hash(after.Source), after.Source, dossier.Sop.FileName), null, bench);
    }

    static async Task<Outcome<Procedure>> Made(Change change, Dossier dossier, StepEdit edit, Workbench bench)
    {
        var procedure = dossier.View.Procedure;
        if (edit.Fields.Values.SelectMany(values => values).Append(edit.Text).Select(text => TypedText.Refuses("text", text ?? "")).FirstOrDefault(refusal => refusal is not null) is { } unreadable) return unreadable;
        if (edit.Act == StepAct.Mend) return await Mended(dossier, edit.Step, bench);
        if (edit.Act == StepAct.Restore) return Restored(dossier, edit);
        if (edit.Act == StepAct.About) return AboutFields.Write(procedure, edit);
        if (EditPassage.Is(edit.Act)) return EditPassage.Made(procedure, edit);
        if (edit.Step.Length == 0) return edit.Act == StepAct.Add ? AddStep.AtEnd(procedure, edit) : new Refusal.Invalid("step", "Say which step is meant.");
        if (procedure.Find(edit.Step) is not { } step) return new Refusal.NotFound("This step is no longer in the draft; somebody has taken it away. What you typed is kept below.");
        return edit.Act switch
        {
            StepAct.Fill => await Filled(procedure, step, edit, bench),
            StepAct.Add => AddStep.After(procedure, step, edit),
            StepAct.Picture => await PictureOfStep.Within(change, dossier, step, edit, bench),
            StepAct.Phase => Headed(procedure, step, edit.Text),
            _ => InPlace(procedure, step, edit),
        };
    }

    static Outcome<Procedure> InPlace(Procedure procedure, Step step, StepEdit edit)
    {
        if (edit.Act is StepAct.Write or StepAct.Remove && edit.BasedOn != Hash(procedure, step))
            return edit.Act == StepAct.Write && StepSource.Same(edit.Text, Words(procedure, step)) ? procedure : SomebodyElse(step);
        return Moves(step, edit).Then(made => made.Apply(procedure));
    }

    static Outcome<Edit> Moves(Step step, StepEdit edit) => edit.Act switch
    {
        StepAct.Write => new Edit.ReplaceStep(step.Anchor, edit.Text),
        StepAct.Up => new Edit.MoveUp(step.Anchor),
        StepAct.Down => new Edit.MoveDown(step.Anchor),
        StepAct.Remove => new Edit.RemoveStep(step.Anchor),
        _ => AddStep.PlaceOf(edit.Place) is { } place ? new Edit.MoveStep(step.Anchor, place) : new Refusal.Invalid("place", "Say where the step is to stand."),
    };

    static async Task<Outcome<Procedure>> Filled(Procedure procedure, Step step, StepEdit edit, Workbench bench)
    {
        if (!(await TypedFields.Read(edit.Fields, StepFields.Of(procedure, step), bench.Db, bench.Stop)).Granted(out var fields, out var refusal)) return refusal;
        if (edit.BasedOn != OwnHash(procedure, step)) return fields.Are(procedure, step) ? procedure : SomebodyElse(step);
        return fields.Fill(procedure, step);
    }

    static Refusal.Conflict SomebodyElse(Step step) => new($"Somebody else has changed step {step.Number} meanwhile. Nothing of either text is lost: both are here.");

    static Outcome<Procedure> Headed(Procedure procedure, Step step, string title)
    {
        var phase = EditorModel.HeadedBy(procedure, step);
        var words = title.Trim();
        var anyOrder = words.EndsWith("(any order)", StringComparison.OrdinalIgnoreCase);
        if (anyOrder) words = words[..^"(any order)".Length].TrimEnd();
        return (phase, words.Length) switch
        {
            (null, 0) => new Refusal.Invalid("heading", "Name the phase."),
            (null, _) => new Edit.InsertPhase(step.Anchor, words, anyOrder).Apply(procedure),
            (_, 0) => new Edit.RemovePhase(phase.Anchor).Apply(procedure),
            _ => new Edit.RenamePhase(phase.Anchor, words, anyOrder).Apply(procedure),
        };
    }

    static async Task<Outcome<Procedure>> Mended(Dossier dossier, string finding, Workbench bench)
    {
        var procedure = dossier.View.Procedure;
        var found = (await dossier.View.Lint(bench)).FirstOrDefault(one => EditDoors.FixName(one) == finding);
        return found?.Fix is { } fix ? ProcedureReader.Read(fix.ApplyTo(procedure.Source), procedure.Title) : new Refusal.Conflict("The draft has changed meanwhile, and this is no longer at its place. Look at it again below.");
    }

    static Outcome<Procedure> Restored(Dossier dossier, StepEdit edit) => edit.BasedOn == dossier.Revision.Sha256
        ? ProcedureReader.Read(TypedText.Keep(dossier.Revision.Text, edit.Text), dossier.Sop.FileName)
        : new Refusal.Conflict("The draft has been changed since, so this can no longer be undone as a whole. Nothing was changed.");
}
