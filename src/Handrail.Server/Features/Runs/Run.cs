using Handrail.Core;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Runs;

/// <summary>
/// The row lists read about one run. What happened in it is the fold of its facts in the journal and stands nowhere else;
/// everything below but the identity can be computed anew from them.
/// </summary>
public sealed class Run : IEvidenceRow
{
    public required Id<Run> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>1042 is shown as R-1042.</summary>
    public required int Number { get; init; }
    public required Id<Sop> SopId { get; init; }
    /// <summary>The revision the run keeps, whatever is published later.</summary>
    public required Id<Revision> RevisionId { get; init; }
    public required RunKind Kind { get; init; }
    /// <summary>The run whose step started this one, as R-1042.</summary>
    public string? ParentLabel { get; set; }
    public required string Title { get; set; }
    public required RunStatus Status { get; set; }
    public required Id<Member> StartedById { get; init; }
    public required Instant StartedAt { get; init; }
    public Instant? EndedAt { get; set; }
    public RunEnding? Ending { get; set; }
    /// <summary>The next limit that runs out.</summary>
    public Instant? DueAt { get; set; }
    /// <summary>When something happens without anybody: a wait ends, somebody is to be called.</summary>
    public Instant? WakeAt { get; set; }
    /// <summary>The instruction of the first open step.</summary>
    public string Now { get; set; } = "";
    public int Done { get; set; }
    public int Total { get; set; }
    public int Deviations { get; set; }

    public string Label => Labels.Run(Number);
    /// <summary>Its name in the journal.</summary>
    public string Subject => "run/" + Label;

    /// <summary>To change, while the row stays as it was read.</summary>
    public Run Copy() => (Run)MemberwiseClone();
}

sealed class RunTable : IEntityTypeConfiguration<Run>
{
    public void Configure(EntityTypeBuilder<Run> run)
    {
        run.Property(row => row.Title).HasMaxLength(300);
        run.Property(row => row.ParentLabel).HasMaxLength(20);
        run.Property(row => row.Now).HasMaxLength(500);
        run.HasIndex(row => new { row.OrganizationId, row.Number }).IsUnique();
        run.HasIndex(row => new { row.OrganizationId, row.Status, row.StartedAt });
        run.HasIndex(row => new { row.SopId, row.StartedAt });
        run.HasIndex(row => row.WakeAt);
        run.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
        run.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }
}
