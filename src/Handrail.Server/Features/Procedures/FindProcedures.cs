using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <param name="Department">Of a variant whose base may be known; null for every other.</param>
/// <param name="Excerpt">Around the hits, with [[ and ]] around each; null without a search.</param>
public sealed record SopRow(string Label, string Title, string Family, string Owner, bool IsPublished, bool HasDraft, int Version, Core.Instant? ReviewDueAt, Core.Instant? LastRunAt, string? Excerpt, string? Department);

/// <summary>The list of procedures: filtered, searched, a page at a time.</summary>
static class FindProcedures
{
    public const int PageSize = 50;

    /// <summary>What is searched for stands among the first or is searched for in other words.</summary>
    public const int HitsOnPage = 20;

    public static int SizeOfPage(string q) => q.Length == 0 ? PageSize : HitsOnPage;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.Procedures, async (HttpRequest request, [AsParameters] Workbench bench) =>
    {
        var (q, family, state) = (request.Query["q"].ToString().Trim(), request.Query["family"].ToString(), request.Query["state"].ToString());
        var page = int.TryParse(request.Query["page"], out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        var rows = await Handle(bench.Db, await Among(state, bench), q, family, state, page, bench.Stop);
        var families = await FilterChoices.Families(bench.Db).ToListAsync(bench.Stop);
        return Answers.Page<ProceduresPage>(new { Member = bench.By, Rows = rows.Take(SizeOfPage(q)).ToList(), HasMore = rows.Count > SizeOfPage(q), Q = q, Family = family, State = state, PageNumber = page, Families = families });
    });

    /// <summary>What is to be looked among, for whoever asks.</summary>
    public static async Task<IQueryable<Sop>> Among(string state, Workbench bench) => state == Unacknowledged.State ? await Unacknowledged.Of(bench) : bench.Db.Sops;

    /// <returns>Up to one more row than a page, to know whether there is a next.</returns>
    public static async Task<List<SopRow>> Handle(HandrailDb db, IQueryable<Sop> among, string q, string family, string state, int page, CancellationToken stop)
    {
        var sops = among.AsNoTracking().Where(sop => !sop.Retired);
        if (family.Length > 0) sops = sops.Where(sop => sop.Family == family);
        if (state == "published") sops = sops.Where(sop => sop.PublishedId != null);
        if (state == "draft") sops = sops.Where(sop => sop.PublishedId == null || sop.PublishedId != sop.LatestId);
        var hits = q.Length == 0 ? null : await ProcedureSearch.Find(db, sops, q, (page - 1) * HitsOnPage, HitsOnPage + 1, stop);
        if (hits is { Count: 0 }) return [];
        var isSearch = hits is not null;
        sops = isSearch ? db.Sops.FromSql(ProviderDifferences.Sops(db, hits!)).AsNoTracking() : sops.ByNumber().Skip((page - 1) * PageSize).Take(PageSize + 1);
        var found = await (from sop in sops
                           join revision in db.Revisions on sop.GoverningId equals revision.Id
                           select new { sop, revision.Number, Text = isSearch ? revision.Text : null, Department = db.Variants.Where(variant => variant.SopId == sop.Id).Select(variant => variant.Department).FirstOrDefault() }).ToListAsync(stop);
        var excerpt = isSearch ? await ProcedureSearch.Excerpts(db, q, stop) : null;
        // A variant says nearly what its base says; on a page of hits they stand together, where the better of them belongs. What begins the next page stays behind this one.
        var best = found.GroupBy(row => row.sop.Number).ToDictionary(family => family.Key, family => family.Min(row => hits?.IndexOf(row.sop.Id) ?? row.sop.Number));
        return [.. found.OrderBy(row => hits?.IndexOf(row.sop.Id) >= HitsOnPage).ThenBy(row => best[row.sop.Number]).ThenBy(row => row.sop.Suffix, StringComparer.Ordinal).Select(row => new SopRow(row.sop.Label, row.sop.Title, row.sop.Family, row.sop.Owner, row.sop.PublishedId is not null,
            row.sop.LatestId != row.sop.PublishedId, row.Number, row.sop.ReviewDueAt, row.sop.LastRunAt, row.Text is null ? null : excerpt?.Invoke(row.Text), row.Department))];
    }
}
