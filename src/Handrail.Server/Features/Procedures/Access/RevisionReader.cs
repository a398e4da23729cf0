using Handrail.Core;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Access;

/// <summary>
/// Who reads a text that is not open to all. Who is in the group or holds the role is looked up when somebody reads, so nothing here grows stale. Of the text that says
/// who reads the procedure, those are among them who work on the next one.
/// </summary>
public sealed class RevisionReader : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    public required ReaderGround Ground { get; init; }
    /// <summary>Of a group or role, or the id of a member.</summary>
    public required string Key { get; init; }

    public NamedReader Named => new(Ground, Key);
}

sealed class RevisionReaderTable : IEntityTypeConfiguration<RevisionReader>
{
    public void Configure(EntityTypeBuilder<RevisionReader> reader)
    {
        reader.HasKey(row => new { row.RevisionId, row.Ground, row.Key });
        reader.Ignore(row => row.Named);
        reader.Property(row => row.Key).HasMaxLength(Role.LongestName);
        reader.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }
}
