namespace Handrail.Core.Publishing;

/// <summary>A member of the organization as the rules of publication see them.</summary>
/// <param name="MayWrite">False for an auditor, who reads everything and changes nothing.</param>
/// <param name="Roles">Every role they hold or stand in for, compared without letter case.</param>
/// <param name="Deputies">The ids of those who sign for them at present.</param>
public sealed record Person(string Id, string Name, bool MayWrite, bool IsAdministrator, IReadOnlyList<string> Roles, IReadOnlyList<string> Deputies)
{
    public bool Holds(string role) => Roles.Any(held => string.Equals(held.Trim(), role.Trim(), StringComparison.OrdinalIgnoreCase));
}
