using Handrail.Core;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Environment;

public enum Criticality { NotSaid, Low, Medium, High, Critical }

public enum DataClass { NotSaid, Public, Internal, Confidential, Restricted }

/// <summary>
/// Something the organization works with: a tool, an application, a data set. (Named so because "System" is taken by the language.)
/// Invariant: once it has a tool, the tool changes only on the page that shows what that touches.
/// </summary>
public sealed class InventorySystem : IEvidenceRow
{
    public const int LongestName = 100;

    public required Id<InventorySystem> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>Its name in addresses and in the journal; stays when the name changes.</summary>
    public required string Key { get; init; }
    public required string Name { get; set; }
    public required SystemKind Kind { get; set; }
    /// <summary>"Okta"; empty where the system is known by its name alone.</summary>
    public string Tool { get; set; } = "";
    /// <summary>A role, or else <see cref="OwnerId"/>, or nobody.</summary>
    public string OwnerRole { get; set; } = "";
    public Id<Member>? OwnerId { get; set; }
    public Criticality Criticality { get; set; }
    public DataClass DataClass { get; set; }
    /// <summary>People have accounts in it, so leavers must lose them.</summary>
    public bool HoldsAccounts { get; set; }
    /// <summary>How much work may be lost: "4 hours"; empty where nobody said.</summary>
    public string Rpo { get; set; } = "";
    /// <summary>How long it may be away.</summary>
    public string Rto { get; set; } = "";
    public required Instant AddedAt { get; init; }
    public Instant? ToolChangedAt { get; set; }
    public Instant? RetiredAt { get; set; }

    /// <summary>What procedures call it.</summary>
    public string InWords => Tool.Length > 0 ? Tool : Name;

    public string Subject => Subjects.System(Key);
}

/// <summary>Somebody to call who is not a member: an insurer, a regulator, a supplier.</summary>
public sealed class Contact : IEvidenceRow
{
    public required Id<Contact> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>What one calls them for: "Cyber insurance". A procedure may write it as {{cyber_insurance}}.</summary>
    public required string Purpose { get; set; }
    public required string Name { get; set; }
    public required string Phone { get; set; }
    public required string Email { get; set; }
}

/// <summary>When people are there. One row for each organization that said so.</summary>
public sealed class WorkingHours : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>In words, as procedures show it: "Monday to Friday, 09:00 to 17:00, Europe/London".</summary>
    public required string Hours { get; set; }
}

sealed class InventoryTables : IEntityTypeConfiguration<InventorySystem>, IEntityTypeConfiguration<Contact>, IEntityTypeConfiguration<WorkingHours>
{
    public void Configure(EntityTypeBuilder<InventorySystem> system)
    {
        system.ToTable("Systems");
        system.Property(row => row.Key).HasMaxLength(InventorySystem.LongestName + 10);
        system.Property(row => row.Name).HasMaxLength(InventorySystem.LongestName);
        system.Property(row => row.Tool).HasMaxLength(InventorySystem.LongestName);
        system.Property(row => row.OwnerRole).HasMaxLength(Role.LongestName);
        system.Property(row => row.Rpo).HasMaxLength(50);
        system.Property(row => row.Rto).HasMaxLength(50);
        system.HasIndex(row => new { row.OrganizationId, row.Key }).IsUnique();
        system.HasOne<Member>().WithMany().HasForeignKey(row => row.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Contact> contact)
    {
        contact.Property(row => row.Purpose).HasMaxLength(200);
        contact.Property(row => row.Name).HasMaxLength(200);
        contact.Property(row => row.Phone).HasMaxLength(100);
        contact.Property(row => row.Email).HasMaxLength(256);
        contact.HasIndex(row => new { row.OrganizationId, row.Purpose });
    }

    public void Configure(EntityTypeBuilder<WorkingHours> hours)
    {
        hours.HasKey(row => row.OrganizationId);
        hours.Property(row => row.Hours).HasMaxLength(300);
    }
}
