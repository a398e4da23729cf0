using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Reviewing;

/// <param name="Title">As lists show it.</param>
/// <param name="Deviations">Of the whole run.</param>
public sealed record PastRun(string Label, string Title, RunKind Kind, Instant EndedAt, IReadOnlyList<DeviationNoted> Deviations);

/// <summary>When what happened is a reason for a review. Each looks at a bounded number of things, however long the history is.</summary>
public static class Triggers
{
    /// <summary>How many runs are looked at, and in how many of them a step may fail or be skipped before somebody should look at it.</summary>
    public const int LastRuns = 10, TroubledRuns = 3;

    /// <summary>For how long a suggestion may stay open.</summary>
    public static readonly TimeSpan SuggestionsWait = TimeSpan.FromDays(30);

    /// <summary>The same step failed or was skipped in three of the last ten runs, since the last review.</summary>
    /// <param name="runs">The last ones that ended, the latest first.</param>
    public static IReadOnlyList<ReviewTrigger> OfRuns(Procedure procedure, IReadOnlyList<PastRun> runs)
    {
        var last = runs.Take(LastRuns).ToList();
        return
        [
            .. from step in procedure.AllSteps
               let troubled = last.Where(run => run.Deviations.Any(deviation => IsTrouble(deviation) && AnchorOf(deviation.Step) == step.Anchor)).ToList()
               where troubled.Count >= TroubledRuns
               select new ReviewTrigger(TriggerKind.StepTrouble, step.Anchor, troubled[0].EndedAt, step.Instruction, troubled.Count, last.Count, Runs: [.. troubled.Select(run => run.Label)])
        ];
    }

    /// <summary>One more incident in which the procedure was used.</summary>
    /// <param name="before">What was known of earlier ones since the last review.</param>
    public static ReviewTrigger OfIncident(ReviewTrigger? before, PastRun run)
    {
        if (before?.Runs?.Contains(run.Label) == true) return before;
        IReadOnlyList<string> runs = [run.Label, .. before?.Runs ?? []];
        return new(TriggerKind.Incident, "", before?.At > run.EndedAt ? before.At : run.EndedAt, $"{run.Label} {run.Title}", (before?.Count ?? 0) + 1, Runs: [.. runs.Take(LastRuns)]);
    }

    /// <param name="open">How many are open.</param>
    /// <param name="oldest">When the first of them was made.</param>
    /// <param name="since">The last review: whoever reviewed knew of what was open then, and is given the same time again.</param>
    public static ReviewTrigger? OfSuggestions(int open, Instant? oldest, Instant since) => open == 0 || oldest is not { } first ? null
        : new(TriggerKind.Suggestions, "", (first > since ? first : since) + SuggestionsWait, "", open, Detail: $", since {ReviewTrigger.Day(first)}");

    /// <summary>Reason only once the day of the review has come: then the procedure went unused from one to the next.</summary>
    public static ReviewTrigger? OfNoRun(Instant since, Instant due, Instant? lastRun, Instant now) => now < due || lastRun >= since ? null : new(TriggerKind.NeverRun, "", since, "");

    /// <summary>Two different things that happened to one step of a repeated part count for the step.</summary>
    public static string AnchorOf(string step) => step.Split('~', 2)[0];

    public static bool IsTrouble(DeviationNoted deviation) => deviation.Kind is DeviationKind.Failed or DeviationKind.Skipped;
}
