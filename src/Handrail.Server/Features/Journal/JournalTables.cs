using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Journal;

/// <summary>
/// The end of an organization's journal. This row is updated first in every change: that takes the write lock, with the same code on both databases,
/// and makes the order of entries the order of commits.
/// </summary>
public sealed class JournalHead : ITenantRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required long Size { get; set; }
    /// <summary>The right edge of the Merkle tree: enough to append and to compute the root.</summary>
    public required byte[] Frontier { get; set; }
    /// <summary>The name of the log, its key name in signed tree heads.</summary>
    public required string Origin { get; init; }
    /// <summary>The Ed25519 seed, protected by the data-protection keys.</summary>
    public required byte[] ProtectedSeed { get; init; }
    public required string VerifierKey { get; init; }
}

/// <summary>One entry, exactly as hashed. Payload and salt are null after redaction; the leaf never changes.</summary>
public sealed class JournalRow : ITenantRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required long Index { get; init; }
    public required Instant At { get; init; }
    public required string Kind { get; init; }
    /// <summary>"run/R-1042", "procedure/SOP-014".</summary>
    public required string Subject { get; init; }
    public required Id<Member> ActorId { get; init; }
    public required byte[] Leaf { get; init; }
    public required byte[] LeafHash { get; init; }
    public byte[]? Payload { get; set; }
    public byte[]? Salt { get; set; }
}

/// <summary>256 hashes of one level of the tree, stored when full (tlog-tiles).</summary>
public sealed class JournalTile : ITenantRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required int Level { get; init; }
    public required long Index { get; init; }
    public required byte[] Hashes { get; init; }
}

/// <summary>A tree head that was signed and shown to somebody: later heads must be consistent with it.</summary>
public sealed class SignedHead : ITenantRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required long Size { get; init; }
    public required string Note { get; init; }
    public required Instant SignedAt { get; init; }
}

sealed class JournalTables : IEntityTypeConfiguration<JournalHead>, IEntityTypeConfiguration<JournalRow>, IEntityTypeConfiguration<JournalTile>, IEntityTypeConfiguration<SignedHead>
{
    public void Configure(EntityTypeBuilder<JournalHead> head)
    {
        head.HasKey(row => row.OrganizationId);
        head.Property(row => row.Origin).HasMaxLength(200);
        head.Property(row => row.VerifierKey).HasMaxLength(400);
    }

    public void Configure(EntityTypeBuilder<JournalRow> row)
    {
        row.HasKey(entry => new { entry.OrganizationId, entry.Index });
        row.Property(entry => entry.Kind).HasMaxLength(60);
        row.Property(entry => entry.Subject).HasMaxLength(200);
        row.HasIndex(entry => new { entry.OrganizationId, entry.Subject, entry.Index });
    }

    public void Configure(EntityTypeBuilder<JournalTile> tile) => tile.HasKey(row => new { row.OrganizationId, row.Level, row.Index });

    public void Configure(EntityTypeBuilder<SignedHead> head) => head.HasKey(row => new { row.OrganizationId, row.Size });
}
