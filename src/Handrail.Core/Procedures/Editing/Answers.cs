using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Procedures.Editing;

/// <summary>The answers of a decision.</summary>
static class Answers
{
    public static Outcome<Draft> Add(Procedure procedure, Step step, string label, Exit exit)
    {
        var name = TextLines.OneLine(label);
        if (step.Lines.Any(line => line.Key == FieldKey.Answer && line.Label.Equals(name, StringComparison.OrdinalIgnoreCase))) return new Refusal.Conflict($"Step {step.Number} has the answer \"{name}\" already.");
        return Leading(procedure, exit).Then(words => FieldLines.Add(procedure, step, FieldKey.Answer, name, words.Text).Map(draft => Ends(draft, step, name, exit, words.Splices)));
    }

    public static Outcome<Draft> Set(Procedure procedure, Step step, string label, Exit exit, string newLabel)
    {
        if (FieldLines.Find(step, FieldKey.Answer, label) is not { } line) return FieldLines.Missing(step, FieldKey.Answer, label);
        var name = newLabel.Trim().Length == 0 ? line.Label : TextLines.OneLine(newLabel);
        if (name == line.Label && step.Answers.Any(answer => answer.Label == name && answer.Exit == exit && !answer.Inferred)) return Draft.Nothing;
        var bullet = new Span(line.Span.Start + 1, line.Span.End);
        return Leading(procedure, exit).Map(words => Ends(FieldLines.With(step, [new(bullet, $" {name}: {words.Text}")], step.Lines.Count, _ => true), step, name, exit, words.Splices));
    }

    public static Outcome<Draft> Confirm(Procedure procedure, Step step)
    {
        var inferred = step.Answers.Where(answer => answer.Inferred).ToList();
        if (inferred.Count == 0) return Draft.Nothing;
        List<string> lines = [];
        List<Splice> splices = [];
        foreach (var answer in inferred)
        {
            if (!Leading(procedure, answer.Exit).Granted(out var words, out var refusal)) return refusal;
            lines.Add($"{answer.Label}: {words.Text}");
            splices.AddRange(words.Splices);
        }
        var bullets = new StepBody(procedure, step).Bullets(lines);
        return FieldLines.With(step, [.. splices.DistinctBy(splice => splice.Span), bullets], step.Lines.Count + inferred.Count, _ => true) with
        {
            Done = after => after.Find(step.Anchor) is { } now && now.Answers.Select(answer => (answer.Label, answer.Exit)).SequenceEqual(inferred.Select(answer => (answer.Label, answer.Exit))) && !now.Answers.Any(answer => answer.Inferred),
        };
    }

    /// <summary>The words for where it leads, and the anchor of the step it leads to, which is written so that the link holds.</summary>
    static Outcome<(string Text, IReadOnlyList<Splice> Splices)> Leading(Procedure procedure, Exit exit)
    {
        if (exit is not Exit.GoTo go) return (FieldWords.Of(exit, procedure.Find), []);
        if (procedure.Find(go.Anchor) is not { } target) return new Refusal.Invalid("exit", $"There is no step {{#{go.Anchor}}} to go to.");
        return (FieldWords.Of(exit, procedure.Find), StepWording.Anchor(procedure, target) is { } anchor ? [anchor] : []);
    }

    static Draft Ends(Draft draft, Step step, string name, Exit exit, IReadOnlyList<Splice> more) => draft with
    {
        Splices = [.. more, .. draft.Splices],
        Done = after => draft.Done(after) && after.Find(step.Anchor)!.Answers.Any(answer => answer.Label == name && answer.Exit == exit),
    };
}
