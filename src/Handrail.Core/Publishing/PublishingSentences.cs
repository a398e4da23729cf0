using Handrail.Core.Journal;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Reviewing;

namespace Handrail.Core.Publishing;

/// <summary>What comes after the name in the journal.</summary>
static class PublishingSentences
{
    public static string? Predicate(Fact fact) => fact switch
    {
        DraftOpened f => $"began {f.Number} v{f.Revision} from v{f.BasedOn}.",
        DraftDiscarded f => $"discarded the draft {f.Number} v{f.Revision}{Because(f.Reason)}",
        RevisionSentForReview f => $"sent {f.Number} v{f.Revision} for review{(f.Reviewers.Count == 0 ? "" : " to " + string.Join(", ", f.Reviewers))} ({Word(f.Weight)} change): {f.Summary}",
        RevisionSentBack f => $"sent {f.Number} v{f.Revision} back{Because(f.Reason)}",
        RevisionWithdrawn f => $"withdrew {f.Number} v{f.Revision}{Because(f.Reason)}",
        StepWalkedThrough f => $"{Said(f.Verdict)} step {f.Step} of {f.Number} v{f.Revision}{Because(f.Text)}",
        RemarkMade f => $"commented on {About(f.Step)}{f.Number} v{f.Revision}{Because(f.Text)}",
        ObjectionSettled f => $"{(f.Overruled ? "overruled" : "took back")} an objection to {About(f.Step)}{f.Number} v{f.Revision}{Because(f.Reason)}",
        RevisionSigned f => $"signed {f.Number} v{f.Revision} {f.Capacity}, {f.Meaning} ({Word(f.Weight)} change){Because(f.Comment)}",
        RevisionApproved f => $"gave the last signature that {f.Number} v{f.Revision} needed ({f.Rule}){(f.EffectiveAt is { } at ? $"; it comes into force on {RevisionStanding.When(at)}" : "")}.",
        PublicationHeldBack f => $"found that {f.Number} v{f.Revision} could not come into force{Because(f.Reason)}",
        ProcedureRetired f => $"retired {f.Number}, last v{f.Revision}{Because(f.Reason)}",
        ProcedureAcknowledged f => $"acknowledged {f.Number} v{f.Revision}: {f.Meaning}.",
        ProcedureReviewed f => $"reviewed {f.Number} v{f.Revision} {f.Capacity} {Ended(f)}{Because(f.Remark)}",
        ServedClausesChanged f => $"words otherwise what {f.Number} serves: {string.Join(", ", f.Served)}.",
        ApprovalRuleSet f => $"set who approves {Scope(f.Scope)}: {f.Rule}{Directly(f.Direct)}.",
        ApprovalRuleRemoved f => $"removed the approval rule for {Scope(f.Scope)}.",
        DeputyNamed f => $"named {f.Deputy} to sign in their place{(f.Until is { } until ? $" until {RevisionStanding.When(until)}" : "")}.",
        DeputyWithdrawn f => $"ended that {f.Deputy} signs in their place.",
        ChangeSuggested f => $"suggested a change of {About(f.Step)}{f.Number} v{f.Revision}{(f.Run is null ? "" : $" during {f.Run}")}{Because(f.Text)}",
        SuggestionTaken f => $"took a suggestion of {f.Author} about {About(f.Step)}{f.Number} into v{f.Revision}{Because(f.Answer)}",
        SuggestionReopened f => $"opened again a suggestion of {f.Author} about {About(f.Step)}{f.Number}, taken into v{f.Revision}, which was discarded.",
        SuggestionDeclined f => $"declined a suggestion of {f.Author} about {About(f.Step)}{f.Number}{Because(f.Reason)}",
        PrintedCopyIssued f => $"gave out copy {f.Copy} of {f.Number} v{f.Revision} on paper: {f.Recipient}.",
        PrintedCopyEnded f => $"wrote down that copy {f.Copy} of {f.Number} v{f.Revision} ({f.Recipient}) was {PrintedCopyWords.Past(f.How)}.",
        TemplateTaken f => $"took {f.Taken.Count} of {f.Taken.Count + f.Left.Count} differences of the new edition of {f.Template} into {f.Number} v{f.Revision}.",
        TemplatePassedOver f => $"put off the new edition of {f.Template} for {f.Number}.",
        VariantMade f => $"began {f.Number}, the variant of {f.Base} for {f.Department}, from v{f.BaseRevision}.",
        BaseTaken f => $"took {f.Taken} of {f.Taken + f.Left} differences of {f.Base} v{f.BaseRevision} into {f.Number} v{f.Revision}.",
        BasePassedOver f => $"put off {f.Base} v{f.BaseRevision} for {f.Number}.",
        NumberingSet f => $"set the numbers of {f.Family} to begin with {f.Prefix}.",
        _ => null,
    };

    internal static string Word(Weight weight) => weight == Weight.Editorial ? "editorial" : "material";

    static string Said(StepVerdict verdict) => verdict switch
    {
        StepVerdict.Agreed => "agreed to",
        StepVerdict.Objected => "objected to",
        _ => "commented on",
    };

    static string Ended(ProcedureReviewed review) => review.Verdict switch
    {
        ReviewVerdict.Keep => $"and kept it{(review.DueAt is { } due ? $", next review on {ReviewTrigger.Day(due)}" : "")}",
        ReviewVerdict.Revise => $"and asked for a revision, v{review.Draft}",
        _ => "and retired it",
    };

    static string About(string? step) => step is null ? "" : $"step {step} of ";

    static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "." : ": " + reason;

    static string Scope(string scope) => scope.Split('/', 2) switch
    {
        ["family", var family] => $"procedures of the family {family}",
        ["classification", var classification] => $"procedures classified {classification}",
        _ => "procedures",
    };

    static string Directly(DirectPublication direct) => direct switch
    {
        DirectPublication.Always => "; an administrator may also publish directly",
        DirectPublication.WhileOneAdministrator => "; a single administrator publishes directly",
        _ => "",
    };
}
