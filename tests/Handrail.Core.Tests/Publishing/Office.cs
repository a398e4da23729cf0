using Handrail.Core.Publishing;

namespace Handrail.Core.Tests.Publishing;

/// <summary>People and a revision to try the rules on. Whoever is not named otherwise is a member.</summary>
static class Office
{
    public static readonly Instant Now = Instant.From(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Wrote the text.</summary>
    public static readonly Person Anna = Member("Anna");
    /// <summary>Was asked to walk through it.</summary>
    public static readonly Person Rose = Member("Rose");
    /// <summary>Holds the role that approves.</summary>
    public static readonly Person Paul = Member("Paul") with { Roles = ["Security lead"] };
    public static readonly Person Adam = Member("Adam") with { IsAdministrator = true };
    public static readonly Person Otto = Member("Otto");
    public static readonly Person Iris = Member("Iris") with { MayWrite = false };

    public static readonly ApprovalRule ByTheLead = new([new("Security lead", 1)], false, DirectPublication.Always);

    public static Person Member(string name) => new(name.ToLowerInvariant(), name, true, false, [], []);

    public static RevisionStanding Revision(RevisionState state, ApprovalRule? rule = null, params Person[] people) => new()
    {
        Name = "SOP-014 v3",
        State = state,
        Through = RevisionAct.SendBack,
        ThroughBy = "Rose",
        ThroughAt = Now,
        Contributors = new HashSet<string> { Anna.Id },
        Reviewers = new HashSet<string> { Rose.Id },
        Rule = rule ?? ByTheLead,
        People = people.Length > 0 ? people : [Anna, Rose, Paul, Adam, Otto, Iris],
    };

    public static Signature By(Person person, string? role = null, Person? @for = null) => new(person.Id, @for?.Id, role, false, Now);
}
