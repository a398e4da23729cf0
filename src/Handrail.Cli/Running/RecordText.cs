using System.Text;
using Handrail.Core.Running;

namespace Handrail.Cli.Running;

/// <summary>The record of a run as plain text, for people and for paper.</summary>
static class RecordText
{
    public static string Of(RunState state)
    {
        var record = RunRecord.Of(state);
        var text = new StringBuilder();
        text.AppendLine(record.Title);
        text.AppendLine($"Procedure: {record.Procedure}");
        text.AppendLine($"Status:    {Status(record)}");
        text.AppendLine($"Started:   {Moment.Of(record.StartedAt)} by {record.StartedBy}");
        if (record.EndedAt is not null) text.AppendLine($"Ended:     {Moment.Of(record.EndedAt)} by {record.EndedBy}{(record.Took is { } took ? $", after {Moment.Length(took)}" : "")}");
        if (record.Summary is { } summary) text.AppendLine($"Remark:    {summary}");
        text.AppendLine($"People:    {string.Join(", ", record.Participants)}");
        foreach (var value in record.StartValues) text.AppendLine($"{value.Label}: {value.Value.Text}");

        Part(text, "Steps", record.Steps.Where(step => step.Status is not (StepStatus.NotTaken or StepStatus.Pending)).SelectMany(step => Lines(step, Filled.In(state, step.Instruction))));
        Part(text, "Departures from the procedure", record.Deviations.Select(deviation =>
            $"step {state.Find(deviation.Step)?.Step.Number}: {RunSentences.Departure(deviation.Kind, deviation.Detail, deviation.Overrun)}{(deviation.Reason.Length > 0 ? $" ({deviation.Reason})" : "")}"));
        Part(text, "Evidence", record.Evidence.Select(proof => $"{proof.Evidence.File.FileName}, {proof.Evidence.File.Length} bytes, SHA-256 {proof.Evidence.File.Sha256}{(proof.StepName is { } step ? $", {step}" : "")}"));
        Part(text, "Notes", record.Notes.Select(note => $"{Moment.Of(note.At)} {note.By}: {note.Text}"));
        return Screen.Safe(text.ToString()).TrimEnd();
    }

    static string Status(RunRecord record) => record switch
    {
        { Ending: { } ending } => ending.ToString().ToLowerInvariant(),
        { Status: RunStatus.Paused } => "paused",
        _ => "running",
    };

    public static string Mark(StepStatus status) => status switch
    {
        StepStatus.Done => "[x]",
        StepStatus.Skipped => "[skipped]",
        StepStatus.WentOn or StepStatus.Failed => "[failed]",
        StepStatus.NotApplicable => "[does not apply]",
        StepStatus.NotTaken => "[not on the way]",
        StepStatus.Pending => "[ ]",
        _ => "[open]",
    };

    static IEnumerable<string> Lines(StepRecord step, string instruction)
    {
        yield return $"{Mark(step.Status)} {step.Number} {instruction}{(step.Item is { } item ? $" ({item})" : "")}{(step.Round > 1 ? $", round {step.Round}" : "")}{(step.CompletedAt is null ? "" : $"  {Moment.Of(step.CompletedAt)} {step.CompletedBy}")}";
        if (step.Answer is { } answer) yield return $"      Answer: {answer}";
        foreach (var value in step.Values) yield return $"      {value.Label}: {value.Value.Text}";
        if (step.Checkpoint is { } seen && step.CompletedAt is not null) yield return $"      Seen: {seen}";
        if (step.VerifiedBy is { } verifier) yield return $"      Verified by {verifier}, {Moment.Of(step.VerifiedAt)}";
        if (step.ApprovedBy is { } signer) yield return $"      Signed by {signer}, {Moment.Of(step.ApprovedAt)}";
        if (step.Reason is { } reason) yield return $"      Reason: {reason}";
        if (step.ChildRun is { } child) yield return $"      Run: {child}";
    }

    static void Part(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.AppendLine().AppendLine(heading);
        foreach (var line in all) text.AppendLine($"  {line}");
    }
}
