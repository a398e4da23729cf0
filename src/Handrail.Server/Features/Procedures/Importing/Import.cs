using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Importing;

/// <summary>Files that were brought in and wait to be looked at. Nothing of it is a procedure before somebody accepts it.</summary>
public sealed class Import : ITenantRow
{
    public required Id<Import> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Member> MemberId { get; init; }
    public required Instant At { get; init; }
    /// <summary>Its texts become templates and packs, not procedures.</summary>
    public bool IsForLibrary { get; init; }
}

/// <summary>One file of an import: a text, a picture, or something that was left out and why.</summary>
public sealed class ImportFile : ITenantRow
{
    public required Id<Import> ImportId { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>As in the zip or folder, with "/".</summary>
    public required string Path { get; init; }
    public string? Text { get; init; }
    /// <summary>Of a picture, in the file store.</summary>
    public string? Sha256 { get; init; }
    public string? MediaType { get; init; }
    public long Length { get; init; }
    /// <summary>Why the file was left out.</summary>
    public string? LeftOut { get; init; }
    /// <summary>The procedure it became; of the library, the edition.</summary>
    public int? AcceptedAs { get; set; }
}

sealed class ImportTables : IEntityTypeConfiguration<Import>, IEntityTypeConfiguration<ImportFile>
{
    public void Configure(EntityTypeBuilder<Import> import) => import.HasIndex(row => new { row.OrganizationId, row.At });

    public void Configure(EntityTypeBuilder<ImportFile> file)
    {
        file.HasKey(row => new { row.ImportId, row.Path });
        file.Property(row => row.Path).HasMaxLength(500);
        file.HasOne<Import>().WithMany().HasForeignKey(row => row.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
