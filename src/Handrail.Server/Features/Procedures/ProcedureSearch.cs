using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures;

/// <param name="Rank">The lower the better.</param>
public sealed record SearchHit(Id<Sop> SopId, double Rank);

/// <param name="Excerpt">Text around the hits, each hit between [[ and ]]; empty where it would tell too much, or the words stand in the title only.</param>
public sealed record SearchExcerpt(Id<Sop> SopId, string Excerpt);

/// <summary>No table of its own: what is found in one that the model cannot describe.</summary>
sealed class SearchAnswers : IEntityTypeConfiguration<SearchHit>
{
    public void Configure(EntityTypeBuilder<SearchHit> hit) => hit.HasNoKey().ToView(null);
}

/// <summary>Full-text search over titles and texts of what is in force, or of the draft where nothing is.</summary>
static class ProcedureSearch
{
    /// <summary>How many of the best are looked at for each that is shown, before all are.</summary>
    const int Ahead = 5;

    /// <param name="among">Which procedures may be found: a hit that is not to be shown takes no place on a page.</param>
    /// <returns>The best first.</returns>
    public static async Task<List<SearchExcerpt>> Find(HandrailDb db, IQueryable<Sop> among, string q, int skip, int take, CancellationToken stop)
    {
        var hits = await Hits(db, among, q, skip, take, stop);
        if (hits.Count == 0) return [];
        var texts = await (from sop in db.Sops join revision in db.Revisions on sop.PublishedId ?? sop.LatestId equals revision.Id where hits.Contains(sop.Id) select new { sop.Id, revision.Text }).AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Text, stop);
        var (words, unseen) = (ProviderDifferences.Words(q).ToList(), await Unseen.All(db, stop));
        // An excerpt is the text as it was written, and could name what the reader may not know of.
        return [.. hits.Where(texts.ContainsKey).Select(hit => new SearchExcerpt(hit, unseen.In(texts[hit]).IsEmpty ? HitExcerpt.Of(texts[hit], words) : ""))];
    }

    /// <summary>
    /// Of a common word there are thousands of hits, and each that is looked at costs more than its rank. So first only the best are; where not enough of them are to be
    /// shown, because they are for others or of another family, all are.
    /// </summary>
    static async Task<List<Id<Sop>>> Hits(HandrailDb db, IQueryable<Sop> among, string q, int skip, int take, CancellationToken stop)
    {
        var most = (skip + take) * Ahead;
        var best = (await db.Set<SearchHit>().FromSql(ProviderDifferences.Search(db, q, most)).ToListAsync(stop)).ConvertAll(hit => hit.SopId);
        var shown = await among.Where(sop => best.Contains(sop.Id)).Select(sop => sop.Id).ToHashSetAsync(stop);
        if (best.Count < most || shown.Count >= skip + take) return [.. best.Where(shown.Contains).Skip(skip).Take(take)];
        return (await db.Set<SearchHit>().FromSql(ProviderDifferences.Search(db, q)).Where(hit => among.Any(sop => sop.Id == hit.SopId)).OrderBy(hit => hit.Rank).Skip(skip).Take(take).ToListAsync(stop)).ConvertAll(hit => hit.SopId);
    }

    /// <summary>Within the transaction that changes the text, so that the index never lags.</summary>
    public static async Task Index(HandrailDb db, Sop sop, Procedure procedure, CancellationToken stop)
    {
        foreach (var command in ProviderDifferences.IndexForSearch(db, sop.Id.Value, sop.OrganizationId.Value, procedure.Title, procedure.Source))
            await db.Database.ExecuteSqlAsync(command, stop);
    }
}
