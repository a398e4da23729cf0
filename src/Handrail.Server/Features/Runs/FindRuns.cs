using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <summary>The list of runs, newest first, a page at a time.</summary>
static class FindRuns
{
    const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.Runs, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
    {
        var state = request.Query["state"].ToString();
        var page = int.TryParse(request.Query["page"], out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        var runs = db.Runs.AsNoTracking();
        if (state == "open") runs = runs.Where(run => run.EndedAt == null);
        if (state == "ended") runs = runs.Where(run => run.EndedAt != null);
        var rows = await (from run in runs
                          join sop in db.Sops on run.SopId equals sop.Id
                          join revision in db.Revisions on run.RevisionId equals revision.Id
                          orderby run.Number descending
                          select new { run, sop.Prefix, Sop = sop.Number, sop.Suffix, Revision = revision.Number }).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(stop);
        return Answers.Page<RunsPage>(new
        {
            Rows = rows.Take(PageSize).Select(row => (row.run, Labels.Sop(row.Prefix, row.Sop, row.Suffix), row.Revision)).ToList(),
            HasMore = rows.Count > PageSize,
            State = state,
            PageNumber = page,
            Now = Instant.Now(clock),
        });
    });
}
