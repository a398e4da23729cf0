namespace Handrail.Core.Publishing;

/// <summary>In which capacity somebody signs.</summary>
/// <param name="Role">Null as an administrator.</param>
/// <param name="For">Whom they stand in for.</param>
/// <param name="Alone">They approve their own text, or for all that the rule asks for, because there is nobody else.</param>
public sealed record SigningRight(string? Role, Person? For, bool Alone)
{
    const string OnlyMemberInWords = "as the only member of the organization";

    /// <summary>What the record says of whoever had to judge their own text, and of administrators: the same at a signature and at a review.</summary>
    internal const string AloneInWords = OnlyMemberInWords + ", who also wrote it", AdministratorInWords = "as administrator";

    /// <summary>Nothing in the text is theirs.</summary>
    public bool WroteNothing { get; init; }

    /// <summary>As it stands in the record.</summary>
    public string InWords => Alone ? WroteNothing ? OnlyMemberInWords : AloneInWords : (Role is null ? AdministratorInWords : $"as {Role}") + (For is null ? "" : $", standing in for {For.Name}");
}

/// <summary>Who may sign a revision, and when there are signatures enough. Whoever changed any word of it may not, nor may anybody in their place.</summary>
public static class Signing
{
    internal const string OnlyReads = "You may read here, but not change anything.";

    /// <summary>In which capacity somebody can sign, whatever was signed already and whoever's turn it is. Before anybody wrote in the next draft, everybody is somebody who did not.</summary>
    public static Outcome<SigningRight> CapacityOf(RevisionStanding revision, Person by)
    {
        if (!by.MayWrite) return new Refusal.Forbidden(OnlyReads);
        if (NotThisPerson(revision, by) is { } refusal) return refusal;
        return Right(revision, by, revision.Rule.Steps) is { } right ? right : new Refusal.Forbidden(NotTheirTurn(revision));
    }

    /// <param name="overrule">Why the text is approved in spite of open objections; null when it was not said.</param>
    public static Outcome<SigningRight> RightOf(RevisionStanding revision, Person by, string? overrule = null)
    {
        if (revision.Signatures.FirstOrDefault(signature => signature.By == by.Id) is { } own) return new Refusal.Conflict($"You signed {revision.Name} on {RevisionStanding.When(own.At)}.");
        if (RevisionLife.Refuses(revision, RevisionAct.Sign, by) is { } refusal) return refusal;
        if (Right(revision, by, Open(revision.Rule, revision.Signatures)) is not { } right) return new Refusal.Conflict(NotTheirTurn(revision));
        if (revision.OpenObjections > 0 && string.IsNullOrWhiteSpace(overrule))
            return new Refusal.Invalid("overrule", $"{(revision.OpenObjections == 1 ? "An objection is" : $"{revision.OpenObjections} objections are")} open. Say why it is approved all the same, or send it back.");
        return right;
    }

    public static bool IsComplete(ApprovalRule rule, IReadOnlyList<Signature> signatures) => signatures.Any(signature => signature.Alone) || !Missing(rule, signatures).Any();

    /// <summary>What still has to be signed, and may be now: in order only the first.</summary>
    public static IReadOnlyList<ApprovalStep> Open(ApprovalRule rule, IReadOnlyList<Signature> signatures) =>
        signatures.Any(signature => signature.Alone) ? [] : [.. Missing(rule, signatures).Take(rule.InOrder ? 1 : rule.Steps.Count)];

    /// <summary>Who could sign now.</summary>
    public static IEnumerable<Person> Asked(RevisionStanding revision) => revision.State == RevisionState.InReview ? revision.People.Where(person => RightOf(revision, person, "any").Refusal is null) : [];

    /// <summary>Says which signature nobody could ever give; null when all can be given.</summary>
    public static string? Unobtainable(RevisionStanding revision)
    {
        if (revision.People is [{ IsAdministrator: true }]) return null;
        foreach (var step in revision.Rule.Steps)
            if (revision.People.Count(person => person.MayWrite && Capacity(revision, person, step) is not null) < step.Count)
                return $"It needs the signature of {step.InWords}, who did not write it, and there is nobody. An administrator can invite somebody, name holders of the role, or change the approval rule.";
        return null;
    }

    internal static bool IsAsked(RevisionStanding revision, Person by) => NotThisPerson(revision, by) is null;

    internal static Refusal.Forbidden? NotThisPerson(RevisionStanding revision, Person by)
    {
        if (revision.IsAlone(by)) return null;
        if (revision.Contributors.Contains(by.Id)) return new($"You worked on {revision.Name}, so somebody else has to approve it.");
        return Right(revision, by, revision.Rule.Steps) is null ? new($"{revision.Name} is approved by {revision.Rule.InWords}; that is not you.") : null;
    }

    static SigningRight? Right(RevisionStanding revision, Person by, IReadOnlyList<ApprovalStep> open)
    {
        var right = open.Select(step => Capacity(revision, by, step)).FirstOrDefault(right => right is not null);
        return revision.IsAlone(by) && !Completes(revision, by, right) ? new(null, null, true) { WroteNothing = !revision.Contributors.Contains(by.Id) } : right;
    }

    /// <summary>Nobody signs twice: where one signature in that capacity is not the last, nobody else would ever give the rest.</summary>
    static bool Completes(RevisionStanding revision, Person by, SigningRight? right) =>
        right is not null && IsComplete(revision.Rule, [.. revision.Signatures, new(by.Id, right.For?.Id, right.Role, false, default)]);

    static SigningRight? Capacity(RevisionStanding revision, Person by, ApprovalStep step)
    {
        if (revision.Contributors.Contains(by.Id)) return null;
        if (step.IsFor(by)) return new(step.Role, null, false);
        var absent = revision.People.FirstOrDefault(person => person.Deputies.Contains(by.Id) && step.IsFor(person) && !revision.Contributors.Contains(person.Id)
            && revision.Signatures.All(signature => signature.By != person.Id && signature.For != person.Id));
        return absent is null ? null : new(step.Role, absent, false);
    }

    /// <summary>Each signature counts once, for the first step that asks for its role.</summary>
    static IEnumerable<ApprovalStep> Missing(ApprovalRule rule, IReadOnlyList<Signature> signatures)
    {
        var left = signatures.ToList();
        foreach (var step in rule.Steps)
        {
            var given = left.Where(signature => string.Equals(signature.Role, step.Role, StringComparison.OrdinalIgnoreCase)).Take(step.Count).ToList();
            left.RemoveAll(given.Contains);
            if (given.Count < step.Count) yield return step with { Count = step.Count - given.Count };
        }
    }

    static string NotTheirTurn(RevisionStanding revision) => $"{revision.Name} first waits for {string.Join(" and ", Open(revision.Rule, revision.Signatures).Select(step => step.InWords))}.";
}
