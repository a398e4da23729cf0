using Handrail.Core;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.People;

/// <summary>Who signs in a member's place, named by that member.</summary>
public sealed class Deputy : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>Whose place it is.</summary>
    public required Id<Member> MemberId { get; init; }
    public required Id<Member> DeputyId { get; set; }
    /// <summary>From then on no more; null until further notice.</summary>
    public Instant? Until { get; set; }
}

sealed class DeputyTable : IEntityTypeConfiguration<Deputy>
{
    public void Configure(EntityTypeBuilder<Deputy> deputy)
    {
        deputy.HasKey(row => row.MemberId);
        deputy.HasOne<Member>().WithMany().HasForeignKey(row => row.MemberId).OnDelete(DeleteBehavior.Restrict);
        deputy.HasOne<Member>().WithMany().HasForeignKey(row => row.DeputyId).OnDelete(DeleteBehavior.Restrict);
    }
}
