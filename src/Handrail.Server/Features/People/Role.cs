using Handrail.Core;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.People;

/// <summary>A responsibility that procedures name ("IT administrator"). What a member may do is a <see cref="Permission"/>.</summary>
public sealed class Role : IEvidenceRow
{
    public const int LongestName = 100;

    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>One spelling for "IT administrator" and "It-Administrator"; see <see cref="Core.Procedures.Placeholders.Key"/>.</summary>
    public required string Key { get; init; }
    public required string Name { get; set; }
}

/// <summary>A member holds a role or stands in for those who do. Invariant: whoever left the organization holds nothing.</summary>
public sealed class RoleHolder : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required string RoleKey { get; init; }
    public required Id<Member> MemberId { get; init; }
    public required bool AsDeputy { get; set; }
}

/// <summary>A department or team.</summary>
public sealed class Group : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required string Key { get; init; }
    public required string Name { get; set; }
}

public sealed class GroupMember : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required string GroupKey { get; init; }
    public required Id<Member> MemberId { get; init; }
}

sealed class RoleTables : IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<RoleHolder>, IEntityTypeConfiguration<Group>, IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<Role> role)
    {
        role.HasKey(row => new { row.OrganizationId, row.Key });
        role.Property(row => row.Key).HasMaxLength(Role.LongestName);
        role.Property(row => row.Name).HasMaxLength(Role.LongestName);
    }

    public void Configure(EntityTypeBuilder<RoleHolder> holder)
    {
        holder.HasKey(row => new { row.OrganizationId, row.RoleKey, row.MemberId });
        holder.Property(row => row.RoleKey).HasMaxLength(Role.LongestName);
        holder.HasOne<Role>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.RoleKey }).OnDelete(DeleteBehavior.Restrict);
        holder.HasOne<Member>().WithMany().HasForeignKey(row => row.MemberId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Group> group)
    {
        group.HasKey(row => new { row.OrganizationId, row.Key });
        group.Property(row => row.Key).HasMaxLength(Role.LongestName);
        group.Property(row => row.Name).HasMaxLength(Role.LongestName);
    }

    public void Configure(EntityTypeBuilder<GroupMember> member)
    {
        member.HasKey(row => new { row.OrganizationId, row.GroupKey, row.MemberId });
        member.Property(row => row.GroupKey).HasMaxLength(Role.LongestName);
        member.HasOne<Group>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.GroupKey }).OnDelete(DeleteBehavior.Restrict);
        member.HasOne<Member>().WithMany().HasForeignKey(row => row.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
