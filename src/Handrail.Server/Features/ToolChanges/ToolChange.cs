using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>
/// Another tool took the place of one, and drafts were made for it. Such a row never changes. How far its drafts are is said by each of them and by nothing else: there is no
/// state of the whole that could say otherwise.
/// </summary>
public sealed class ToolChange : IEvidenceRow
{
    public required Id<ToolChange> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>3 is shown as T-3.</summary>
    public required int Number { get; init; }
    /// <summary>Of the system in the inventory.</summary>
    public required string SystemKey { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required Id<Member> ById { get; init; }
    public required Instant At { get; init; }

    public string Label => Labels.ToolChange(Number);
}

/// <summary>A draft that was made or corrected for a change of tool. Such a row never changes.</summary>
public sealed class ToolChangeDraft : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<ToolChange> ToolChangeId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    /// <summary>It was being written before, so it holds other changes too.</summary>
    public required bool WasThere { get; init; }
}

/// <summary>Somebody took a change of tool off their list. A bookmark that says nothing about what they know: no evidence.</summary>
public sealed class SeenToolChange : ITenantRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<ToolChange> ToolChangeId { get; init; }
    public required Id<Member> MemberId { get; init; }
    /// <summary>What comes into force later is shown again.</summary>
    public required Instant At { get; set; }
}

sealed class ToolChangeTables : IEntityTypeConfiguration<ToolChange>, IEntityTypeConfiguration<ToolChangeDraft>, IEntityTypeConfiguration<SeenToolChange>
{
    public void Configure(EntityTypeBuilder<ToolChange> change)
    {
        change.Property(row => row.SystemKey).HasMaxLength(InventorySystem.LongestName + 10);
        change.Property(row => row.From).HasMaxLength(InventorySystem.LongestName);
        change.Property(row => row.To).HasMaxLength(InventorySystem.LongestName);
        change.HasIndex(row => new { row.OrganizationId, row.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ToolChangeDraft> draft)
    {
        draft.HasKey(row => new { row.ToolChangeId, row.RevisionId });
        draft.HasIndex(row => row.RevisionId);
        draft.HasOne<ToolChange>().WithMany().HasForeignKey(row => row.ToolChangeId).OnDelete(DeleteBehavior.Restrict);
        draft.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SeenToolChange> seen)
    {
        seen.HasKey(row => new { row.MemberId, row.ToolChangeId });
        seen.HasOne<ToolChange>().WithMany().HasForeignKey(row => row.ToolChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}
