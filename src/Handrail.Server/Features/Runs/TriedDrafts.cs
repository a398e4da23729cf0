using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <param name="IsThisText">It followed the words that stand there now; else the draft was changed since.</param>
public sealed record TriedDraft(Run Run, bool IsThisText);

/// <summary>Drills of a draft, the last first.</summary>
static class TriedDrafts
{
    const int Most = 10;

    public static async Task<IReadOnlyList<TriedDraft>> Of(Workbench bench, Revision revision) =>
        await (from run in bench.Db.Runs
               join tried in bench.Db.TriedTexts on run.Id equals tried.RunId
               where run.SopId == revision.SopId && run.RevisionId == revision.Id
               orderby run.StartedAt descending
               select new TriedDraft(run, tried.Sha256 == revision.Sha256)).AsNoTracking().Take(Most).ToListAsync(bench.Stop);
}
