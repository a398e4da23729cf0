namespace Handrail.Core.Publishing;

/// <summary>A member of the organization as the rules of publication see them.</summary>
/// <param name="MayWrite">False for an auditor, who reads everything and changes nothing.</param>
/// <param name="Roles">Every role they hold or stand in for, compared without letter case.</param>
/// <param name="Deputies">The ids of those who sign for them at present.</param>
public sealed record Person(string Id, string Name, bool MayWrite, bool IsAdministrator, IReadOnlyList<string> Roles, IReadOnlyList<string> Deputies)
{
    static readonly IReadOnlyDictionary<string, string> NoNames = new Dictionary<string, string>();

    /// <summary>Empty where nobody is to be named by it.</summary>
    public string Email { get; init; } = "";

    /// <summary>What a text can name them by besides: see <see cref="Access.Reader.Names"/>.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = NoNames;

    public Access.Reader AsReader => new(Id, MayWrite, IsAdministrator, Names);

    public bool Holds(string role) => Roles.Any(held => string.Equals(held.Trim(), role.Trim(), StringComparison.OrdinalIgnoreCase));
}
