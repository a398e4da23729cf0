using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures;

/// <param name="Rank">The lower the better.</param>
public sealed record SearchHit(Id<Sop> SopId, double Rank);

/// <param name="Excerpt">Text around the hits, each hit between [[ and ]].</param>
public sealed record SearchExcerpt(Id<Sop> SopId, string Excerpt);

/// <summary>No tables of their own: what is found in one that the model cannot describe.</summary>
sealed class SearchAnswers : IEntityTypeConfiguration<SearchHit>, IEntityTypeConfiguration<SearchExcerpt>
{
    public void Configure(EntityTypeBuilder<SearchHit> hit) => hit.HasNoKey().ToView(null);

    public void Configure(EntityTypeBuilder<SearchExcerpt> excerpt) => excerpt.HasNoKey().ToView(null);
}

/// <summary>Full-text search over titles and texts of what is in force, or of the draft where nothing is.</summary>
static class ProcedureSearch
{
    /// <param name="among">Which procedures may be found: a hit that is not to be shown takes no place on a page.</param>
    /// <returns>The best first.</returns>
    public static async Task<List<SearchExcerpt>> Find(HandrailDb db, IQueryable<Sop> among, string q, int skip, int take, CancellationToken stop)
    {
        var hits = await db.Set<SearchHit>().FromSql(ProviderDifferences.Search(db, q)).Where(hit => among.Any(sop => sop.Id == hit.SopId)).OrderBy(hit => hit.Rank).Skip(skip).Take(take).ToListAsync(stop);
        if (hits.Count == 0) return [];
        var excerpts = await db.Set<SearchExcerpt>().FromSql(ProviderDifferences.Excerpts(db, q, [.. hits.Select(hit => hit.SopId.Value)])).ToDictionaryAsync(excerpt => excerpt.SopId, stop);
        var telling = await Telling(db, [.. excerpts.Keys], stop);
        return [.. hits.Select(hit => telling.Contains(hit.SopId) ? excerpts[hit.SopId] with { Excerpt = "" } : excerpts[hit.SopId])];
    }

    /// <summary>Those whose text points to something the reader may not know of: an excerpt is the text as it was written, and could name it.</summary>
    static async Task<HashSet<Id<Sop>>> Telling(HandrailDb db, List<Id<Sop>> found, CancellationToken stop)
    {
        var unseen = await Unseen.All(db, stop);
        if (unseen.IsEmpty) return [];
        var texts = await (from sop in db.Sops join revision in db.Revisions on sop.PublishedId ?? sop.LatestId equals revision.Id where found.Contains(sop.Id) select new { sop.Id, revision.Text }).ToListAsync(stop);
        return [.. texts.Where(row => !unseen.In(row.Text).IsEmpty).Select(row => row.Id)];
    }

    /// <summary>Within the transaction that changes the text, so that the index never lags.</summary>
    public static async Task Index(HandrailDb db, Sop sop, Procedure procedure, CancellationToken stop)
    {
        foreach (var command in ProviderDifferences.IndexForSearch(db, sop.Id.Value, sop.OrganizationId.Value, procedure.Title, procedure.Source))
            await db.Database.ExecuteSqlAsync(command, stop);
    }
}
