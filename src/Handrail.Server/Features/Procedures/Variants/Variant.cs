using Handrail.Core;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Variants;

/// <summary>
/// A department does a procedure in its own way: its variant has the number of its base with a suffix, and follows it. Invariants: a base is no variant; this row is
/// there only for who may read the variant, the base and the version that is followed, because it holds words of the base.
/// </summary>
public sealed class Variant : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>The variant.</summary>
    public required Id<Sop> SopId { get; init; }
    public required Id<Sop> BaseId { get; init; }
    public required string Department { get; init; }
    /// <summary>A group of this name is the department, whenever it was added; see <see cref="Core.Procedures.Placeholders.Key"/>.</summary>
    public required string DepartmentKey { get; init; }
    /// <summary>The version of the base it was made from, or last brought up to.</summary>
    public required Id<Revision> FollowsId { get; set; }
    /// <summary>As that version was then: where it was a draft, its words went on changing.</summary>
    public required string Text { get; set; }
    public required string Sha256 { get; set; }
    /// <summary>Of <see cref="Text"/>.</summary>
    public required Secrecy Secrecy { get; set; }
    /// <summary>The version of the base that somebody did not want to look at now; the next one is offered again.</summary>
    public Id<Revision>? PassedOverId { get; set; }

    /// <summary>From now on it follows this version.</summary>
    public void Follow(Revision revision) => (FollowsId, Text, Sha256, Secrecy, PassedOverId) = (revision.Id, revision.Text, revision.Sha256, revision.Secrecy, null);
}

sealed class VariantTable : IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Variant> variant)
    {
        variant.HasKey(row => row.SopId);
        variant.HasIndex(row => row.BaseId);
        variant.Property(row => row.Department).HasMaxLength(Role.LongestName);
        variant.Property(row => row.DepartmentKey).HasMaxLength(Role.LongestName);
        variant.Property(row => row.Sha256).HasMaxLength(64);
        variant.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
        variant.HasOne<Sop>().WithMany().HasForeignKey(row => row.BaseId).OnDelete(DeleteBehavior.Restrict);
        variant.HasOne<Revision>().WithMany().HasForeignKey(row => row.FollowsId).OnDelete(DeleteBehavior.Restrict);
    }
}
