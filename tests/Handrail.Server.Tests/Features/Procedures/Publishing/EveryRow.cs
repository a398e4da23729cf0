using System.Text.Json;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>Every row there is about a procedure, and how long every journal is: the same before and after means that nothing happened.</summary>
static class EveryRow
{
    public static Task<string> About(Office office, string label) => office.Server.InDatabase(async db =>
    {
        Assert.True(Labels.TryReadSop(label, out var number));
        var sop = await db.Sops.IgnoreQueryFilters().AsNoTracking().SingleAsync(row => row.Number == number.Number);
        var revisions = await db.Revisions.IgnoreQueryFilters().AsNoTracking().Where(row => row.SopId == sop.Id).OrderBy(row => row.Number).ToListAsync();
        var ids = revisions.Select(row => row.Id).ToList();
        return JsonSerializer.Serialize(new object[]
        {
            sop, revisions, await Of(db.RevisionImages.Where(row => ids.Contains(row.RevisionId))), await Of(db.RevisionContributors.Where(row => ids.Contains(row.RevisionId))),
            await Of(db.RevisionReviewers.Where(row => ids.Contains(row.RevisionId))), await Of(db.ReviewedSteps.Where(row => ids.Contains(row.RevisionId))),
            await Of(db.Remarks.Where(row => ids.Contains(row.RevisionId))), await Of(db.RevisionSignatures.Where(row => ids.Contains(row.RevisionId))),
            await Of(db.Suggestions.Where(row => row.SopId == sop.Id)), await Of(db.Reviews.Where(row => row.SopId == sop.Id)), await db.JournalHeads.IgnoreQueryFilters().SumAsync(head => head.Size),
        });
    });

    /// <summary>As text and in its order: the order of rows is the database's own affair.</summary>
    static async Task<List<string>> Of<T>(IQueryable<T> rows) where T : class =>
        [.. (await rows.IgnoreQueryFilters().AsNoTracking().ToListAsync()).Select(row => JsonSerializer.Serialize(row)).Order(StringComparer.Ordinal)];
}
