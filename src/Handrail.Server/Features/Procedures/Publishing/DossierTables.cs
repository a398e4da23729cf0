using Handrail.Core;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>Somebody who changed the text of a revision, and so cannot approve it. Such a row is never removed.</summary>
public sealed class RevisionContributor : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    public required Id<Member> MemberId { get; init; }
    public required Instant At { get; init; }
}

/// <summary>Somebody who was asked to walk through a revision, in one round.</summary>
public sealed class RevisionReviewer : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    public required int Round { get; init; }
    public required Id<Member> MemberId { get; init; }
    /// <summary>When they had looked at every step.</summary>
    public Instant? FinishedAt { get; set; }
}

/// <summary>What a reviewer says to a step: the latest.</summary>
public sealed class ReviewedStep : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    /// <summary>Its anchor.</summary>
    public required string Step { get; init; }
    public required Id<Member> MemberId { get; init; }
    /// <summary>Of the step's words as they read them (<see cref="WalkThrough.HashOf"/>); about other words it says nothing.</summary>
    public required string TextSha256 { get; set; }
    public required StepVerdict Verdict { get; set; }
    public required Instant At { get; set; }
}

/// <summary>
/// Words about a revision, or about one of its steps. An objection stays open, through every round, until whoever made it takes it back or whoever approves
/// overrules it with a reason. The words never change.
/// </summary>
public sealed class Remark : IEvidenceRow
{
    public required Id<Remark> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    public required int Round { get; init; }
    /// <summary>The anchor of the step; null for the whole.</summary>
    public string? Step { get; init; }
    public required bool IsObjection { get; init; }
    public required string Text { get; init; }
    public required Id<Member> AuthorId { get; init; }
    public required Instant At { get; init; }
    public Instant? SettledAt { get; set; }
    public Id<Member>? SettledById { get; set; }
    public bool Overruled { get; set; }
    /// <summary>Why, in the words of whoever overruled it.</summary>
    public string? Settlement { get; set; }

    public bool IsOpenObjection => IsObjection && SettledAt is null;
}

/// <summary>A signature on one revision. Such a row never changes; after the revision was sent back it counts no more, because its round is over.</summary>
public sealed class RevisionSignature : IEvidenceRow
{
    public required Id<RevisionSignature> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    public required int Round { get; init; }
    public required Id<Member> MemberId { get; init; }
    /// <summary>Whom they stood in for.</summary>
    public Id<Member>? ForId { get; init; }
    /// <summary>The role they signed in; null as an administrator.</summary>
    public string? Role { get; init; }
    /// <summary>They signed their own text, because they were the only member.</summary>
    public required bool Alone { get; init; }
    /// <summary>"as Security lead, standing in for Ben Oak".</summary>
    public required string Capacity { get; init; }
    /// <summary>"approved for use".</summary>
    public required string Meaning { get; init; }
    public required string Seal { get; init; }
    public required Weight Weight { get; init; }
    public string? Comment { get; init; }
    public required Instant At { get; init; }
}

sealed class DossierTables : IEntityTypeConfiguration<RevisionContributor>, IEntityTypeConfiguration<RevisionReviewer>, IEntityTypeConfiguration<ReviewedStep>, IEntityTypeConfiguration<Remark>, IEntityTypeConfiguration<RevisionSignature>
{
    public void Configure(EntityTypeBuilder<RevisionContributor> contributor)
    {
        contributor.HasKey(row => new { row.RevisionId, row.MemberId });
        contributor.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RevisionReviewer> reviewer)
    {
        reviewer.HasKey(row => new { row.RevisionId, row.Round, row.MemberId });
        reviewer.HasIndex(row => new { row.MemberId, row.FinishedAt });
        reviewer.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ReviewedStep> step)
    {
        step.Property(row => row.Step).HasMaxLength(300);
        step.Property(row => row.TextSha256).HasMaxLength(64);
        step.HasKey(row => new { row.RevisionId, row.Step, row.MemberId });
        step.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Remark> remark)
    {
        remark.Property(row => row.Step).HasMaxLength(300);
        remark.Property(row => row.Text).HasMaxLength(WalkThrough.MostWords);
        remark.Property(row => row.Settlement).HasMaxLength(WalkThrough.MostWords);
        remark.HasIndex(row => new { row.RevisionId, row.At });
        remark.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RevisionSignature> signature)
    {
        signature.Property(row => row.Role).HasMaxLength(200);
        signature.Property(row => row.Capacity).HasMaxLength(500);
        signature.Property(row => row.Meaning).HasMaxLength(100);
        signature.Property(row => row.Seal).HasMaxLength(64);
        signature.Property(row => row.Comment).HasMaxLength(WalkThrough.MostWords);
        signature.HasIndex(row => new { row.RevisionId, row.Round, row.MemberId }).IsUnique();
        signature.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }
}
