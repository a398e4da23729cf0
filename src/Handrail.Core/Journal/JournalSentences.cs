using Handrail.Core.Compliance;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Core.Running;

namespace Handrail.Core.Journal;

/// <summary>Entries in plain English, for the activity feed, the index of a pack and the verifier. The time stands beside the sentence.</summary>
public static class JournalSentences
{
    /// <param name="payload">Null when it was redacted or is not at hand.</param>
    public static string Describe(JournalEntry entry, EntryPayload? payload) => payload is null
        ? $"{entry.Kind} about {entry.Subject}; who and what was removed."
        : payload.Fact is RunFact fact ? RunSentences.Of(NoRun, new RunEntry(entry.At, payload.Actor.Name, fact))
        : $"{payload.Actor.Name} {Predicate(payload.Fact) ?? $"recorded {entry.Kind} about {entry.Subject}."}";

    /// <summary>The entry alone does not tell what its run's steps are called, so that they go by their anchors.</summary>
    static readonly RunState NoRun = RunState.Fold(new Procedure
    {
        Source = "", Header = new(), Title = "", Sections = [], Main = [], Contingencies = [], Rollback = [], StartFields = [], Escalations = [], Messages = [], Notes = [],
    }, []);

    /// <summary>What comes after the name. Null for a kind this version has no words for.</summary>
    static string? Predicate(Fact fact) => fact switch
    {
        OrganizationFounded f => $"founded the organization {f.Name}.",
        MemberJoined f => $"welcomed {f.Name} as a member.",
        MemberInvited f => $"invited {f.Name} ({f.Permission}).",
        MemberPermissionChanged f => $"made {f.Name} {f.Permission}.",
        MemberLeft f => $"ended the membership of {f.Name}.",
        RoleAdded f => $"added the role {f.Role}.",
        RoleRemoved f => $"took the role {f.Role} off the list.",
        RoleGiven { AsDeputy: true } f => $"made {f.Name} deputy for the role {f.Role}.",
        RoleGiven f => $"gave {f.Name} the role {f.Role}.",
        RoleTaken f => $"took the role {f.Role} from {f.Name}.",
        GroupAdded f => $"added the group {f.Group}.",
        GroupRemoved f => $"removed the group {f.Group}.",
        GroupJoined f => $"put {f.Name} into the group {f.Group}.",
        GroupLeft f => $"took {f.Name} out of the group {f.Group}.",
        AccountReset f => $"gave {f.Name} a new password{(f.SecondFactorRemoved ? " and took the second factor away" : "")}.",
        RemindersByMailChosen { Wanted: true } => "turned reminders by mail on for themselves.",
        RemindersByMailChosen => "turned reminders by mail off for themselves.",
        ApiTokenMade f => $"made the API token {f.Name}.",
        ApiTokenWithdrawn f => $"withdrew the API token {f.Name}.",
        ProcedureAdded f => $"added {f.Number} {f.Title} ({f.Origin}).",
        DraftSaved f => $"saved a draft of {f.Number}.",
        RevisionPublished f => $"published {f.Number} v{f.Revision} {f.Title}{(f.Supersedes is { } earlier ? $" in the place of v{earlier}" : "")}{(f.Approval is null ? "" : $" ({f.Approval})")}: {f.Summary}",
        RecordedElsewhere f => $"brought in, from a record made elsewhere by {f.By} on {f.At}: {f.Kind}.",
        RunRecordTaken f => $"brought in the record of {f.Number} with {f.Facts} facts.",
        EnvironmentValueSet { Value: "" } f => $"said that there is no {f.Name}.",
        EnvironmentValueSet f => $"set {f.Name} to {f.Value}.",
        EnvironmentValueRemoved f => $"took away the value of {f.Name}.",
        SystemAdded f => $"added the system {f.System} ({string.Join(", ", new[] { f.Kind, f.Tool == f.System ? "" : f.Tool, f.Details }.Where(part => part.Length > 0))}).",
        SystemChanged f => $"changed the system {f.System}: {f.Changes}.",
        SystemRetired f => $"retired the system {f.System}.",
        ToolChanged f => $"changed {f.System} from {f.From} to {f.To} and had {(f.Procedures == 1 ? "one draft" : $"{f.Procedures} drafts")} made for it.",
        ContactSet f => $"set whom to call for {f.Purpose}: {string.Join(", ", new[] { f.Name, f.Phone, f.Email }.Where(part => part.Length > 0))}.",
        ContactRemoved f => $"removed {f.Name}, the contact for {f.Purpose}.",
        WorkingHoursSet f => $"set the working hours: {f.Hours}.",
        FileStored f => $"stored the file {f.Name} ({f.Length} bytes).",
        EvidencePackMade f => $"made an evidence pack about {f.Subject}, covering the first {f.TreeSize} entries.",
        EntryRedacted f => $"removed who and what from entry {f.Index}: {f.Reason}",
        _ => PublishingSentences.Predicate(fact) ?? PolicySentences.Predicate(fact) ?? DiscoverySentences.Predicate(fact) ?? LibrarySentences.Predicate(fact),
    };
}
