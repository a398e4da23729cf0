using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Discovery;

/// <summary>Stored by number.</summary>
public enum SheetState { Sent, Answered, Closed, Withdrawn, HandedIn }

/// <summary>
/// The questions about one template, sent to one person as a link. Whoever holds the link may answer, and change the answer, until they hand it in; then
/// it stands still unless it is opened again. Once it is closed or withdrawn it stands still for good. The link is nowhere: only its SHA-256 is stored.
/// </summary>
public sealed class InterviewSheet : IEvidenceRow
{
    public const int LongestName = 200, MostNote = 1_000;

    public required Id<InterviewSheet> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>Path in the library; its first part is the family.</summary>
    public required string Template { get; init; }
    /// <summary>Of the template when it was sent.</summary>
    public required string Title { get; init; }
    /// <summary>Who is asked: a name, not necessarily a member's.</summary>
    public required string Person { get; init; }
    /// <summary>A word of whoever asks to whoever answers.</summary>
    public required string Note { get; init; }
    public required byte[] Sha256 { get; init; }
    public required Id<Member> AskedById { get; init; }
    public required Instant SentAt { get; init; }
    public SheetState State { get; set; }
    /// <summary>When the answers were last changed, or handed in.</summary>
    public Instant? AnsweredAt { get; set; }
    /// <summary>As <see cref="SheetAnswers.Write"/> gives it; empty until somebody answers.</summary>
    public string Answers { get; set; } = "";

    /// <summary>Its link leads somewhere.</summary>
    public bool IsOpen => State is not (SheetState.Closed or SheetState.Withdrawn);
    /// <summary>Its name in the journal.</summary>
    public string Subject => "interview/" + Id;

    public SheetAnswers Read() => Answers.Length == 0 ? SheetAnswers.None : SheetAnswers.Read(Answers);
}

sealed class InterviewSheetTable : IEntityTypeConfiguration<InterviewSheet>
{
    public void Configure(EntityTypeBuilder<InterviewSheet> sheet)
    {
        sheet.Property(row => row.Template).HasMaxLength(300);
        sheet.Property(row => row.Title).HasMaxLength(300);
        sheet.Property(row => row.Person).HasMaxLength(InterviewSheet.LongestName);
        sheet.Property(row => row.Note).HasMaxLength(InterviewSheet.MostNote);
        sheet.HasIndex(row => row.Sha256).IsUnique();
        sheet.HasIndex(row => new { row.OrganizationId, row.Template });
        sheet.HasOne<Member>().WithMany().HasForeignKey(row => row.AskedById).OnDelete(DeleteBehavior.Restrict);
    }
}
