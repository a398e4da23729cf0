namespace Handrail.Core.Procedures.Flow;

/// <summary>The words on a chart and in its text, so that they can be in the reader's language. What the procedure itself says is never translated.</summary>
public sealed record FlowWords
{
    public static FlowWords English { get; } = new();

    public string Title { get; init; } = "Flow chart: {0}";
    public string Description { get; init; } = "{0} steps, {1} decisions, {2} checkpoints. The same steps are listed in words with the chart.";
    public string Start { get; init; } = "Start";
    public string End { get; init; } = "End";
    public string Stop { get; init; } = "Stop";
    public string RolledBack { get; init; } = "Rolled back";
    public string Contingency { get; init; } = "If something goes wrong";
    public string Rollback { get; init; } = "Rollback";
    public string Decision { get; init; } = "Decision";
    public string AnyOrder { get; init; } = "in any order";
    public string IfItFails { get; init; } = "if it fails";
    public string Otherwise { get; init; } = "does not apply";
    public string StartsProcedure { get; init; } = "Start {0}";
    public string RunsProcedure { get; init; } = "Runs {0}";
    public string MissingStep { get; init; } = "A step that does not exist: {0}";
    public string MissingRollback { get; init; } = "Roll back: no way back is written";
    public string BackTo { get; init; } = "then back to step {0}";
    public string BackToCaller { get; init; } = "then back where you were";
    public string ThenStep { get; init; } = "then step {0}";
    public string ThenOn { get; init; } = "then go on";
    public string BackToEnd { get; init; } = "then the procedure is done";

    public string OnlyIf { get; init; } = "Only if {0}";
    public string ForEach { get; init; } = "For each {0}";
    public string Within { get; init; } = "within {0}";
    public string Check { get; init; } = "Check: {0}";
    public string VerifiedBy { get; init; } = "Verified by {0}";
    public string Evidence { get; init; } = "Evidence: {0}";
    public string Records { get; init; } = "Record: {0}";
    public string Approval { get; init; } = "Approval: {0}";
    public string Wait { get; init; } = "Wait: {0}";
    public string Optional { get; init; } = "Optional";

    public string Done { get; init; } = "done";
    public string Open { get; init; } = "now";
    public string Failed { get; init; } = "did not work";
    public string Skipped { get; init; } = "skipped";

    public string GoTo { get; init; } = "go to step {0}";
    public string GoBackTo { get; init; } = "go back to step {0}";
    public string Continue { get; init; } = "continue with step {0}";
    public string GoOn { get; init; } = "continue";
    public string Finish { get; init; } = "that was the last step";
    public string StopSentence { get; init; } = "stop here";
    public string RollBackSentence { get; init; } = "roll back, from step {0}";
    public string AnyOrderSentence { get; init; } = "{0} (all of these, in any order)";
    public string IfItFailsSentence { get; init; } = "If it fails: {0}";
    public string IfItDoesNotApplySentence { get; init; } = "If it does not apply: {0}";
    public string Or { get; init; } = " / ";
}
