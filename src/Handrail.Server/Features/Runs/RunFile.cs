using Handrail.Core;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Runs;

/// <summary>That a file is a part of a run: whoever may read the run may have the file. Computed from the run's facts, as its row is.</summary>
public sealed class RunFile : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Run> RunId { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>Within the change that appends the fact.</summary>
    public static async Task Note(HandrailDb db, Run run, RunState state, RunFact fact, CancellationToken stop)
    {
        foreach (var sha256 in In(state, fact).Distinct())
            if (await db.RunFiles.FindAsync([run.Id, sha256], stop) is null) db.RunFiles.Add(new RunFile { OrganizationId = run.OrganizationId, RunId = run.Id, Sha256 = sha256 });
    }

    static IEnumerable<string> In(RunState state, RunFact fact) => fact switch
    {
        EvidenceAttached attached => [attached.File.Sha256],
        FieldsRecorded { Step: { } step } recorded => RunForms.FilesIn(state.Find(step)?.Step.Records ?? [], recorded.Values),
        FieldsRecorded recorded => RunForms.FilesIn(state.Procedure.StartFields, recorded.Values),
        _ => [],
    };
}

sealed class RunFileTable : IEntityTypeConfiguration<RunFile>
{
    public void Configure(EntityTypeBuilder<RunFile> file)
    {
        file.HasKey(row => new { row.RunId, row.Sha256 });
        file.Property(row => row.Sha256).HasMaxLength(64);
        file.HasIndex(row => row.Sha256);
        file.HasOne<Run>().WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
