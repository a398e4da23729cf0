using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Files;

/// <summary>That an organization holds a file: the bytes are in the content-addressed store, this row is the permission to read them.</summary>
public sealed class StoredFile : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>Lower-case hex of the content.</summary>
    public required string Sha256 { get; init; }
    public required string Name { get; init; }
    /// <summary>As found in the bytes, never as claimed by the sender.</summary>
    public required string MediaType { get; init; }
    /// <summary>Bytes.</summary>
    public required long Length { get; init; }
    public required Instant StoredAt { get; init; }
    public required Id<Member> StoredById { get; init; }
}

sealed class StoredFileTable : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> file)
    {
        file.HasKey(row => new { row.OrganizationId, row.Sha256 });
        file.Property(row => row.Sha256).HasMaxLength(64);
        file.Property(row => row.Name).HasMaxLength(255);
        file.Property(row => row.MediaType).HasMaxLength(100);
    }
}
