using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Reviews;

/// <summary>Somebody judged a procedure in force. Such a row never changes.</summary>
public sealed class Review : IEvidenceRow
{
    public required Id<Review> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Sop> SopId { get; init; }
    /// <summary>The number of the revision that was in force.</summary>
    public required int Revision { get; init; }
    public required ReviewVerdict Verdict { get; init; }
    /// <summary>"as Security lead".</summary>
    public required string Capacity { get; init; }
    public string? Remark { get; init; }
    /// <summary>What asked for it, a sentence in each line; empty when its day came up.</summary>
    public required string Reasons { get; init; }
    public required Id<Member> ReviewerId { get; init; }
    public required Instant At { get; init; }
    /// <summary>The day of the next one; null where none was set.</summary>
    public Instant? DueAt { get; init; }
    /// <summary>The number of the revision that carries the findings.</summary>
    public int? Draft { get; init; }

    public IReadOnlyList<string> ReasonList => Reasons.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// When a procedure in force wants its next review, and why: made from the facts of the journal as they happen, see <see cref="ReviewFollower"/>, so that lists need
/// not look at what happened. Bears no evidence itself.
/// </summary>
public sealed class ReviewOutlook : ITenantRow
{
    public required Id<Sop> SopId { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Instant Since { get; set; }
    public required Instant DueAt { get; set; }
    public Instant? HeldUntil { get; set; }
    /// <summary>See <see cref="Outlook.WantedAt"/>: what lists go by.</summary>
    public Instant WantedAt { get; set; }
    /// <summary>See <see cref="Outlook.RemindAt"/>.</summary>
    public Instant RemindAt { get; set; }
    /// <summary>A list of <see cref="ReviewTrigger"/> in JSON.</summary>
    public string Triggers { get; set; } = "[]";
    /// <summary>What the clauses and controls that it serves said at the last review, see <see cref="ServedWords"/>, in JSON.</summary>
    public string Served { get; set; } = "{}";

    public Outlook Read() => new(Since, DueAt, HeldUntil, JsonSerializer.Deserialize<List<ReviewTrigger>>(Triggers) ?? []);

    public void Keep(Outlook outlook) =>
        (Since, DueAt, HeldUntil, WantedAt, RemindAt, Triggers) = (outlook.Since, outlook.Due, outlook.HeldUntil, outlook.WantedAt, outlook.RemindAt, JsonSerializer.Serialize(outlook.Triggers));
}

sealed class ReviewTables : IEntityTypeConfiguration<Review>, IEntityTypeConfiguration<ReviewOutlook>
{
    public void Configure(EntityTypeBuilder<Review> review)
    {
        review.Property(row => row.Capacity).HasMaxLength(500);
        review.Property(row => row.Remark).HasMaxLength(WalkThrough.MostWords);
        review.HasIndex(row => new { row.SopId, row.At });
        review.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ReviewOutlook> outlook)
    {
        outlook.HasKey(row => row.SopId);
        outlook.HasIndex(row => new { row.OrganizationId, row.WantedAt, row.SopId });
        outlook.HasOne<Sop>().WithOne().HasForeignKey<ReviewOutlook>(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
    }
}
