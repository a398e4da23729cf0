using System.Security.Cryptography;
using System.Text;
using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Discovery.Recordings;

public enum RecordingState { Open, Finished, Discarded }

/// <summary>
/// What somebody notes while doing the work. Only whoever began it writes in it, and only while it is open; finished or discarded, it stands still for good, but that a
/// finished one becomes a draft once. A discarded one holds no words.
/// </summary>
public sealed class Recording : IEvidenceRow
{
    public const int LongestTitle = 200;

    public required Id<Recording> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Member> ById { get; init; }
    public required string Title { get; set; }
    /// <summary>Path in the library of the procedure it is beside; empty where it is beside none.</summary>
    public required string Template { get; init; }
    /// <summary>The role the recorder held and did it in; may be empty.</summary>
    public required string Role { get; init; }
    public required Instant StartedAt { get; init; }
    public RecordingState State { get; set; }
    public Instant? EndedAt { get; set; }
    /// <summary>Why it is done, in the recorder's words; may be empty.</summary>
    public string Purpose { get; set; } = "";
    /// <summary>As <see cref="RecordedSession.Write"/> gives it.</summary>
    public required string Session { get; set; }
    /// <summary>The procedure whose draft it became.</summary>
    public Id<Sop>? SopId { get; set; }

    /// <summary>Its name in the journal.</summary>
    public string Subject => "recording/" + Id;
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Session)));

    public RecordedSession Read() => RecordedSession.Read(Session);
}

/// <summary>That a file is a part of a recording: whoever may read the recording may have the file.</summary>
public sealed class RecordingFile : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Recording> RecordingId { get; init; }
    public required string Sha256 { get; init; }
}

sealed class RecordingTable : IEntityTypeConfiguration<Recording>
{
    public void Configure(EntityTypeBuilder<Recording> recording)
    {
        recording.ToTable("Recordings");
        recording.Property(row => row.Title).HasMaxLength(Recording.LongestTitle);
        recording.Property(row => row.Template).HasMaxLength(300);
        recording.Property(row => row.Role).HasMaxLength(200);
        recording.Property(row => row.Purpose).HasMaxLength(Noted.MostWords);
        recording.HasIndex(row => new { row.OrganizationId, row.Template });
        recording.HasIndex(row => new { row.OrganizationId, row.ById });
        recording.HasOne<Member>().WithMany().HasForeignKey(row => row.ById).OnDelete(DeleteBehavior.Restrict);
        recording.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class RecordingFileTable : IEntityTypeConfiguration<RecordingFile>
{
    public void Configure(EntityTypeBuilder<RecordingFile> file)
    {
        file.HasKey(row => new { row.RecordingId, row.Sha256 });
        file.Property(row => row.Sha256).HasMaxLength(64);
        file.HasIndex(row => row.Sha256);
        file.HasOne<Recording>().WithMany().HasForeignKey(row => row.RecordingId).OnDelete(DeleteBehavior.Cascade);
    }
}
