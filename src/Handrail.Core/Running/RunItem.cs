using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>One thing a "For each" step repeats over: a system, a member, an item of a checklist.</summary>
/// <param name="Label">As people call it.</param>
/// <param name="Ref">The id of the system or member, where it is one.</param>
public sealed record RunItem(string Label, string? Ref = null)
{
    /// <summary>Its part of a step's key; unique in its set. Set by the engine, ignored in acts.</summary>
    public string Key { get; init; } = "";

    /// <summary>The same items with their keys.</summary>
    internal static IReadOnlyList<RunItem> Keyed(IEnumerable<RunItem> items)
    {
        var taken = new HashSet<string>();
        return [.. items.Select(item => item with { Label = item.Label.Trim(), Key = Free(Placeholders.Key(item.Label), taken) })];
    }

    static string Free(string wanted, HashSet<string> taken)
    {
        var key = wanted.Length == 0 ? "item" : wanted;
        for (var n = 2; !taken.Add(key); n++) key = $"{(wanted.Length == 0 ? "item" : wanted)}-{n}";
        return key;
    }
}
