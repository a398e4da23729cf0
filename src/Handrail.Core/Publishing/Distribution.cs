using Handrail.Core.Procedures;

namespace Handrail.Core.Publishing;

/// <summary>Whom a procedure asks to acknowledge it, by the names that stand in its text.</summary>
public static class Distribution
{
    /// <summary>As an audience: whoever may read it. A key, see <see cref="Placeholders.Key"/>.</summary>
    public const string Everybody = "everybody";

    /// <summary>What somebody says with their acknowledgement.</summary>
    public const string Meaning = "has read it and will follow it";

    /// <summary>Its audience; where it names none, the roles it asks for something. A text that names neither asks nobody.</summary>
    public static IReadOnlyList<string> Names(Procedure procedure) =>
        procedure.Header.Audience is { Count: > 0 } audience ? audience : [.. RoleNames.In(procedure).Select(use => use.Name).DistinctBy(Placeholders.Key)];

    public static bool MeansEverybody(string name) => Placeholders.Key(name) == Everybody;
}
