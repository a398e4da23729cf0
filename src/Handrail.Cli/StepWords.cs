using Handrail.Core.Procedures;

namespace Handrail.Cli;

/// <summary>What a step asks for beside its instruction, one line each.</summary>
static class StepWords
{
    public static IEnumerable<string> Of(Step step, Procedure procedure)
    {
        if (step.OnlyIf is { } condition) yield return $"Only if: {condition.Text}";
        if (step.Optional) yield return "Optional";
        if (step.Role is { } role) yield return $"Role: {role}";
        if (step.System is { } system) yield return $"System: {system}";
        if (step.ForEach is { } each) yield return $"For each: {each}";
        if (step.Within is { } limit) yield return $"Within: {limit.Length}{From(limit)}";
        if (step.Wait is { } wait) yield return $"Wait: {wait.Text}";
        if (step.Run is { } run) yield return $"Run: {run.Text} ({run.Target})";
        foreach (var field in step.Records) yield return $"Record: {Of(field)}";
        foreach (var answer in step.Answers) yield return $"{answer.Label} → {Of(answer.Exit, procedure)}{(answer.Inferred ? " (read from the words)" : "")}";
        if (step.Verify is { } verify) yield return $"Checkpoint: {verify}";
        if (step.VerifiedBy is { } verifier) yield return $"Verified by: {verifier}";
        if (step.Evidence is { } evidence) yield return $"Evidence: {evidence}";
        if (step.Approval is { } approval) yield return $"Approval: {approval}";
        if (step.IfItFails is { } exit) yield return $"If it fails: {Of(exit, procedure)}";
        if (step.Escalate is { } escalate) yield return $"Escalate: {escalate.Role}{(escalate.After is { } after ? $" after {after}" : "")}";
    }

    /// <summary>"Departure (date, required)".</summary>
    public static string Of(RecordField field)
    {
        var type = field.Type switch
        {
            FieldType.LongText => "long text",
            FieldType.Date => "date, 2026-03-01",
            FieldType.DateAndTime => "date and time, 2026-03-01T17:30Z",
            FieldType.YesNo => "yes or no",
            FieldType.Choice => $"one of {string.Join(", ", field.Options)}",
            FieldType.Checklist => $"any of {string.Join(", ", field.Options)}",
            FieldType.SecretReference => "where the secret is kept",
            FieldType.Unknown => field.TypeAsWritten,
            var plain => plain.ToString().ToLowerInvariant(),
        };
        return $"{field.Label} ({type}{(field.Required ? ", required" : "")})";
    }

    public static string Of(Exit exit, Procedure procedure) => exit switch
    {
        Exit.GoTo to => procedure.Find(to.Anchor) is { } step ? $"step {step.Number} “{step.Instruction}”" : $"#{to.Anchor}",
        Exit.Stop => "stop",
        Exit.RollBack => "roll back",
        Exit.Start start => $"start {start.Procedure.Text} ({start.Procedure.Target})",
        Exit.Advice advice => advice.Text,
        _ => "continue",
    };

    static string From(Deadline limit) => limit.From switch
    {
        DeadlineFrom.RunStart => " of start",
        DeadlineFrom.PreviousStep => " of previous",
        DeadlineFrom.Field => $" of {limit.Field}",
        _ => "",
    };
}
