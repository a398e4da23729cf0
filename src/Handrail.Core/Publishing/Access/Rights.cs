using Handrail.Core.Reviewing;

namespace Handrail.Core.Publishing.Access;

/// <param name="Why">The ground, in words; what stands in the way where they may not.</param>
public sealed record Right(bool May, string Why);

/// <summary>What the matrix has to know of one procedure.</summary>
/// <param name="Next">The version that is being worked on; where there is none, the next one as it will be, which nobody has written in yet.</param>
/// <param name="InForce">Null where there is no version to follow.</param>
/// <param name="Runners">As what is in force names them.</param>
public sealed record ProcedureRights(RevisionStanding Next, ReviewedProcedure? InForce, Circle Runners);

/// <summary>What one member can do with one procedure, and why; each by the rule that its door asks.</summary>
public sealed record Rights(Right Read, Right Run, Right Write, Right WalkThrough, Right Review, Right Approve)
{
    static readonly Right NotRead = new(false, "may not read it"), NotReadDraft = new(false, "may not read the draft"), Auditor = new(false, "auditor"), NotInForce = new(false, "not in force");

    /// <param name="reads">The grounds on which they read it; none when they do not.</param>
    /// <param name="readsNext">They read the version that is being worked on, too.</param>
    public static Rights Of(IReadOnlyList<string> reads, bool readsNext, Person person, ProcedureRights procedure)
    {
        if (reads.Count == 0) return new(new(false, "not in its audience"), NotRead, NotRead, NotRead, NotRead, NotRead);
        var read = new Right(true, string.Join(", ", reads));
        if (!person.MayWrite) return new(read, Auditor, Auditor, Auditor, Auditor, Auditor);
        return new(
            read,
            procedure.InForce is null ? NotInForce : In([procedure.Runners], person),
            readsNext ? In(procedure.Next.Writers, person) : NotReadDraft,
            !readsNext ? NotReadDraft : procedure.Next.Contributors.Contains(person.Id) ? new(false, "worked on the draft") : new(true, "when asked"),
            procedure.InForce is { } inForce ? ToReview(inForce, person) : NotInForce,
            readsNext ? ToApprove(procedure.Next, person) : NotReadDraft);
    }

    /// <summary>All of them have to hold; the ground is that of the first which does not let everybody in.</summary>
    static Right In(IReadOnlyList<Circle> circles, Person person)
    {
        var why = new Circle([]).Why(person);
        foreach (var circle in circles.Where(circle => !circle.IsEverybody).Reverse())
        {
            why = circle.Why(person);
            if (why is null) return new(false, $"only {circle.InWords}");
        }
        return new(true, why ?? "");
    }

    static Right ToReview(ReviewedProcedure procedure, Person person) =>
        Reviewers.RightOf(procedure, person).Granted(out var capacity, out _) ? new(true, capacity)
        : new(false, procedure.SoleAuthor == person.Id ? "alone wrote what is in force" : $"asks for {string.Join(", ", Reviewers.Asked(procedure).Select(asked => asked.Name))}");

    static Right ToApprove(RevisionStanding next, Person person)
    {
        if (Signing.CapacityOf(next, person).Granted(out var capacity, out _)) return new(true, capacity.InWords);
        var why = next.Contributors.Contains(person.Id) ? "worked on the draft" : $"asks for {next.Rule.InWords}";
        return new(false, next.MayPublishDirectly && person.IsAdministrator ? $"{why}; may publish without approval" : why);
    }
}
