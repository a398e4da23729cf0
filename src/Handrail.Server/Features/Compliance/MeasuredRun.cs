using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Compliance;

/// <summary>
/// How a run that has ended stands to one limit of a policy, as the limit was when the run ended. Written in the change that ends the run, see <see cref="MeasureRuns"/>,
/// and never changed: what the policy says later is measured on later runs.
/// </summary>
public sealed class MeasuredRun : IEvidenceRow
{
    const int LongestName = 300;
    const int LongestWords = 1000;

    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Run> RunId { get; init; }
    /// <summary>The policy's id, which is its file's name: "access-control".</summary>
    public required string Policy { get; init; }
    /// <summary>The clause's anchor.</summary>
    public required string Clause { get; init; }
    /// <summary>See <see cref="Limit.Measure"/>.</summary>
    public required string Measure { get; init; }
    /// <summary>"24 hours".</summary>
    public required string Length { get; init; }
    /// <summary>Of the policy at that time.</summary>
    public required string PolicyTitle { get; init; }
    /// <summary>As people read it at that time.</summary>
    public required int ClauseNumber { get; init; }
    /// <summary>The limit in words.</summary>
    public required string Words { get; init; }
    /// <summary>When the run ended.</summary>
    public required Instant At { get; init; }
    public Instant? Began { get; init; }
    public Instant? Due { get; init; }
    public Instant? Ended { get; init; }
    public Instant? Over { get; init; }
    public string? Slowest { get; init; }
    public WhyNotMeasured? Why { get; init; }

    public static MeasuredRun Of(Run run, Instant ended, SetLimit set, MeasuredLimit measured) => new()
    {
        OrganizationId = run.OrganizationId,
        RunId = run.Id,
        Policy = Name(set.Policy.Id),
        Clause = Name(set.Clause.Anchor),
        Measure = Name(set.Limit.Measure),
        Length = set.Limit.Length?.ToString() ?? "",
        PolicyTitle = Name(set.Policy.Title),
        ClauseNumber = set.Clause.NumberAsWritten,
        Words = AddProcedure.Shorten(ReadPolicies.InWords(set.Limit), LongestWords),
        At = ended,
        Began = measured.Began,
        Due = measured.Due,
        Ended = measured.Ended,
        Over = measured.Over,
        Slowest = measured.Slowest is { } slowest ? Name(slowest) : null,
        Why = measured.Why,
    };

    public MeasuredLimit Read() => new(Began, Due, Ended, Over, Slowest, Why);

    /// <summary>As long as a column is.</summary>
    public static string Name(string text) => AddProcedure.Shorten(text, LongestName);

    internal sealed class Table : IEntityTypeConfiguration<MeasuredRun>
    {
        public void Configure(EntityTypeBuilder<MeasuredRun> measured)
        {
            measured.HasKey(row => new { row.RunId, row.Policy, row.Clause, row.Measure });
            foreach (var name in (string[])[nameof(Policy), nameof(Clause), nameof(Measure), nameof(PolicyTitle), nameof(Slowest)]) measured.Property(name).HasMaxLength(LongestName);
            measured.Property(row => row.Length).HasMaxLength(50);
            measured.Property(row => row.Words).HasMaxLength(LongestWords);
            measured.HasIndex(row => new { row.OrganizationId, row.Policy, row.At });
            measured.HasIndex(row => new { row.OrganizationId, row.Policy, row.Clause, row.At });
            measured.HasOne<Run>().WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
