using System.Globalization;
using System.Text.Json.Serialization;

namespace Handrail.Core.Reviewing;

/// <summary>What asks for a review besides the date.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TriggerKind>))]
public enum TriggerKind
{
    Incident,
    StepTrouble,
    Suggestions,
    Tool,
    System,
    Role,
    Team,
    Clause,
    Control,
    /// <summary>What the variant follows came into force anew, or is not followed any more.</summary>
    Base,
    /// <summary>Not run between one review and the next.</summary>
    NeverRun,
}

/// <summary>One reason to look at a procedure before its day, with its numbers.</summary>
/// <param name="About">What tells it from others of its kind: a step's anchor, a system's key, a clause's id; empty where there is only one.</param>
/// <param name="At">From when on it asks.</param>
/// <param name="Name">What <paramref name="About"/> is called.</param>
/// <param name="Count">Runs, suggestions, or places in the text.</param>
/// <param name="Of">How many runs were looked at.</param>
/// <param name="Detail">What happened to it, as the end of the sentence.</param>
/// <param name="Runs">Those it rests on, the latest first.</param>
public sealed record ReviewTrigger(TriggerKind Kind, string About, Instant At, string Name, int Count = 0, int Of = 0, string Detail = "", IReadOnlyList<string>? Runs = null)
{
    /// <summary>A sentence.</summary>
    public string InWords => Kind switch
    {
        TriggerKind.Incident when Count == 1 => $"It was used in an incident: {Name}, which ended on {Day(At)}.",
        TriggerKind.Incident => $"It was used in {Count} incidents, the last of them {Name}, which ended on {Day(At)}.",
        TriggerKind.StepTrouble => $"The step “{Name}” failed or was skipped in {Count} of the last {Of} runs.",
        TriggerKind.Suggestions when Count == 1 => $"A suggestion has waited for an answer for more than {Triggers.SuggestionsWait.TotalDays:0} days{Detail}.",
        TriggerKind.Suggestions => $"{Count} suggestions wait for an answer, the oldest for more than {Triggers.SuggestionsWait.TotalDays:0} days{Detail}.",
        TriggerKind.NeverRun => $"Nobody ran it since {Day(At)}, in all the time between two reviews.",
        TriggerKind.Clause or TriggerKind.Control => $"{Name} {Detail} since {Day(At)}; this procedure serves it.",
        _ => $"{Name} {Detail} on {Day(At)}{Places}.",
    };

    string Places => Count switch
    {
        0 => "",
        1 => "; it is named once",
        _ => $"; it is named {Count} times",
    };

    internal static string Day(Instant at) => at.ToDateTimeOffset().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
