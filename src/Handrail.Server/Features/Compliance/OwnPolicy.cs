using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Compliance;

/// <summary>
/// A policy the organization has made its own: which of its revisions is in force, and which is being written. (<see cref="Core.Compliance.Policy"/> is one text as read.)
/// </summary>
public sealed class OwnPolicy : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>The policy's id: "access-control".</summary>
    public required string Name { get; init; }
    /// <summary>Of the revision in force, else of the draft.</summary>
    public required string Title { get; set; }
    /// <summary>The number of the revision in force; null while what the library says still holds.</summary>
    public int? InForce { get; set; }
    public Instant? InForceSince { get; set; }
    public Instant? ReviewDueAt { get; set; }
    /// <summary>The number of the revision that is being written.</summary>
    public int? Draft { get; set; }
    public required Instant TakenAt { get; init; }

    /// <summary>Its name in the journal.</summary>
    public string Subject => SubjectOf(Name);

    public static string SubjectOf(string id) => "policy/" + id;

    /// <summary>Copies what lists show from the text.</summary>
    public void Describe(Policy policy) => Title = AddProcedure.Shorten(policy.Title, 300);
}

public enum PolicyState { Draft, InForce, Superseded, Discarded }

/// <summary>One text of a policy. Invariant: from <see cref="PolicyState.InForce"/> on, and once discarded, its text and values never change again.</summary>
public sealed class PolicyRevision : IEvidenceRow
{
    public const int LongestSummary = 2000;

    public required Id<Organization> OrganizationId { get; init; }
    public required string Policy { get; init; }
    /// <summary>1, 2, ... in the order of creation; shown as v1, v2.</summary>
    public required int Number { get; init; }
    public required PolicyState State { get; set; }
    public required string Text { get; set; }
    /// <summary>Of the UTF-8 bytes of <see cref="Text"/>, hex.</summary>
    public required string Sha256 { get; set; }
    /// <summary>What changed, in the authors' words.</summary>
    public string Summary { get; set; } = "";
    /// <summary>The ids of everybody who wrote in it, with a blank between.</summary>
    public required string Authors { get; set; }
    public required Instant CreatedAt { get; init; }
    public required Instant ChangedAt { get; set; }
    public Instant? InForceAt { get; set; }
    public Instant? SupersededAt { get; set; }
    /// <summary>How it was approved, in words: "by Bea Elm as administrator".</summary>
    public string? Approval { get; set; }
    /// <summary>The values of the placeholders as they were when it came into force, as JSON.</summary>
    public string? FrozenEnvironment { get; set; }

    /// <summary>A hash of all that is typed into its draft.</summary>
    public string Mark => ProcedureTexts.Hash($"{Text}\n{Summary}");

    public IReadOnlyList<string> AuthorIds => Authors.Split(' ');

    public void WrittenBy(Id<Member> member, Instant at)
    {
        if (!AuthorIds.Contains(member.ToString())) Authors += " " + member;
        ChangedAt = at;
    }
}

sealed class PolicyTables : IEntityTypeConfiguration<OwnPolicy>, IEntityTypeConfiguration<PolicyRevision>
{
    const int LongestId = 190;

    public void Configure(EntityTypeBuilder<OwnPolicy> policy)
    {
        policy.HasKey(row => new { row.OrganizationId, row.Name });
        policy.Property(row => row.Name).HasMaxLength(LongestId);
        policy.Property(row => row.Title).HasMaxLength(300);
    }

    public void Configure(EntityTypeBuilder<PolicyRevision> revision)
    {
        revision.HasKey(row => new { row.OrganizationId, row.Policy, row.Number });
        revision.Property(row => row.Policy).HasMaxLength(LongestId);
        revision.Property(row => row.Sha256).HasMaxLength(64);
        revision.Property(row => row.Summary).HasMaxLength(PolicyRevision.LongestSummary);
        revision.Property(row => row.Approval).HasMaxLength(500);
        revision.Ignore(row => row.AuthorIds);
        revision.HasIndex(row => new { row.OrganizationId, row.State });
        revision.HasOne<OwnPolicy>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.Policy }).OnDelete(DeleteBehavior.Restrict);
    }
}
