using System.Text.Json.Serialization;

namespace Handrail.Core.Publishing;

/// <summary>When an administrator may put a draft in force without the approval of a second person, the strictest first. The record then says so.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DirectPublication>))]
public enum DirectPublication
{
    Never,
    /// <summary>As long as there is no second administrator who could approve.</summary>
    WhileOneAdministrator,
    Always,
}

/// <param name="Role">Whose holders sign; null for administrators.</param>
/// <param name="Count">How many different people.</param>
public sealed record ApprovalStep(string? Role, int Count)
{
    /// <summary>"one administrator", "2 holders of Security lead".</summary>
    public string InWords => (Role, Count) switch
    {
        (null, 1) => "one administrator",
        (null, _) => $"{Count} administrators",
        (_, 1) => $"one holder of {Role}",
        _ => $"{Count} holders of {Role}",
    };

    public bool IsFor(Person person) => Role is null ? person.IsAdministrator : person.Holds(Role);
}

/// <summary>Who has to sign before a text comes into force. Nobody signs what they wrote.</summary>
/// <param name="InOrder">Each step waits for the one before.</param>
public sealed record ApprovalRule(IReadOnlyList<ApprovalStep> Steps, bool InOrder, DirectPublication Direct)
{
    public const int MostSteps = 5, MostPeople = 9;

    /// <summary>Until an organization says otherwise.</summary>
    public static ApprovalRule Default { get; } = new([new(null, 1)], false, DirectPublication.WhileOneAdministrator);

    public string InWords => string.Join(InOrder ? ", then " : " and ", Steps.Select(step => step.InWords));

    /// <summary>What both ask: as many signatures in each role as either, one after the other if either says so, and directly only where both allow it.</summary>
    public ApprovalRule And(ApprovalRule other)
    {
        if (other.InOrder && !InOrder) return other.And(this);
        List<ApprovalStep> steps = [.. Steps];
        foreach (var asked in other.Steps.GroupBy(step => step.Role, StringComparer.OrdinalIgnoreCase))
        {
            var more = asked.Sum(step => step.Count) - Steps.Where(step => IsFor(step, asked.Key)).Sum(step => step.Count);
            var same = steps.FindLastIndex(step => IsFor(step, asked.Key));
            if (more > 0 && same >= 0) steps[same] = steps[same] with { Count = steps[same].Count + more };
            else if (more > 0) steps.Add(new(asked.Key, more));
        }
        return new(steps, InOrder, Direct < other.Direct ? Direct : other.Direct);

        static bool IsFor(ApprovalStep step, string? role) => string.Equals(step.Role, role, StringComparison.OrdinalIgnoreCase);
    }

    public Refusal? Refuses() => this switch
    {
        { Steps.Count: 0 } => new Refusal.Invalid("who", "Name at least one group of people who sign."),
        { Steps.Count: > MostSteps } => new Refusal.Invalid("who", $"At most {MostSteps} groups of people can sign one after the other."),
        _ when Steps.Any(step => step.Count is < 1 or > MostPeople) => new Refusal.Invalid("count", $"Between 1 and {MostPeople} people sign."),
        _ when Steps.Any(step => step.Role is { Length: 0 or > 200 }) => new Refusal.Invalid("who", "Name the role in at most 200 characters."),
        _ => null,
    };
}
