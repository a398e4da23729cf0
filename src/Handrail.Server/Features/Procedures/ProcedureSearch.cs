using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures;

/// <param name="Rank">The lower the better.</param>
public sealed record SearchHit(Id<Sop> SopId, double Rank);

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

    /// <summary>
    /// Of a common word there are thousands of hits, and each that is looked at costs more than its rank. So first only the best are; where not enough of them are to be
    /// shown, because there are no more, or they are for others or of another family, all are.
    /// </summary>
    /// <param name="among">Which procedures may be found: a hit that is not to be shown takes no place on a page.</param>
    /// <returns>The best first.</returns>
    public static async Task<List<Id<Sop>>> Find(HandrailDb db, IQueryable<Sop> among, string q, int skip, int take, CancellationToken stop)
    {
        var best = await Page(db, among, ProviderDifferences.Search(db, q, (skip + take) * Ahead), skip, take, stop);
        return best.Count == take ? best : await Page(db, among, ProviderDifferences.Search(db, q), skip, take, stop);
    }

    static async Task<List<Id<Sop>>> Page(HandrailDb db, IQueryable<Sop> among, FormattableString hits, int skip, int take, CancellationToken stop) =>
        (await db.Set<SearchHit>().FromSql(hits).Where(hit => among.Any(sop => sop.Id == hit.SopId)).OrderBy(hit => hit.Rank).Skip(skip).Take(take).ToListAsync(stop)).ConvertAll(hit => hit.SopId);

    /// <summary>What is shown of a text around its hits, each between [[ and ]]; nothing where it would tell too much, or the words stand in the title only.</summary>
    public static async Task<Func<string, string>> Excerpts(HandrailDb db, string q, CancellationToken stop)
    {
        var (words, unseen) = (ProviderDifferences.Words(q).ToList(), await Unseen.All(db, stop));
        // An excerpt is the text as it was written, and could name what the reader may not know of.
        return text => unseen.In(text).IsEmpty ? HitExcerpt.Of(text, words) : "";
    }

    /// <summary>Within the transaction that changes the text, so that the index never lags.</summary>
    public static async Task Index(HandrailDb db, Sop sop, Procedure procedure, CancellationToken stop)
    {
        foreach (var command in ProviderDifferences.IndexForSearch(db, sop.Id.Value, sop.OrganizationId.Value, procedure.Title, procedure.Source))
            await db.Database.ExecuteSqlAsync(command, stop);
    }
}
