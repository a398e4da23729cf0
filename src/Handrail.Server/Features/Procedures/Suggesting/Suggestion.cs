using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Suggesting;

public enum SuggestionState { Open, Taken, Declined }

/// <summary>What a reader would have otherwise. Its words never change; it is answered once, and again when the draft that it was taken into is discarded.</summary>
public sealed class Suggestion : IEvidenceRow
{
    public const int MostWords = 4_000, MostProposed = 20_000;

    public required Id<Suggestion> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Sop> SopId { get; init; }
    /// <summary>The revision they were reading.</summary>
    public required int Revision { get; init; }
    /// <summary>The anchor of the step; null for the whole.</summary>
    public string? Step { get; init; }
    /// <summary>The instruction as it was, for when the step is gone.</summary>
    public string? StepWords { get; init; }
    /// <summary>The run in which it was noticed.</summary>
    public string? Run { get; init; }
    public required string Text { get; init; }
    /// <summary>The step as it should read, in Markdown without its number.</summary>
    public string? Proposed { get; init; }
    /// <summary>The step as it read, in the same form: the proposal replaces this and nothing else.</summary>
    public string? Before { get; init; }
    public required Id<Member> AuthorId { get; init; }
    public required Instant At { get; init; }
    public SuggestionState State { get; set; }
    /// <summary>Who answered it, or, where it is open again, discarded the draft that it was taken into; when, and in what words.</summary>
    public Id<Member>? AnsweredById { get; set; }
    public Instant? AnsweredAt { get; set; }
    public string? Answer { get; set; }
    /// <summary>The number of the revision it was taken into; of one that is open again, it was discarded.</summary>
    public int? TakenInto { get; set; }
}

sealed class SuggestionTable : IEntityTypeConfiguration<Suggestion>
{
    public void Configure(EntityTypeBuilder<Suggestion> suggestion)
    {
        suggestion.Property(row => row.Step).HasMaxLength(300);
        suggestion.Property(row => row.StepWords).HasMaxLength(1000);
        suggestion.Property(row => row.Run).HasMaxLength(20);
        suggestion.Property(row => row.Text).HasMaxLength(Suggestion.MostWords);
        suggestion.Property(row => row.Proposed).HasMaxLength(Suggestion.MostProposed);
        suggestion.Property(row => row.Answer).HasMaxLength(Suggestion.MostWords);
        suggestion.HasIndex(row => new { row.SopId, row.State });
        suggestion.HasIndex(row => new { row.AuthorId, row.AnsweredAt });
        suggestion.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
    }
}
