using Handrail.Core.Publishing;

namespace Handrail.Core.Reviewing;

/// <param name="Name">Of somebody who has left the organization.</param>
/// <param name="Deputies">The ids of those they had named to stand in for them.</param>
public sealed record FormerPerson(string Name, IReadOnlyList<string> Deputies);

/// <summary>All that the rule about reviewers has to know about one procedure.</summary>
/// <param name="Name">For sentences: "SOP-014 v3".</param>
/// <param name="Owner">As the text says: a role, a team or a person; empty where it says nothing.</param>
/// <param name="SoleAuthor">Who wrote the text in force without anybody's help; null when several did.</param>
/// <param name="People">Everybody in the organization.</param>
public sealed record ReviewedProcedure(string Name, string Owner, string? SoleAuthor, IReadOnlyList<Person> People, IReadOnlyList<FormerPerson> Former);

/// <summary>
/// Who reviews a procedure, so that none is without somebody: whoever its owner is, with those who stand in for them; where nobody is left, the administrators; where
/// they alone wrote it, anybody here. Never the person who alone wrote it, unless nobody else could.
/// </summary>
public static class Reviewers
{
    public static IReadOnlyList<Person> Asked(ReviewedProcedure procedure)
    {
        var able = procedure.People.Where(person => person.MayWrite).ToList();
        var others = able.Where(person => person.Id != procedure.SoleAuthor).ToList();
        return FirstOf(
            others.Where(person => CapacityOf(procedure, person) is not null),
            others.Where(person => person.IsAdministrator),
            others,
            able.Where(person => person.IsAdministrator));
    }

    /// <summary>In which capacity this person may judge it, as it stands in the record.</summary>
    public static Outcome<string> RightOf(ReviewedProcedure procedure, Person by)
    {
        if (!by.MayWrite) return new Refusal.Forbidden(Signing.OnlyReads);
        var asked = Asked(procedure);
        var isAsked = asked.Any(person => person.Id == by.Id);
        if (by.Id == procedure.SoleAuthor)
            return !isAsked ? new Refusal.Forbidden($"You alone wrote {procedure.Name}, so somebody else has to review it.")
                : procedure.People is [_] ? SigningRight.AloneInWords : "as administrator, who also wrote it, because nobody else here may change anything";
        if (CapacityOf(procedure, by) is { } capacity) return capacity;
        if (by.IsAdministrator) return SigningRight.AdministratorInWords;
        return isAsked ? "as a member, because whoever answers for it also wrote it" : new Refusal.Forbidden($"{procedure.Name} is reviewed by {string.Join(", ", asked.Select(person => person.Name))}; that is not you.");
    }

    /// <summary>How somebody answers for it: as its owner, or in the owner's place. Null when they do not.</summary>
    static string? CapacityOf(ReviewedProcedure procedure, Person person)
    {
        var owner = procedure.Owner.Trim();
        if (owner.Length == 0) return null;
        if (person.Holds(owner)) return $"as {owner}";
        if (Is(person.Name, owner)) return "as its owner";
        if (procedure.People.FirstOrDefault(other => other.Deputies.Contains(person.Id) && (other.Holds(owner) || Is(other.Name, owner))) is { } absent) return $"as {owner}, standing in for {absent.Name}";
        return procedure.Former.FirstOrDefault(former => former.Deputies.Contains(person.Id) && Is(former.Name, owner)) is { } gone ? $"as its owner, in the place of {gone.Name}" : null;
    }

    static bool Is(string name, string owner) => string.Equals(name.Trim(), owner, StringComparison.OrdinalIgnoreCase);

    static IReadOnlyList<Person> FirstOf(params IEnumerable<Person>[] groups) => groups.Select(group => group.ToList()).FirstOrDefault(group => group.Count > 0) ?? [];
}
