using Handrail.Core.Running;

namespace Handrail.Cli.Running;

/// <summary>One step as a person who is to do it reads it.</summary>
static class StepPage
{
    public static void Show(Terminal terminal, RunState state, StepState step)
    {
        var (done, total) = state.Progress;
        string Fill(string text) => Filled.In(state, text);

        terminal.Say();
        if (step.Phase.Title.Length > 0) terminal.Say($"{step.Phase.Title}{(step.Phase.AnyOrder ? " (any order)" : "")}", "dim");
        terminal.Say($"Step {step.Step.Number}  {Fill(step.Step.Instruction)}{(step.Item is { } item ? $" ({item.Label})" : "")}", "bold");
        terminal.Say($"  {done} of {total} settled{(step.Round > 1 ? $", round {step.Round}" : "")}{(step.DueAt is { } due ? $", due {Moment.Of(due)}" : "")}", "dim");
        foreach (var line in StepWords.Of(step.Step, state.Procedure)) terminal.Say($"  {Fill(line)}");
        foreach (var detail in step.Step.Details) ShowDetail(terminal, Fill(detail.Span.In(state.Procedure.Source)));
        if (step.Status != StepStatus.Open && RunSentences.WaitsFor(step) is { Length: > 0 } waits) terminal.Say($"  It waits for {waits}.", "yellow");
        if (step.Status != StepStatus.Failed) return;
        terminal.Say($"  It did not work: {step.Reason}", "yellow");
        foreach (var advice in state.WaysOnFrom(step).Where(way => way.Kind == WayOnKind.Advice)) terminal.Say($"  The procedure says: {advice.Text}", "yellow");
        foreach (var (number, way) in StepTalk.Ways(state, step).Index()) terminal.Say($"  {number + 1}  {way.Text}{(way.IsWritten ? " (as the procedure says)" : "")}");
    }

    /// <summary>As written, moved to the left as far as all of it goes.</summary>
    static void ShowDetail(Terminal terminal, string text)
    {
        var lines = text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        var indent = lines.Skip(1).Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        terminal.Say();
        terminal.Say($"  {lines[0].TrimStart()}");
        foreach (var line in lines.Skip(1)) terminal.Say($"  {(line.Length > indent ? line[indent..] : line.Trim())}");
    }
}
