using Handrail.Core;
using Handrail.Core.Procedures.Comparing;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Acknowledging;

/// <summary>Who acknowledged a version, or one before it whose acknowledgement held for it; those who left meanwhile too.</summary>
/// <param name="Revision">The number of the version they acknowledged.</param>
public sealed record Acknowledged(string Name, int Revision, Instant At)
{
    /// <summary>Of one procedure nobody reads a longer list.</summary>
    const int Most = 2000;

    public static async Task<IReadOnlyList<Acknowledged>> Of(HandrailDb db, Revision revision, CancellationToken stop)
    {
        // Only a number is read of versions that the reader may not see.
        var since = await db.Revisions.IgnoreQueryFilters([ReaderFilter.Name]).Where(row => row.SopId == revision.SopId && row.PublishedAt != null && row.Number <= revision.Number && row.Weight == Weight.Material).MaxAsync(row => (int?)row.Number, stop) ?? 1;
        return await (from row in db.Acknowledgements
                      join member in db.Members on row.MemberId equals member.Id
                      where row.SopId == revision.SopId && row.Revision >= since && row.Revision <= revision.Number
                      orderby row.At, member.Name
                      select new Acknowledged(member.Name, row.Revision, row.At)).Take(Most).ToListAsync(stop);
    }
}
