using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <param name="Excerpt">Text around the hits, each hit between [[ and ]].</param>
public sealed record SearchHit(Guid SopId, string Excerpt);

/// <summary>Full-text search over titles and texts of what is in force, or of the draft where nothing is.</summary>
static class ProcedureSearch
{
    public static Task<List<SearchHit>> Find(HandrailDb db, string q, int skip, int take, CancellationToken stop) =>
        db.Database.SqlQuery<SearchHit>(ProviderDifferences.Search(db, q, skip, take)).ToListAsync(stop);

    /// <summary>Within the transaction that changes the text, so that the index never lags.</summary>
    public static async Task Index(HandrailDb db, Sop sop, Procedure procedure, CancellationToken stop)
    {
        foreach (var command in ProviderDifferences.IndexForSearch(db, sop.Id.Value, sop.OrganizationId.Value, procedure.Title, procedure.Source))
            await db.Database.ExecuteSqlAsync(command, stop);
    }
}
