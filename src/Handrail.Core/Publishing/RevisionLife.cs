namespace Handrail.Core.Publishing;

/// <summary>The life of a revision: which act is granted to whom in which state, and where it leads. docs/lifecycle.md is the same tables for people.</summary>
public static class RevisionLife
{
    /// <summary>Why this person may not do this now; null when they may. Signing has more to it: <see cref="Signing.RightOf"/>.</summary>
    public static Refusal? Refuses(RevisionStanding revision, RevisionAct act, Person by) => NotThisPerson(revision, act, by) ?? NotNow(revision, act);

    /// <summary>Where a granted act leads. Signing leads on only with the last signature.</summary>
    public static RevisionState After(RevisionState state, RevisionAct act) => act switch
    {
        RevisionAct.SendForReview => RevisionState.InReview,
        RevisionAct.SendBack or RevisionAct.Withdraw => RevisionState.Draft,
        RevisionAct.Publish or RevisionAct.PublishDirectly => RevisionState.Published,
        RevisionAct.Retire => RevisionState.Retired,
        RevisionAct.Supersede => RevisionState.Superseded,
        RevisionAct.Discard => RevisionState.Discarded,
        _ => state,
    };

    /// <summary>The states in which an act is possible at all.</summary>
    public static bool IsPossible(RevisionAct act, RevisionState state) => act switch
    {
        RevisionAct.Edit or RevisionAct.Discard or RevisionAct.SendForReview => state == RevisionState.Draft,
        RevisionAct.PublishDirectly => state is RevisionState.Draft or RevisionState.InReview,
        RevisionAct.Comment => state is RevisionState.Draft or RevisionState.InReview or RevisionState.Approved,
        RevisionAct.WalkThrough or RevisionAct.Sign => state == RevisionState.InReview,
        RevisionAct.SendBack or RevisionAct.Withdraw => state is RevisionState.InReview or RevisionState.Approved,
        RevisionAct.Publish => state == RevisionState.Approved,
        RevisionAct.Retire or RevisionAct.Supersede => state == RevisionState.Published,
        _ => state is RevisionState.Published or RevisionState.Superseded or RevisionState.Retired or RevisionState.Discarded,
    };

    static Refusal? NotNow(RevisionStanding revision, RevisionAct act) =>
        !IsPossible(act, revision.State) ? new Refusal.Conflict(revision.Stands)
        : act == RevisionAct.OpenDraft && revision.InProgress is { } other ? new Refusal.Conflict($"{other} is being worked on already. Go on with that one, or discard it first.")
        : null;

    static Refusal.Forbidden? NotThisPerson(RevisionStanding revision, RevisionAct act, Person by)
    {
        if (!by.MayWrite) return new(Signing.OnlyReads);
        if (act == RevisionAct.Supersede) return new("A version is superseded when a later one comes into force.");
        var worksOnIt = revision.Contributors.Contains(by.Id) || revision.BegunBy == by.Id;
        var reviews = revision.Reviewers.Contains(by.Id);
        return act switch
        {
            RevisionAct.OpenDraft or RevisionAct.Edit => revision.NotWrittenBy(by),
            RevisionAct.Discard or RevisionAct.SendForReview or RevisionAct.Withdraw when !worksOnIt && !by.IsAdministrator =>
                new("Only somebody who worked on this text, or an administrator, may do this."),
            RevisionAct.WalkThrough when !reviews => new("Only somebody who was asked to walk through it may do this. You can comment on any step."),
            RevisionAct.SendBack when !reviews && !by.IsAdministrator && !Signing.IsAsked(revision, by) =>
                new("Only somebody who reviews or approves it, or an administrator, may send it back."),
            RevisionAct.Publish or RevisionAct.Retire or RevisionAct.PublishDirectly when !by.IsAdministrator => new("Only an administrator of the organization may do this."),
            RevisionAct.PublishDirectly when !revision.MayPublishDirectly => new($"Here a text comes into force when it is approved: by {revision.Rule.InWords}, none of whom wrote it. Send it for review."),
            RevisionAct.Sign => Signing.NotThisPerson(revision, by),
            _ => null,
        };
    }
}
