using Handrail.Core.Publishing;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>What people do to a revision, and to what hangs on it.</summary>
public enum Deed { Edit, Discard, Send, Publish, Comment, Walk, SendBack, Withdraw, Sign, Open, Retire, Keep, Revise, JudgeRetired, Take, Decline }

/// <summary>
/// What happens when deeds come one after the other: as short as it can be said, and apart from the code that it is held against. Two at the same moment have to
/// end as one of the two orders.
/// </summary>
/// <param name="State">Of revision 1.</param>
/// <param name="NextDraft">A draft is open beside it.</param>
/// <param name="Changed">Its text is another than the one people have before them.</param>
/// <param name="Judged">Its review was held.</param>
/// <param name="Answered">The suggestion was answered.</param>
sealed record SerialLife(RevisionState State, bool NextDraft = false, bool Changed = false, bool Judged = false, bool Answered = false)
{
    /// <summary>As the pages showed it: what was approved then does not come into force without its approval.</summary>
    RevisionState Shown { get; } = State;

    /// <returns>Null where it is refused; else what is so afterwards, and the facts.</returns>
    public (SerialLife After, string[] Facts)? Do(Deed deed) => (deed, State) switch
    {
        (Deed.Edit, RevisionState.Draft) when !Changed => (this with { Changed = true }, ["DraftSaved"]),
        (Deed.Discard, RevisionState.Draft) => (this with { State = RevisionState.Discarded }, ["DraftDiscarded"]),
        (Deed.Send, RevisionState.Draft) when !Changed => (this with { State = RevisionState.InReview }, ["RevisionSentForReview"]),
        (Deed.Publish, RevisionState.Draft or RevisionState.InReview or RevisionState.Approved) when !Changed && (State == RevisionState.Approved || Shown != RevisionState.Approved) => (this with { State = RevisionState.Published }, ["RevisionPublished"]),
        (Deed.Comment, RevisionState.Draft or RevisionState.InReview or RevisionState.Approved) => (this, ["RemarkMade"]),
        (Deed.Walk, RevisionState.InReview) => (this, ["StepWalkedThrough"]),
        (Deed.SendBack, RevisionState.InReview or RevisionState.Approved) => (this with { State = RevisionState.Draft }, ["RevisionSentBack"]),
        (Deed.Withdraw, RevisionState.InReview or RevisionState.Approved) => (this with { State = RevisionState.Draft }, ["RevisionWithdrawn"]),
        (Deed.Sign, RevisionState.InReview) => (this with { State = RevisionState.Published }, ["RevisionSigned", "RevisionApproved", "RevisionPublished"]),
        (Deed.Open, RevisionState.Published or RevisionState.Superseded or RevisionState.Retired or RevisionState.Discarded) when !NextDraft => (this with { NextDraft = true }, ["DraftOpened"]),
        // Who comes second is led to the draft that is there: the two write on one.
        (Deed.Open, RevisionState.Published or RevisionState.Superseded or RevisionState.Retired or RevisionState.Discarded) => (this, []),
        (Deed.Retire, RevisionState.Published) when !NextDraft => (this with { State = RevisionState.Retired }, ["ProcedureRetired"]),
        (Deed.Keep, RevisionState.Published) when !Judged => (this with { Judged = true }, ["ProcedureReviewed"]),
        (Deed.Revise, RevisionState.Published) when !Judged => (this with { Judged = true, NextDraft = true }, [.. Opening, "RemarkMade", "ProcedureReviewed"]),
        (Deed.JudgeRetired, RevisionState.Published) when !Judged && !NextDraft => (this with { Judged = true, State = RevisionState.Retired }, ["ProcedureRetired", "ProcedureReviewed"]),
        (Deed.Take, RevisionState.Published or RevisionState.Retired) when !Answered => (this with { Answered = true, NextDraft = true }, [.. Opening, "SuggestionTaken"]),
        (Deed.Decline, _) when !Answered => (this with { Answered = true }, ["SuggestionDeclined"]),
        _ => null,
    };

    string[] Opening => NextDraft ? [] : ["DraftOpened"];

    /// <summary>How two end when the first goes before the second.</summary>
    public Ended Then(Deed first, Deed second)
    {
        var one = Do(first);
        var two = (one?.After ?? this).Do(second);
        var after = two?.After ?? one?.After ?? this;
        string[] facts = [.. one?.Facts ?? [], .. two?.Facts ?? []];
        return new(one is not null, two is not null, after.State, after.NextDraft, string.Join(' ', facts.Order(StringComparer.Ordinal)));
    }
}

/// <summary>How two deeds ended: which was granted, how the revision stands, what was written down.</summary>
sealed record Ended(bool First, bool Second, RevisionState State, bool NextDraft, string Facts)
{
    /// <summary>As seen from the other one.</summary>
    public Ended Turned() => this with { First = Second, Second = First };
}
