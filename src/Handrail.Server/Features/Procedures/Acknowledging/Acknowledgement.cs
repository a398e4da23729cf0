using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Acknowledging;

/// <summary>Somebody said of one published version that they have read it and will follow it. Written once, never changed, never removed: also not when they leave.</summary>
public sealed class Acknowledgement : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Sop> SopId { get; init; }
    public required Id<Member> MemberId { get; init; }
    /// <summary>The number of the version.</summary>
    public required int Revision { get; init; }
    /// <summary>Of its text.</summary>
    public required string Sha256 { get; init; }
    /// <summary>Of its text, values and pictures: what they had before them.</summary>
    public required string Seal { get; init; }
    public required Instant At { get; init; }
}

/// <summary>
/// Whom the version in force was written for, as keys: the id of a member, a group, a role, or everybody. Who is in the group or holds the role is looked up when somebody
/// asks, so whoever joins is asked and whoever leaves is not.
/// </summary>
public sealed class SopRecipient : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Sop> SopId { get; init; }
    public required string Key { get; init; }
}

sealed class AcknowledgementTables : IEntityTypeConfiguration<Acknowledgement>, IEntityTypeConfiguration<SopRecipient>
{
    public void Configure(EntityTypeBuilder<Acknowledgement> acknowledgement)
    {
        // Of two requests at the same moment one is first; a third way in would be stopped here.
        acknowledgement.HasKey(row => new { row.SopId, row.MemberId, row.Revision });
        acknowledgement.HasIndex(row => row.MemberId);
        acknowledgement.Property(row => row.Sha256).HasMaxLength(64);
        acknowledgement.Property(row => row.Seal).HasMaxLength(64);
        acknowledgement.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasOne<Member>().WithMany().HasForeignKey(row => row.MemberId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SopRecipient> recipient)
    {
        recipient.HasKey(row => new { row.SopId, row.Key });
        recipient.HasIndex(row => new { row.OrganizationId, row.Key, row.SopId });
        recipient.Property(row => row.Key).HasMaxLength(Role.LongestName);
        recipient.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
    }
}
