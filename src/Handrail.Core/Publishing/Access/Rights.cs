namespace Handrail.Core.Publishing.Access;

/// <param name="Why">The ground, in words; what stands in the way where they may not.</param>
public sealed record Right(bool May, string Why);

/// <summary>What one member can do with one procedure, and why.</summary>
public sealed record Rights(Right Read, Right Run, Right Write, Right Review, Right Approve)
{
    static readonly Right NotRead = new(false, "may not read it");

    /// <param name="reads">The grounds on which they read; none when they do not.</param>
    /// <param name="writes">They changed a word of the version that is being worked on.</param>
    /// <param name="isInForce">There is a version to follow.</param>
    public static Rights Of(IReadOnlyList<string> reads, Person person, ApprovalRule rule, bool writes, bool isInForce)
    {
        if (reads.Count == 0) return new(new(false, "not in its audience"), NotRead, NotRead, NotRead, NotRead);
        var own = new Right(false, "wrote the latest version");
        var member = person.IsAdministrator ? "administrator" : "member";
        Right auditor = new(false, "auditor"), may = new(true, member);
        return new(
            new(true, string.Join(", ", reads)),
            !person.MayWrite ? auditor : isInForce ? may : new(false, "not in force"),
            person.MayWrite ? may : auditor,
            !person.MayWrite ? auditor : writes ? own : may,
            rule.Steps.FirstOrDefault(step => step.IsFor(person)) is not { } step ? new(false, $"asks for {rule.InWords}") : writes ? own : new(true, step.Role ?? "administrator"));
    }
}
