namespace Handrail.Core.Journal;

// Facts of the organization, its procedures and its evidence. The facts of a run stand beside the run engine.
// Sha256 is 64 lower-case hexadecimal digits.

public sealed record OrganizationFounded(string Name) : Fact;

public sealed record MemberJoined(string MemberId, string Name) : Fact;

/// <param name="Permission">Auditor, Member or Administrator.</param>
public sealed record MemberInvited(string MemberId, string Name, string Permission) : Fact;

public sealed record MemberPermissionChanged(string MemberId, string Name, string Permission) : Fact;

public sealed record MemberLeft(string MemberId, string Name) : Fact;

/// <param name="Role">A responsibility named in procedures, as it is called here.</param>
public sealed record RoleAdded(string Role) : Fact;

/// <summary>A role that nobody holds and no procedure names was taken off the list.</summary>
public sealed record RoleRemoved(string Role) : Fact;

/// <param name="AsDeputy">Stands in for those who hold it.</param>
public sealed record RoleGiven(string Role, string MemberId, string Name, bool AsDeputy) : Fact;

public sealed record RoleTaken(string Role, string MemberId, string Name) : Fact;

/// <param name="Group">A department or team.</param>
public sealed record GroupAdded(string Group) : Fact;

public sealed record GroupRemoved(string Group) : Fact;

public sealed record GroupJoined(string Group, string MemberId, string Name) : Fact;

public sealed record GroupLeft(string Group, string MemberId, string Name) : Fact;

/// <param name="Wanted">Mails about what waits for them.</param>
public sealed record RemindersByMailChosen(bool Wanted) : Fact;

/// <summary>At the console of the server: unlocked, and given a new password.</summary>
public sealed record AccountReset(string MemberId, string Name, bool SecondFactorRemoved) : Fact;

/// <summary>A personal key for programs. The key itself is nowhere.</summary>
public sealed record ApiTokenMade(string Name) : Fact;

public sealed record ApiTokenWithdrawn(string Name) : Fact;

/// <param name="Number">For example SOP-014.</param>
/// <param name="Origin">Where the text came from: "written here", "library: offboard-a-leaver", "file: Offboarding.docx".</param>
public sealed record ProcedureAdded(string Number, string Title, string Origin, string Sha256) : Fact;

/// <param name="Revision">The draft's own number.</param>
/// <param name="Note">How it came about where nobody typed it: "restored from v2".</param>
/// <param name="Steps">The anchors of the steps that this edit changed, added or took out; left out where it touched none.</param>
public sealed record DraftSaved(string Number, string Sha256, int? Revision = null, string? Note = null, IReadOnlyList<string>? Steps = null) : Fact
{
    public bool Equals(DraftSaved? other) => other is not null && (Number, Sha256, Revision, Note) == (other.Number, other.Sha256, other.Revision, other.Note) && (Steps ?? []).SequenceEqual(other.Steps ?? []);

    public override int GetHashCode() => HashCode.Combine(Number, Sha256, Revision, Note, Steps?.Count);
}

/// <param name="Sha256">Of the published text's UTF-8 bytes.</param>
/// <param name="Summary">What changed, in the publisher's words.</param>
/// <param name="Environment">The values of the text's placeholders, frozen: each as "name=value".</param>
/// <param name="Weight">"Material" or "Editorial": whether people have to take notice of the change.</param>
/// <param name="Approval">How it was approved, in words; also that it was not.</param>
/// <param name="Tools">Of the text's tool variants, those that apply; where it is left out, all do.</param>
/// <param name="Supersedes">The revision that was in force until then; absent where none was.</param>
public sealed record RevisionPublished(
    string Number, int Revision, string Sha256, string Title, string Summary, IReadOnlyList<string>? Environment = null, string? Weight = null, string? Approval = null, IReadOnlyList<string>? Tools = null, int? Supersedes = null) : Fact
{
    public bool Equals(RevisionPublished? other) => other is not null
        && (Number, Revision, Sha256, Title, Summary, Weight, Approval, Supersedes) == (other.Number, other.Revision, other.Sha256, other.Title, other.Summary, other.Weight, other.Approval, other.Supersedes)
        && (Environment ?? []).SequenceEqual(other.Environment ?? []) && (Tools ?? []).SequenceEqual(other.Tools ?? []);

    public override int GetHashCode() => HashCode.Combine(Number, Revision, Sha256, Title, Summary);
}

/// <summary>What a placeholder such as {{identity_provider}} stands for from now on.</summary>
public sealed record EnvironmentValueSet(string Name, string Value) : Fact;

/// <summary>A named value was taken away; texts in force keep what was frozen into them.</summary>
public sealed record EnvironmentValueRemoved(string Name) : Fact;

/// <param name="Kind">What it is for: "Identity provider".</param>
/// <param name="Tool">What is used: "Okta"; empty where it is known by its name alone.</param>
/// <param name="Details">The rest, in words: "owner IT manager; criticality high".</param>
public sealed record SystemAdded(string System, string Kind, string Tool, string Details) : Fact;

/// <param name="Changes">What is different now, in words: "criticality high, was low".</param>
public sealed record SystemChanged(string System, string Changes) : Fact;

public sealed record SystemRetired(string System) : Fact;

/// <param name="Procedures">How many drafts were made for it.</param>
/// <param name="Change">Under which they go on together, for example T-3; absent where there are none.</param>
public sealed record ToolChanged(string System, string From, string To, int Procedures, string? Change) : Fact;

/// <param name="Purpose">What one calls them for.</param>
public sealed record ContactSet(string Purpose, string Name, string Phone, string Email) : Fact;

public sealed record ContactRemoved(string Purpose, string Name) : Fact;

/// <param name="Hours">In words: "Monday to Friday, 09:00 to 17:00, Europe/London".</param>
public sealed record WorkingHoursSet(string Hours) : Fact;

/// <param name="Length">Bytes.</param>
public sealed record FileStored(string Sha256, string Name, string MediaType, long Length) : Fact;

/// <param name="Subject">What the pack is about.</param>
/// <param name="RootBase64">The root of the head in the pack.</param>
public sealed record EvidencePackMade(string Subject, long TreeSize, string RootBase64) : Fact;

/// <summary>The payload and salt of an earlier entry were dropped; its leaf stays.</summary>
public sealed record EntryRedacted(long Index, string Reason) : Fact;
