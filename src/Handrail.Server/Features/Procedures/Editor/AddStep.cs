using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>A new step of any kind, written from what was typed into the one field of its form.</summary>
static class AddStep
{
    public static Outcome<Procedure> AtEnd(Procedure procedure, StepEdit edit) =>
        At(procedure, new Destination.EndOf(Enum.TryParse<Track>(edit.Place, ignoreCase: true, out var track) && Enum.IsDefined(track) ? track : Track.Main), edit);

    static Outcome<Procedure> At(Procedure procedure, Destination place, StepEdit edit) => edit.Kind switch
    {
        AddedKind.Phase or AddedKind.Note or AddedKind.SubStep => new Refusal.Invalid("kind", "A phase, a note and a sub-step need a step to belong to: open that step and add it there."),
        AddedKind.Decision => new Edit.InsertStep(place, Question(edit.Text)).Apply(procedure),
        _ => new Edit.InsertStep(place, edit.Text).Apply(procedure),
    };

    public static Outcome<Procedure> After(Procedure procedure, Step step, StepEdit edit) => edit.Kind switch
    {
        AddedKind.SubStep => new Edit.InsertStep(new Destination.Under(step.Anchor), edit.Text).Apply(procedure),
        AddedKind.Note => Noted(procedure, step, edit.Text),
        AddedKind.Phase => Next(procedure, step) is { } next ? new Edit.InsertPhase(next.Anchor, edit.Text).Apply(procedure) : new Refusal.Invalid("kind", "A phase begins with a step: add that step first, then put the heading before it."),
        _ => At(procedure, new Destination.After(step.Anchor), edit),
    };

    /// <summary>"before:front", "after:front", "under:front"; null where it is none of them.</summary>
    public static Destination? PlaceOf(string place) => place.Split(':', 2) switch
    {
        ["before", { Length: > 0 } step] => new Destination.Before(step),
        ["after", { Length: > 0 } step] => new Destination.After(step),
        ["under", { Length: > 0 } step] => new Destination.Under(step),
        _ => null,
    };

    /// <summary>Both answers lead on, until somebody says where.</summary>
    static string Question(string text) => (text.TrimEnd() is var words && words.EndsWith('?') || words.Contains('\n') ? words : words + "?") + (words.Contains('\n') ? "" : "\n- Yes: continue\n- No: continue");

    static Outcome<Procedure> Noted(Procedure procedure, Step step, string text)
    {
        var fields = StepFields.Of(procedure, step);
        return text.Trim().Length == 0 ? new Refusal.Invalid("text", "A note needs words.") : (fields with { Notes = [.. fields.Notes, new(NoteField.Kinds[0], text)] }).Fill(procedure, step);
    }

    static Step? Next(Procedure procedure, Step step) =>
        procedure.AllPhases.FirstOrDefault(phase => phase.Steps.Contains(step))?.Steps.SkipWhile(other => other != step).Skip(1).FirstOrDefault();
}
