using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery.Recordings;

/// <param name="By">A member's name.</param>
public sealed record ListedRecording(Recording Recording, string By);

/// <summary>One's own recordings that are open, and all that are finished.</summary>
static class ListRecordings
{
    const int Most = 200;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.Recordings, async ([AsParameters] Workbench bench) => Answers.Page<RecordingsPage>(new
    {
        Open = await Load(bench.Db.Recordings.Where(row => row.State == RecordingState.Open && row.ById == bench.By.Id), bench.Db, bench.Stop),
        Finished = await Load(bench.Db.Recordings.Where(row => row.State == RecordingState.Finished), bench.Db, bench.Stop),
        MayRecord = bench.By.Permission >= Permission.Member,
    }));

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<ListedRecording>> Load(IQueryable<Recording> recordings, HandrailDb db, CancellationToken stop) =>
        (await (from recording in recordings.AsNoTracking() join member in db.Members on recording.ById equals member.Id orderby recording.StartedAt descending select new { recording, member.Name }).Take(Most).ToListAsync(stop))
            .ConvertAll(row => new ListedRecording(row.recording, row.Name));
}
