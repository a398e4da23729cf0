namespace Handrail.Core.Procedures.Editing;

/// <summary>Which edit is drafted where.</summary>
static class Drafting
{
    public static Outcome<Draft> Of(Edit edit, Procedure procedure) => edit switch
    {
        Edit.SetTitle e => Headings.Title(procedure, e.Title),
        Edit.SetHeader e => HeaderLines.Set(procedure, e.Key, e.Values),
        Edit.SetSection e => SectionWording.Set(procedure, e.Section, e.Markdown),
        Edit.SetText e => SectionWording.Set(procedure, e.Passage, e.Markdown),
        Edit.AddSection e => SectionPlacing.Add(procedure, e),
        Edit.RenameSection e => SectionPlacing.Rename(procedure, e.Section, e.Heading),
        Edit.RemoveSection e => SectionPlacing.Remove(procedure, e.Section),
        Edit.SetInstruction e => With(procedure, e.Step, step => StepWording.Instruction(procedure, step, e.Markdown)),
        Edit.SetDetail e => Within(procedure, e.Step, step => StepWording.Detail(procedure, step, e.Index, e.Markdown)),
        Edit.ReplaceStep e => With(procedure, e.Step, step => StepWording.Whole(procedure, step, e.Markdown)),
        Edit.WriteAnchors => StepWording.Anchors(procedure),
        Edit.RewriteSteps => StepWording.Rewrite(procedure),
        Edit.SetField e => Within(procedure, e.Step, step => FieldLines.Set(procedure, step, e.Key, e.Name, e.Value)),
        Edit.AddField e => Within(procedure, e.Step, step => FieldLines.Add(procedure, step, e.Key, e.Name, e.Value)),
        Edit.RemoveField e => Within(procedure, e.Step, step => FieldLines.Remove(procedure, step, e.Key, e.Name)),
        Edit.AddAnswer e => Within(procedure, e.Step, step => Answers.Add(procedure, step, e.Label, e.Exit)),
        Edit.SetAnswer e => Within(procedure, e.Step, step => Answers.Set(procedure, step, e.Label, e.Exit, e.NewLabel)),
        Edit.ConfirmAnswers e => Within(procedure, e.Step, step => Answers.Confirm(procedure, step)),
        Edit.InsertStep e => StepPlacing.Insert(procedure, e.To, e.Markdown),
        Edit.RemoveStep e => With(procedure, e.Step, step => StepPlacing.Remove(procedure, step)),
        Edit.MoveStep e => With(procedure, e.Step, step => StepPlacing.Move(procedure, step, e.To)),
        Edit.MoveUp e => With(procedure, e.Step, step => Neighbours.Up(procedure, step).Then(to => StepPlacing.Move(procedure, step, to))),
        Edit.MoveDown e => With(procedure, e.Step, step => Neighbours.Down(procedure, step).Then(to => StepPlacing.Move(procedure, step, to))),
        Edit.Indent e => With(procedure, e.Step, step => Neighbours.In(procedure, step).Then(to => StepPlacing.Move(procedure, step, to))),
        Edit.Outdent e => With(procedure, e.Step, step => Neighbours.Out(procedure, step).Then(to => StepPlacing.Move(procedure, step, to))),
        Edit.InsertPhase e => With(procedure, e.Before, step => Headings.Insert(procedure, step, e.Title, e.AnyOrder)),
        Edit.RenamePhase e => Headings.Rename(procedure, e.Phase, e.Title, e.AnyOrder),
        Edit.RemovePhase e => Headings.Remove(procedure, e.Phase),
        _ => throw new ArgumentException($"Nothing drafts {edit.GetType().Name}.", nameof(edit)),
    };

    /// <summary>A lettered line is a part of its parent's paragraph and can hold nothing but its words.</summary>
    static Outcome<Draft> Within(Procedure procedure, string anchor, Func<Step, Outcome<Draft>> draft) =>
        With(procedure, anchor, step => ListItem.Of(procedure.Source, step) is null && Neighbours.ParentOf(procedure, step) is not null ? StepWording.NoItem(step) : draft(step));

    static Outcome<Draft> With(Procedure procedure, string anchor, Func<Step, Outcome<Draft>> draft) =>
        procedure.Find(anchor) is { } step ? draft(step) : new Refusal.NotFound($"There is no step {{#{anchor}}} any more; somebody may have taken it away.");
}
