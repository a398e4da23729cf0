using Handrail.Core.Journal;
using Handrail.Core.Procedures.Comparing;

namespace Handrail.Core.Publishing;

// Number is the procedure's, for example SOP-014; Revision counts from 1. Step is a step's anchor, absent where the whole is meant.

/// <param name="BasedOn">The revision whose text it begins with.</param>
public sealed record DraftOpened(string Number, int Revision, int BasedOn, string Sha256) : Fact;

public sealed record DraftDiscarded(string Number, int Revision, string Reason) : Fact;

/// <param name="Summary">What changed, in the author's words.</param>
/// <param name="Weight">Whether the change matters, as the author says.</param>
/// <param name="Reviewers">The names of those who are asked to walk through it.</param>
/// <param name="Seal">Binds text, values and pictures, see <see cref="RevisionSeal"/>.</param>
/// <param name="Environment">The values of the text's placeholders, frozen: each as "name=value".</param>
/// <param name="EffectiveAt">When it comes into force once it is approved; absent for at once.</param>
public sealed record RevisionSentForReview(string Number, int Revision, string Sha256, string Summary, Weight Weight, IReadOnlyList<string> Reviewers, string Seal, IReadOnlyList<string> Environment, Instant? EffectiveAt) : Fact;

public sealed record RevisionSentBack(string Number, int Revision, string Reason) : Fact;

public sealed record RevisionWithdrawn(string Number, int Revision, string Reason) : Fact;

/// <param name="Text">Needed but for an agreement.</param>
public sealed record StepWalkedThrough(string Number, int Revision, string Step, StepVerdict Verdict, string? Text) : Fact;

public sealed record RemarkMade(string Number, int Revision, string? Step, string Text) : Fact;

/// <param name="Overruled">By whoever approves, with a reason; else taken back by whoever objected.</param>
public sealed record ObjectionSettled(string Number, int Revision, string? Step, bool Overruled, string Reason) : Fact;

/// <summary>A signature. Who and when stand in the entry.</summary>
/// <param name="Sha256">Of the text.</param>
/// <param name="Meaning">What the signature says: "approved for use".</param>
/// <param name="Capacity">In which the person signed: "as administrator", "as Security lead, standing in for Ben Oak".</param>
/// <param name="Weight">Whether the change matters, as the person who signs confirms or corrects it.</param>
public sealed record RevisionSigned(string Number, int Revision, string Sha256, string Seal, string Meaning, string Capacity, Weight Weight, string? Comment) : Fact;

/// <summary>The signatures that the rule asks for are complete.</summary>
/// <param name="Rule">In words.</param>
public sealed record RevisionApproved(string Number, int Revision, string Rule, Instant? EffectiveAt) : Fact;

/// <summary>An approved revision could not come into force by itself; an administrator has to look at it.</summary>
public sealed record PublicationHeldBack(string Number, int Revision, string Reason) : Fact;

public sealed record ProcedureRetired(string Number, int Revision, string Reason) : Fact;

/// <param name="Scope">"" for the organization, "family/incident-response", "classification/secret".</param>
/// <param name="Rule">In words.</param>
public sealed record ApprovalRuleSet(string Scope, string Rule, DirectPublication Direct) : Fact;

/// <summary>The wider rule holds again.</summary>
public sealed record ApprovalRuleRemoved(string Scope) : Fact;

/// <param name="Until">From then on no more; absent until further notice.</param>
public sealed record DeputyNamed(string MemberId, string DeputyId, string Deputy, Instant? Until) : Fact;

public sealed record DeputyWithdrawn(string MemberId, string Deputy) : Fact;

/// <summary>Whoever it was written for says so of the version in force. Who and when stand in the entry.</summary>
/// <param name="Sha256">Of the text.</param>
/// <param name="Seal">What they had before them: text, values and pictures.</param>
/// <param name="Meaning">What they say: "has read it and will follow it".</param>
public sealed record ProcedureAcknowledged(string Number, int Revision, string Sha256, string Seal, string Meaning) : Fact;

/// <param name="Run">Where it was noticed, for example R-1042.</param>
/// <param name="Proposed">The new wording of the step, where one was given.</param>
public sealed record ChangeSuggested(string Number, int Revision, string? Step, string? Run, string Text, string? Proposed) : Fact;

/// <param name="Author">The name of whoever suggested it.</param>
public sealed record SuggestionTaken(string Number, int Revision, string? Step, string Author, string? Answer) : Fact;

/// <summary>The draft that it was taken into was discarded: it waits for an answer again.</summary>
public sealed record SuggestionReopened(string Number, int Revision, string? Step, string Author) : Fact;

public sealed record SuggestionDeclined(string Number, string? Step, string Author, string Reason) : Fact;

/// <summary>A controlled copy was given out on paper.</summary>
/// <param name="Copy">Its number among the copies of the procedure.</param>
/// <param name="Recipient">A person or a place.</param>
/// <param name="Sha256">Of the text on it.</param>
public sealed record PrintedCopyIssued(string Number, int Revision, int Copy, string Recipient, string Sha256) : Fact;

public sealed record PrintedCopyEnded(string Number, int Revision, int Copy, string Recipient, CopyEnd How) : Fact;

/// <summary>A new edition of the template it was made from was looked through.</summary>
/// <param name="Revision">The draft that holds what was taken; the present one where that is nothing.</param>
/// <param name="Template">Its file name in the library.</param>
/// <param name="Sha256">Of the edition.</param>
/// <param name="Taken">The names of the parts that are as in the template from now on.</param>
/// <param name="Left">Those that stay as they were.</param>
public sealed record TemplateTaken(string Number, int Revision, string Template, string Sha256, IReadOnlyList<string> Taken, IReadOnlyList<string> Left) : Fact;

/// <summary>A new edition is not wanted now; the next one is offered again.</summary>
public sealed record TemplatePassedOver(string Number, string Template, string Sha256) : Fact;

/// <summary>A department's variant of a procedure was begun.</summary>
/// <param name="Base">The number of the procedure it follows; its title stands here nowhere, because not everybody who reads the variant may read that.</param>
/// <param name="BaseRevision">The version whose text it began with.</param>
public sealed record VariantMade(string Number, string Base, int BaseRevision, string Department, string Sha256) : Fact;

/// <summary>A new version of the base was looked through. Only the numbers of the differences stand here: their names are words of the base.</summary>
/// <param name="Revision">The draft that holds what was taken; the present one where that is nothing.</param>
/// <param name="Sha256">Of the base's text.</param>
public sealed record BaseTaken(string Number, int Revision, string Base, int BaseRevision, string Sha256, int Taken, int Left) : Fact;

/// <summary>A new version of the base is not wanted now; the next one is offered again.</summary>
public sealed record BasePassedOver(string Number, string Base, int BaseRevision) : Fact;

/// <param name="Prefix">Of numbers given from now on: SOP, IR.</param>
public sealed record NumberingSet(string Family, string Prefix) : Fact;
