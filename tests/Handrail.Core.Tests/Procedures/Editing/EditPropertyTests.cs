using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Editing;

public class EditPropertyTests
{
    [Fact]
    public void An_edit_changes_what_it_names_and_nothing_else() =>
        AnyText.Any.SelectMany(text => AnyEdit.Of(ProcedureReader.Read(text)).Select(edit => (text, edit))).Sample(pair => AssertOnly(pair.text, pair.edit), iter: 20_000);

    [Fact]
    public void No_edit_of_any_rubble_fails() =>
        AnyText.Rubble.SelectMany(text => AnyEdit.Of(ProcedureReader.Read(text)).Select(edit => (text, edit))).Sample(pair => pair.edit.Apply(ProcedureReader.Read(pair.text)), iter: 20_000);

    /// <summary>The comparison people see is another reader than the check edits make of themselves.</summary>
    static void AssertOnly(string text, Edit edit)
    {
        var before = ProcedureReader.Read(text);
        if (!edit.Apply(before).Granted(out var after, out _)) return;
        var comparison = RevisionComparison.Of(before, after);
        var changed = comparison.Steps.Where(step => step.Change != Change.Unchanged).ToList();
        var named = StepOf(edit) is { } anchor ? before.Find(anchor)!.SelfAndDescendants.Select(step => step.Anchor).ToHashSet() : [];
        switch (edit)
        {
            case Edit.InsertStep:
                Assert.All(changed, step => Assert.Equal(Change.Added, step.Change));
                Assert.Single(changed, step => after.AllPhases.Any(phase => phase.Steps.Contains(step.New!)) || before.Find(ParentOf(after, step.New!).Anchor) is not null);
                break;
            case Edit.RemoveStep:
                Assert.Equal(named, changed.Select(step => step.Anchor).ToHashSet());
                Assert.All(changed, step => Assert.Equal(Change.Removed, step.Change));
                break;
            case Edit.MoveStep or Edit.MoveUp or Edit.MoveDown or Edit.Indent or Edit.Outdent or Edit.InsertPhase or Edit.RemovePhase or Edit.RenamePhase:
                Assert.All(changed, step => Assert.Equal(Change.Moved, step.Change));
                Assert.Equal(Anchors(before, named), Anchors(after, named));
                break;
            case Edit.ReplaceStep or Edit.SetInstruction or Edit.SetDetail or Edit.SetField or Edit.AddField or Edit.RemoveField or Edit.AddAnswer or Edit.SetAnswer or Edit.ConfirmAnswers:
                Assert.All(changed, step => Assert.True(named.Contains(step.Anchor) || named.Contains(ParentOf(after, step.New!).Anchor)));
                break;
            default:
                Assert.Empty(changed);
                break;
        }
        if (edit is not (Edit.SetTitle or Edit.SetHeader or Edit.SetSection or Edit.SetText or Edit.AddSection or Edit.RenameSection or Edit.RemoveSection or Edit.InsertPhase or Edit.RenamePhase or Edit.RemovePhase or Edit.InsertStep or Edit.MoveStep or Edit.RemoveStep or Edit.MoveUp or Edit.MoveDown or Edit.Indent or Edit.Outdent))
            Assert.All(comparison.Texts, section => Assert.Equal(Change.Unchanged, section.Change));
        else Assert.True(comparison.Texts.Count(section => section.Change != Change.Unchanged) <= 2);
        if (edit is not Edit.WriteAnchors) Assert.Subset(after.AllSteps.Select(step => step.Anchor).ToHashSet(), before.AllSteps.Select(step => step.Anchor).Except(edit is Edit.RemoveStep or Edit.ReplaceStep ? named : []).ToHashSet());
    }

    static Step ParentOf(Procedure procedure, Step step) => procedure.AllSteps.Single(parent => parent.Children.Contains(step));

    static List<string> Anchors(Procedure procedure, HashSet<string> without) => [.. procedure.AllSteps.Select(step => step.Anchor).Where(anchor => !without.Contains(anchor))];

    static string? StepOf(Edit edit) => edit.GetType().GetProperty("Step")?.GetValue(edit) as string;
}
