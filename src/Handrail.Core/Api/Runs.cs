namespace Handrail.Core.Api;

/// <summary>Where a run stands.</summary>
/// <param name="Number">For example R-1042.</param>
/// <param name="Status">Running, Paused, Finished or Abandoned.</param>
/// <param name="Open">What can be worked or waits, first things first.</param>
public sealed record RunDetail(string Number, string Title, string Procedure, string Status, string? Ending, int Done, int Total, int Deviations, Instant? StartedAt, Instant? EndedAt, IReadOnlyList<OpenStep> Open);

/// <param name="Key">The name acts use.</param>
/// <param name="Status">Open, Failed, AwaitingVerification, ...</param>
/// <param name="Missing">What "done" still needs.</param>
public sealed record OpenStep(string Key, int Round, string Number, string Instruction, string? Item, string Status, Instant? DueAt, IReadOnlyList<string> Missing);

/// <summary>A new run.</summary>
/// <param name="Procedure">SOP-014.</param>
/// <param name="Kind">Live, Drill, Training, or Trial for a drill of the draft.</param>
/// <param name="Fields">By key; a value or a list of values.</param>
public sealed record NewRun(string Procedure, string Kind = "Live", IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields = null);

/// <summary>Something asked of a run. Which of the rest is used depends on the act: "completion", "failure", "skip", "note", "verification", ...</summary>
/// <param name="Step">The step's key; null for acts on the run as a whole.</param>
/// <param name="Fields">As in the form: "f-ticket", "confirmed", "answer", "reason", "text".</param>
public sealed record NewAct(string Act, string? Step = null, int? Round = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields = null);
