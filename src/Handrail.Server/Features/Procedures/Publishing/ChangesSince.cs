using Handrail.Core.Procedures.Comparing;
using Handrail.Server.Features.Procedures.Comparing;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <param name="From">The number of the revision it is compared with.</param>
public sealed record Changes(int From, RevisionComparison Comparison);

/// <summary>What a revision would change for those who follow the procedure.</summary>
static class ChangesSince
{
    /// <returns>Null when nothing is in force, or this is what is in force.</returns>
    public static async Task<Changes?> InForce(Workbench bench, SopView view)
    {
        if (view.Sop.PublishedId is not { } id || id == view.Revision.Id) return null;
        var earlier = await bench.Db.Revisions.AsNoTracking().SingleAsync(row => row.Id == id, bench.Stop);
        var (before, after) = AsRead.Differing(Reads.Of(earlier, view.Environment), Reads.With(view.Environment));
        return new(earlier.Number, RevisionComparison.Of(bench.Texts.Read(earlier.Sha256, earlier.Text, view.Sop.FileName), before, view.Procedure, after));
    }

    /// <summary>What the author is offered: a first version matters to everybody.</summary>
    public static Weight Proposed(Changes? changes) => changes?.Comparison.Weight == Weight.Editorial ? Weight.Editorial : Weight.Material;
}
