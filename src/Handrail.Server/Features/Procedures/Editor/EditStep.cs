using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Features.Procedures.Publishing;

namespace Handrail.Server.Features.Procedures.Editor;

public enum StepAct { Write, Add, Up, Down, Remove, Mend }

/// <param name="Step">The anchor of the step it is about; empty adds a step at the end. To mend: the name of the finding.</param>
/// <param name="BasedOn">The hash of that step's text when it was put into the form.</param>
public sealed record StepEdit(StepAct Act, string Step, string BasedOn, string Text);

/// <summary>
/// One edit of one step in the draft as it is now. Somebody else's edit of another step is no matter; of the same step it is a conflict, and the caller shows
/// both texts.
/// </summary>
static class EditStep
{
    public static Task<Outcome<Dossier>> Handle(string sop, StepEdit edit, Workbench bench) => ActOnRevision.Handle(bench, sop, null, RevisionAct.Edit, (change, dossier) => Within(change, dossier, edit, bench));

    /// <summary>A step's words as its form shows them: what identifies it is kept for it, and need not be typed.</summary>
    public static string Words(Procedure procedure, Step step)
    {
        var (text, anchor) = (StepText.Of(procedure, step), $" {{#{step.Anchor}}}");
        return text.IndexOf(anchor, StringComparison.Ordinal) is >= 0 and var at ? text.Remove(at, anchor.Length) : text;
    }

    public static string Hash(Procedure procedure, Step step) => ProcedureTexts.Hash(StepText.Of(procedure, step));

    static async Task<Refusal?> Within(Change change, Dossier dossier, StepEdit edit, Workbench bench)
    {
        var before = dossier.View.Procedure;
        var made = edit.Act == StepAct.Mend ? await Mended(dossier, edit.Step, bench) : Made(before, edit);
        if (!made.Granted(out var after, out var refusal)) return refusal;
        if (TypedText.Refuses("text", after.Source) is { } unreadable) return unreadable;
        if (after.Source == before.Source) return null;
        return await SaveDraft.Rewrite(change, dossier.Sop, dossier.Revision, bench.Texts.Read(ProcedureTexts.Hash(after.Source), after.Source, dossier.Sop.FileName), null, bench);
    }

    static Outcome<Procedure> Made(Procedure procedure, StepEdit edit)
    {
        if (TypedText.Refuses("text", edit.Text) is { } unreadable) return unreadable;
        if (edit.Step.Length == 0) return edit.Act == StepAct.Add ? new Edit.InsertStep(new Destination.EndOf(Track.Main), edit.Text).Apply(procedure) : new Refusal.Invalid("step", "Say which step is meant.");
        if (procedure.Find(edit.Step) is not { } step) return new Refusal.NotFound("This step is no longer in the draft; somebody has taken it away. What you typed is kept below.");
        if (edit.Act is StepAct.Write or StepAct.Remove && edit.BasedOn != Hash(procedure, step)) return new Refusal.Conflict($"Somebody else has changed step {step.Number} meanwhile. Nothing of either text is lost: both are here.");
        return (edit.Act switch
        {
            StepAct.Write => (Edit)new Edit.ReplaceStep(step.Anchor, edit.Text),
            StepAct.Add => new Edit.InsertStep(new Destination.After(step.Anchor), edit.Text),
            StepAct.Up => new Edit.MoveUp(step.Anchor),
            StepAct.Down => new Edit.MoveDown(step.Anchor),
            _ => new Edit.RemoveStep(step.Anchor),
        }).Apply(procedure);
    }

    static async Task<Outcome<Procedure>> Mended(Dossier dossier, string finding, Workbench bench)
    {
        var procedure = dossier.View.Procedure;
        var found = (await dossier.View.Lint(bench.Db, bench.Library, bench.Stop)).FirstOrDefault(one => EditDoors.FixName(one) == finding);
        return found?.Fix is { } fix ? ProcedureReader.Read(fix.ApplyTo(procedure.Source), procedure.Title) : new Refusal.Conflict("The draft has changed meanwhile, and this is no longer at its place. Look at it again below.");
    }
}
