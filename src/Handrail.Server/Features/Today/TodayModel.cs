using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Today;

/// <summary>What waits, most urgent first, at most twenty of each.</summary>
public sealed record TodayModel(IReadOnlyList<Run> Runs, IReadOnlyList<Sop> Overdue, IReadOnlyList<Sop> Drafts, bool HasPublished, bool IsNew, Instant Now)
{
    const int Most = 20;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.Today, async (CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        Answers.Page<TodayPage>(new { Member = member, Model = await Load(db, Instant.Now(clock), stop) }));

    static async Task<TodayModel> Load(HandrailDb db, Instant now, CancellationToken stop)
    {
        var runs = await db.Runs.AsNoTracking().Where(run => run.EndedAt == null).OrderBy(run => run.DueAt == null).ThenBy(run => run.DueAt).ThenByDescending(run => run.Number).Take(Most).ToListAsync(stop);
        var sops = db.Sops.AsNoTracking().Where(sop => !sop.Retired);
        var overdue = await sops.Where(sop => sop.ReviewDueAt != null && sop.ReviewDueAt < now).OrderBy(sop => sop.ReviewDueAt).Take(Most).ToListAsync(stop);
        var drafts = await sops.Where(sop => sop.PublishedId == null || sop.PublishedId != sop.LatestId).OrderBy(sop => sop.Number).Take(Most).ToListAsync(stop);
        var published = await sops.AnyAsync(sop => sop.PublishedId != null, stop);
        return new(runs, overdue, drafts, published, !published && drafts.Count == 0, now);
    }
}
