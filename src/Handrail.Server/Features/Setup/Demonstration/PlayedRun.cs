using System.Text;
using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Features.Runs;

namespace Handrail.Server.Features.Setup.Demonstration;

/// <summary>
/// How the people of the demonstration work through a run: mostly as written, now and then late, with a step that fails or is left out. Chosen by
/// counting, so that the same year comes out each time.
/// </summary>
static class PlayedRun
{
    /// <returns>What is done next and under which role; null when nothing is left for a person to do.</returns>
    public static (RunAct Act, string? Role)? Next(RunState state, int turn)
    {
        if (state.CanFinish) return (new FinishRun(turn % 3 == 0 && state.Deviations.Count == 0 ? "Went as written." : null), null);
        if (state.Open.FirstOrDefault(step => step.Status is not StepStatus.Detour) is not { } step) return null;
        var says = step.Step;
        return step.Status switch
        {
            StepStatus.ConditionAsked => (new AnswerCondition(step.Key, true), says.Role),
            StepStatus.ItemsAsked => (new ChooseItems(step.Key, [new("Okta"), new("GitHub"), new("AWS")]), says.Role),
            StepStatus.AwaitingRun => step.Child is { Ending: null } ? null : (new StartChildRun(step.Key, null), says.Role),
            StepStatus.AwaitingVerification => (new VerifyStep(step.Key), says.VerifiedBy),
            StepStatus.AwaitingApproval => (new ApproveStep(step.Key), says.Approval),
            StepStatus.Waiting when step.WakesAt is null => (new EndWait(step.Key, "It has happened."), says.Role),
            StepStatus.Failed => (new RetryStep(step.Key), says.Role),
            _ when !says.IsDecision && turn % 37 == 36 => (new FailStep(step.Key, "The page did not load; the supplier reports a disturbance."), says.Role),
            _ when says.Optional && turn % 2 == 0 => (new SkipStep(step.Key, null), says.Role),
            _ => (Complete(state.Procedure, step, turn), says.Role),
        };
    }

    /// <summary>What stands in a recorded field.</summary>
    public static FieldValue Entered(RecordField field, int turn, Instant at, IReadOnlyList<SentFile> files) =>
        files.FirstOrDefault(file => file.Input == RunForms.FieldPrefix + field.Key) is { } file ? new(field.Key, [file.Content.Sha256], [file.Name]) : FieldValue.Of(field.Key, Typed(field, turn, at));

    static string Typed(RecordField field, int turn, Instant at) => field.Type switch
    {
        FieldType.Text when field.Label == "Month" => at.ToDateTimeOffset().ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture),
        FieldType.Text or FieldType.LongText when Company.Typed.TryGetValue(field.Label, out var known) => known[turn % known.Length],
        FieldType.Number => (3 + turn % 20).ToString(System.Globalization.CultureInfo.InvariantCulture),
        FieldType.Date => at.ToString()[..10],
        FieldType.DateAndTime => at.ToString(),
        FieldType.YesNo => turn % 4 == 0 ? "Yes" : "No",
        FieldType.Choice => field.Options.Count > 0 ? field.Options[turn % field.Options.Count] : "as agreed",
        FieldType.Checklist => field.Options.Count > 0 ? field.Options[0] : "all of them",
        FieldType.Link => $"https://brightwater.example/browse/IT-{1200 + turn}",
        FieldType.System => Systems[turn % Systems.Length],
        FieldType.SecretReference => "1Password, vault IT",
        FieldType.LongText => "As described in the ticket.",
        _ when field.Key.Contains("ticket", StringComparison.Ordinal) => $"IT-{1200 + turn}",
        _ when field.Key.Contains("serial", StringComparison.Ordinal) => $"BW-{4100 + turn}",
        _ when field.Type == FieldType.Member || field.Label == "Joiner" || field.Key.Contains("name", StringComparison.Ordinal) || field.Key.Contains("person", StringComparison.Ordinal) => Company.People[turn % Company.People.Length],
        _ => "see the ticket",
    };

    static readonly string[] Systems = ["Okta", "GitHub", "AWS", "Jira"];

    /// <summary>A small text in place of a screenshot: the demonstration shows no picture of anybody's product.</summary>
    public static byte[] Proof(string wanted, int turn) => Encoding.UTF8.GetBytes($"Demonstration evidence\nWanted: {wanted}\nReference IT-{1200 + turn}\n");

    static CompleteStep Complete(Procedure procedure, StepState step, int turn) => new(step.Key)
    {
        Answer = step.Step.IsDecision ? Usual(procedure, step, turn).Label : null,
        Confirmed = step.Step.Verify is null ? null : true,
    };

    /// <summary>Mostly the answer that goes on, and not to where an emergency begins; a second round never takes the same way, so that no run turns in a circle.</summary>
    static Answer Usual(Procedure procedure, StepState step, int turn)
    {
        var answers = step.Step.Answers;
        var goesOn = answers.Where(answer => answer.Exit is Exit.Continue or Exit.GoTo).DefaultIfEmpty(answers[0]).ToList();
        if (procedure.AllSteps.SkipWhile(other => other != step.Step).ElementAtOrDefault(1) is { Run: not null }) goesOn.Reverse();
        return goesOn[(step.Round - 1 + (turn % 5 == 0 ? 1 : 0)) % goesOn.Count];
    }
}
