using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Control;

/// <summary>A controlled copy on paper: somebody answers for it until it is taken back. What was issued, to whom and when never changes; its end is written once.</summary>
public sealed class PrintedCopy : IEvidenceRow
{
    public const int LongestRecipient = 200;

    public required Id<PrintedCopy> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Sop> SopId { get; init; }
    /// <summary>1, 2, ... for each procedure; never given twice.</summary>
    public required int Number { get; init; }
    public required int Revision { get; init; }
    /// <summary>A person or a place: "Reception, front desk".</summary>
    public required string Recipient { get; init; }
    public required Id<Member> IssuedById { get; init; }
    public required Instant IssuedAt { get; init; }
    public CopyEnd? End { get; set; }
    public Id<Member>? EndedById { get; set; }
    public Instant? EndedAt { get; set; }
}

sealed class PrintedCopyTable : IEntityTypeConfiguration<PrintedCopy>
{
    public void Configure(EntityTypeBuilder<PrintedCopy> copy)
    {
        copy.Property(row => row.Recipient).HasMaxLength(PrintedCopy.LongestRecipient);
        copy.HasIndex(row => new { row.SopId, row.Number }).IsUnique();
        copy.HasIndex(row => new { row.IssuedById, row.EndedAt });
        copy.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
    }
}
