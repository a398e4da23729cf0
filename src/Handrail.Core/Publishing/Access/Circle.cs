using Handrail.Core.Procedures;

namespace Handrail.Core.Publishing.Access;

/// <summary>
/// Whom a text lets do more than read it: run it, or write in it. Where it names nobody, everybody who reads it. Administrators always belong to it, as they read
/// everything: whoever can put anybody into any group could let themselves in, and a slip in a name must not lock an organization out.
/// </summary>
/// <param name="Names">Groups, roles and members, as the text names them.</param>
public sealed record Circle(IReadOnlyList<string> Names)
{
    /// <summary>The role that owns the text, where its holders belong to it: whoever keeps it right must be able to.</summary>
    public string? Owner { get; init; }

    /// <summary>Who began a text that was never in force, and mends it even where its own front matter leaves them out.</summary>
    public string? BegunBy { get; init; }

    public bool IsEverybody => Names.Count == 0 || Names.Any(Distribution.MeansEverybody);

    /// <summary>"Security, Night desk and administrators".</summary>
    public string InWords => IsEverybody ? "everybody who reads it" : $"{string.Join(", ", (Owner is null ? Names : [.. Names, Owner]).DistinctBy(Placeholders.Key))} and administrators";

    public static Circle OfRunners(Header header) => new(header.Runners);

    /// <param name="begunBy">Null for a text that is or was in force.</param>
    public static Circle OfWriters(Header header, string? begunBy) => new(header.Writers) { Owner = header.Owner, BegunBy = begunBy };

    /// <returns>The ground in plain words; null for whoever does not belong to it.</returns>
    public string? Why(Person person)
    {
        if (IsEverybody) return person.IsAdministrator ? "administrator" : "member";
        string?[] grounds =
        [
            .. Names.Select(name => IsNameOf(person, name) ? "named in it" : person.Names.GetValueOrDefault(Placeholders.Key(name))),
            Owner is { } owner && person.Names.GetValueOrDefault(Placeholders.Key(owner)) is { } role ? $"owner ({role})" : null,
            BegunBy == person.Id ? "began it" : null,
            person.IsAdministrator ? "administrator" : null,
        ];
        return grounds.OfType<string>().Distinct().ToList() is { Count: > 0 } why ? string.Join(", ", why) : null;
    }

    static bool IsNameOf(Person person, string name) => name.Trim() is var trimmed && (trimmed == person.Name || trimmed.Equals(person.Email, StringComparison.OrdinalIgnoreCase));
}
