using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Mail;

/// <summary>
/// A mail to a member: sent, or tried again at <see cref="NextAt"/>, or given up. Nobody has more than one reminder a day: the database refuses the second. Bears no evidence; that
/// something waits for somebody stands in the pages, whether a mail says so or not.
/// </summary>
public sealed class OutgoingMessage : ITenantRow
{
    public required Id<OutgoingMessage> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Member> MemberId { get; init; }
    /// <summary>The day whose reminder it is; null for a test message.</summary>
    public DateOnly? Day { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }
    /// <summary>Plain text; dropped after <see cref="Outbox.BodiesStay"/>.</summary>
    public required string? Body { get; set; }
    public required Instant MadeAt { get; init; }
    public Instant? SentAt { get; set; }
    public int Attempts { get; set; }
    /// <summary>Why the last attempt failed, with the mail server's own words.</summary>
    public string? Error { get; set; }
    /// <summary>Null when there is nothing more to do.</summary>
    public Instant? NextAt { get; set; }
}

sealed class OutgoingMessageTable : IEntityTypeConfiguration<OutgoingMessage>
{
    public void Configure(EntityTypeBuilder<OutgoingMessage> message)
    {
        message.Property(row => row.To).HasMaxLength(EmailAddress.Longest);
        message.Property(row => row.Subject).HasMaxLength(Outbox.LongestSubject);
        message.Property(row => row.Error).HasMaxLength(Outbox.LongestError);
        message.HasIndex(row => new { row.MemberId, row.Day }).IsUnique();
        message.HasIndex(row => new { row.OrganizationId, row.MadeAt });
        // Only what is still to be done stands in these two, so that looking for it does not take longer from year to year.
        message.HasIndex(row => row.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
        message.HasIndex(row => row.MadeAt).HasFilter("\"Body\" IS NOT NULL");
        message.HasOne<Member>().WithMany().HasForeignKey(row => row.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
