using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Own;

/// <summary>
/// A template of the organization's own, in its present edition. Everybody in the organization reads it, whoever may read the procedure it was made from.
/// Invariant: its file name is that of no other template here, because links between procedures name files; family and file name never change.
/// </summary>
public sealed class OwnTemplate : IEvidenceRow
{
    /// <summary>Own paths begin with it, so that no template of a later version of the program has one of them.</summary>
    public const string Folder = "own/";
    public const int LongestName = 120;

    public required Id<OwnTemplate> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>A folder's name: facilities, user-account-management.</summary>
    public required string Family { get; init; }
    public required string FileName { get; init; }
    public required string Title { get; set; }
    public required string Summary { get; set; }
    public required int Steps { get; set; }
    public required string Text { get; set; }
    public required string Sha256 { get; set; }
    /// <summary>1, 2, ...: each is offered to the procedures that were made from one before.</summary>
    public required int Edition { get; set; }
    /// <summary>The procedure its text was made from; null where it was brought in.</summary>
    public Id<Sop>? SopId { get; set; }
    public required Instant KeptAt { get; set; }
    /// <summary>It is offered no more.</summary>
    public bool IsWithdrawn { get; set; }

    public string Path => $"{Folder}{Family}/{FileName}";
    /// <summary>Its name in the journal.</summary>
    public string Subject => Subjects.Template(Path);
}

/// <summary>A picture of a template, by the path its text names it with.</summary>
public sealed class OwnTemplateImage : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<OwnTemplate> TemplateId { get; init; }
    public required string Path { get; init; }
    public required string Sha256 { get; set; }
}

/// <summary>A pack of the organization's own. The YAML is the pack; what stands beside it is read from it.</summary>
public sealed class OwnPack : IEvidenceRow
{
    public const int LongestKey = 100;

    public required Id<OwnPack> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>The name of its file, without ending.</summary>
    public required string Key { get; init; }
    public required string Title { get; set; }
    public required string Yaml { get; set; }
    public required string Sha256 { get; set; }
    public required int Edition { get; set; }
    public required Instant KeptAt { get; set; }
    public bool IsWithdrawn { get; set; }

    /// <summary>Its name in the journal.</summary>
    public string Subject => Subjects.Pack(Key);
}

sealed class OwnTables : IEntityTypeConfiguration<OwnTemplate>, IEntityTypeConfiguration<OwnTemplateImage>, IEntityTypeConfiguration<OwnPack>
{
    public void Configure(EntityTypeBuilder<OwnTemplate> template)
    {
        template.Property(row => row.Family).HasMaxLength(100);
        template.Property(row => row.FileName).HasMaxLength(OwnTemplate.LongestName);
        template.Property(row => row.Title).HasMaxLength(300);
        template.Property(row => row.Summary).HasMaxLength(500);
        template.Property(row => row.Sha256).HasMaxLength(64);
        template.HasIndex(row => new { row.OrganizationId, row.FileName }).IsUnique();
        template.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<OwnTemplateImage> image)
    {
        image.Property(row => row.Path).HasMaxLength(500);
        image.Property(row => row.Sha256).HasMaxLength(64);
        image.HasKey(row => new { row.TemplateId, row.Path });
        image.HasIndex(row => row.Sha256);
        image.HasOne<OwnTemplate>().WithMany().HasForeignKey(row => row.TemplateId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<OwnPack> pack)
    {
        pack.Property(row => row.Key).HasMaxLength(OwnPack.LongestKey);
        pack.Property(row => row.Title).HasMaxLength(300);
        pack.Property(row => row.Sha256).HasMaxLength(64);
        pack.HasIndex(row => new { row.OrganizationId, row.Key }).IsUnique();
    }
}
