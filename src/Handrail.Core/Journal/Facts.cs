namespace Handrail.Core.Journal;

// Facts of the organization, its procedures and its evidence. The facts of a run stand beside the run engine.
// Sha256 is 64 lower-case hexadecimal digits.

public sealed record OrganizationFounded(string Name) : Fact;

public sealed record MemberJoined(string MemberId, string Name) : Fact;

/// <param name="Permission">Auditor, Member or Administrator.</param>
public sealed record MemberInvited(string MemberId, string Name, string Permission) : Fact;

public sealed record MemberPermissionChanged(string MemberId, string Name, string Permission) : Fact;

public sealed record MemberLeft(string MemberId, string Name) : Fact;

/// <summary>At the console of the server: unlocked, and given a new password.</summary>
public sealed record AccountReset(string MemberId, string Name, bool SecondFactorRemoved) : Fact;

/// <summary>A personal key for programs. The key itself is nowhere.</summary>
public sealed record ApiTokenMade(string Name) : Fact;

public sealed record ApiTokenWithdrawn(string Name) : Fact;

/// <param name="Number">For example SOP-014.</param>
/// <param name="Origin">Where the text came from: "written here", "library: offboard-a-leaver", "file: Offboarding.docx".</param>
public sealed record ProcedureAdded(string Number, string Title, string Origin, string Sha256) : Fact;

public sealed record DraftSaved(string Number, string Sha256) : Fact;

/// <param name="Sha256">Of the published text's UTF-8 bytes.</param>
/// <param name="Summary">What changed, in the publisher's words.</param>
/// <param name="Environment">The values of the text's placeholders, frozen: each as "name=value".</param>
public sealed record RevisionPublished(string Number, int Revision, string Sha256, string Title, string Summary, IReadOnlyList<string>? Environment = null) : Fact
{
    public bool Equals(RevisionPublished? other) => other is not null && (Number, Revision, Sha256, Title, Summary) == (other.Number, other.Revision, other.Sha256, other.Title, other.Summary)
        && (Environment ?? []).SequenceEqual(other.Environment ?? []);

    public override int GetHashCode() => HashCode.Combine(Number, Revision, Sha256, Title, Summary);
}

/// <summary>What a placeholder such as {{identity_provider}} stands for from now on.</summary>
public sealed record EnvironmentValueSet(string Name, string Value) : Fact;

/// <param name="Length">Bytes.</param>
public sealed record FileStored(string Sha256, string Name, string MediaType, long Length) : Fact;

/// <param name="Subject">What the pack is about.</param>
/// <param name="RootBase64">The root of the head in the pack.</param>
public sealed record EvidencePackMade(string Subject, long TreeSize, string RootBase64) : Fact;

/// <summary>The payload and salt of an earlier entry were dropped; its leaf stays.</summary>
public sealed record EntryRedacted(long Index, string Reason) : Fact;
