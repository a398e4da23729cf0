using Handrail.Core;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Runs;

/// <summary>
/// The words that a drill of a draft follows. A draft goes on being written; the run must not change under whoever runs it, and its record says what was tried.
/// Pictures are those of the draft.
/// </summary>
public sealed class TriedText : IEvidenceRow
{
    public required Id<Run> RunId { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required string Text { get; init; }
    public required string Sha256 { get; init; }
    /// <summary>The values of the placeholders, as they were when it began.</summary>
    public required string Environment { get; init; }

    /// <summary>The revision as it was when it was tried.</summary>
    /// <param name="revision">Read for this run alone, and not to be saved.</param>
    public Revision As(Revision revision)
    {
        (revision.Text, revision.Sha256, revision.FrozenEnvironment) = (Text, Sha256, Environment);
        return revision;
    }
}

sealed class TriedTextTable : IEntityTypeConfiguration<TriedText>
{
    public void Configure(EntityTypeBuilder<TriedText> tried)
    {
        tried.HasKey(row => row.RunId);
        tried.Property(row => row.Sha256).HasMaxLength(64);
        tried.HasOne<Run>().WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>What a kind of run is called beside its name.</summary>
static class RunKindWords
{
    public static string Of(RunKind kind) => kind switch
    {
        RunKind.Live => "Live",
        RunKind.Drill => "Drill",
        RunKind.Training => "Training",
        RunKind.WalkThrough => "Walk-through",
        RunKind.Trial => "Drill of a draft",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
