using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Reviews;

/// <param name="Show">"overdue", "all", else what comes up soon.</param>
/// <param name="Page">From 1.</param>
public sealed record ReviewFilter(string Show, string Family, string Owner, bool Mine, int Page)
{
    public static ReviewFilter Read(string? show, string? family, string? owner, bool mine, int page) => new(show ?? "", family ?? "", owner ?? "", mine, Math.Clamp(page, 1, 10_000));

    public Reach Reach => Show switch
    {
        "overdue" => Reach.Now,
        "all" => Reach.Ever,
        _ => Reach.Soon,
    };

    public string Address(int page) => $"{Links.Reviews}?show={Show}&family={Uri.EscapeDataString(Family)}&owner={Uri.EscapeDataString(Owner)}{(Mine ? "&mine=yes" : "")}&page={page}";
}

/// <summary>The list of reviews that are wanted, the longest wanted first, a page at a time; and the way from one to the next.</summary>
static class ReadReviews
{
    public const int PageSize = 50;

    /// <summary>Of what waits for somebody; more than that is many.</summary>
    public const int MostCounted = 20;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Reviews, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var asked = request.Query;
            var filter = ReviewFilter.Read(asked["show"], asked["family"], asked["owner"], asked["mine"] == "yes", int.TryParse(asked["page"], out var page) ? page : 1);
            var rows = await Find(bench, filter);
            return Answers.Page<ReviewsPage>(new
            {
                Member = bench.By,
                Rows = rows.Take(PageSize).ToList(),
                HasMore = rows.Count > PageSize,
                Filter = filter,
                Waiting = (await WantedReviews.For(bench, enough: MostCounted)).Count,
                Families = await FilterChoices.Families(bench.Db).ToListAsync(bench.Stop),
                Owners = await FilterChoices.Owners(bench.Db).ToListAsync(bench.Stop),
                Done = await ReviewProcedure.Done(asked["done"], bench),
                Now = bench.Now,
            });
        });
        app.MapGet(Links.NextReview, async (string? after, [AsParameters] Workbench bench) => Answers.SeeOther(Address(await Next(bench, after ?? ""), "")));
    }

    /// <returns>Up to one more than a page, to know whether there is a next.</returns>
    public static async Task<IReadOnlyList<WantedReview>> Find(Workbench bench, ReviewFilter filter)
    {
        var skip = (filter.Page - 1) * PageSize;
        if (!filter.Mine) return await WantedReviews.Page(bench, filter.Reach, filter.Family, filter.Owner, skip, PageSize + 1);
        var mine = (await WantedReviews.For(bench, filter.Reach)).Where(wanted => (filter.Family.Length == 0 || wanted.Sop.Family == filter.Family) && (filter.Owner.Length == 0 || wanted.Sop.Owner == filter.Owner));
        return [.. mine.Skip(skip).Take(PageSize + 1)];
    }

    /// <summary>What this person is asked for after a procedure, in the order of the list; from its beginning where that is not in it. Null when there is nothing.</summary>
    public static async Task<Sop?> Next(Workbench bench, string after)
    {
        var mine = (await WantedReviews.For(bench)).Select(wanted => wanted.Sop).ToList();
        var here = mine.FindIndex(sop => string.Equals(sop.Label, after, StringComparison.OrdinalIgnoreCase));
        return mine.ElementAtOrDefault(here + 1);
    }

    /// <param name="done">What was just judged, to say so there.</param>
    public static string Address(Sop? next, string done) => next is null
        ? $"{Links.Reviews}?mine=yes{(done.Length == 0 ? "" : $"&done={done}")}"
        : $"{Links.Review(next.Label)}?round=yes{(done.Length == 0 ? "" : $"&done={done}")}";
}
