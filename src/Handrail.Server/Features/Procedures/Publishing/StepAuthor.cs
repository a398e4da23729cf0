using Handrail.Core;
using Handrail.Core.Procedures.Comparing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>Who last changed the words of a step while a revision was written. A step that is as it was when the draft was begun has none.</summary>
public sealed class StepAuthor : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    /// <summary>Its anchor, also of one that was taken out.</summary>
    public required string Step { get; init; }
    public required Id<Member> MemberId { get; set; }
    public required Instant At { get; set; }
}

sealed class StepAuthorTable : IEntityTypeConfiguration<StepAuthor>
{
    public void Configure(EntityTypeBuilder<StepAuthor> author)
    {
        author.Property(row => row.Step).HasMaxLength(300);
        author.HasKey(row => new { row.RevisionId, row.Step });
        author.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }
}

static class StepAuthors
{
    /// <summary>Within the change that saves the new text, whose fact names the steps too.</summary>
    /// <returns>The anchors of the steps that this edit has touched.</returns>
    public static async Task<IReadOnlyList<string>> Write(Data.Change change, Revision draft, Core.Procedures.Procedure before, Core.Procedures.Procedure after, Workbench bench)
    {
        var steps = RewrittenSteps.Between(before, after);
        var known = await bench.Db.StepAuthors.Where(row => row.RevisionId == draft.Id && steps.Contains(row.Step)).ToDictionaryAsync(row => row.Step, bench.Stop);
        foreach (var step in steps)
        {
            if (known.TryGetValue(step, out var row)) (row.MemberId, row.At) = (bench.By.Id, change.At);
            else bench.Db.StepAuthors.Add(new() { OrganizationId = bench.By.OrganizationId, RevisionId = draft.Id, Step = step, MemberId = bench.By.Id, At = change.At });
        }
        return steps;
    }
}
