namespace Handrail.Core.Running;

/// <summary>Who acts, as known at that moment.</summary>
/// <param name="Id">The member's opaque id; stands as <see cref="RunEntry.By"/> in the journal.</param>
/// <param name="Roles">Every role and group the member holds or stands in for, compared without letter case.</param>
public sealed record Actor(string Id, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>False when the member may not do this procedure alone; each step they complete is then a deviation.</summary>
    public bool Qualified { get; init; } = true;

    public bool Holds(string role) => Roles.Any(held => string.Equals(held.Trim(), role.Trim(), StringComparison.OrdinalIgnoreCase));
}
