using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures;

/// <param name="Place">Among the hits; the best first.</param>
public sealed record SearchHit(Id<Sop> SopId, long Place);

/// <summary>No table of its own: what is found in one that the model cannot describe.</summary>
sealed class SearchAnswers : IEntityTypeConfiguration<SearchHit>
{
    public void Configure(EntityTypeBuilder<SearchHit> hit) => hit.HasNoKey().ToView(null);
}

/// <summary>Full-text search over titles and texts of what is in force, or of the draft where nothing is.</summary>
static class ProcedureSearch
{
    /// <summary>How many of the best are looked at for each that is shown, before more are.</summary>
    const int Ahead = 2;

    /// <summary>How many times as many are looked at where these were too few.</summary>
    const int Further = 10;

    /// <summary>
    /// Of a common word there are thousands of hits, and each that is ranked costs, and more each that is looked at. So titles are looked at first, whose hits come before all
    /// others, then the best of all, and more only where not enough of these are to be shown, because they are for others or of another family.
    /// </summary>
    /// <param name="among">Which procedures may be found: a hit that is not to be shown takes no place on a page.</param>
    /// <returns>The best first.</returns>
    public static async Task<List<Id<Sop>>> Find(HandrailDb db, IQueryable<Sop> among, string q, int skip, int take, CancellationToken stop, int? rankable = null)
    {
        var wanted = skip + take;
        for (var (most, enough) = (wanted * Ahead, wanted); ; enough = most *= Further)
        {
            var hits = db.Set<SearchHit>().FromSql(await ProviderDifferences.Search(db, q, most, enough, rankable, stop)).OrderBy(hit => hit.Place);
            var best = await hits.Select(hit => new { hit.SopId, IsShown = among.Any(sop => sop.Id == hit.SopId) }).ToListAsync(stop);
            var shown = best.Where(hit => hit.IsShown).Select(hit => hit.SopId).ToList();
            if (shown.Count >= wanted || best.Count < enough) return [.. shown.Skip(skip).Take(take)];
        }
    }

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
