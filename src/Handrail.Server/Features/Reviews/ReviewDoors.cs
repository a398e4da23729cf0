using Handrail.Core.Api;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Reviews;

/// <summary>Every door of the reviews of what is in force, for people and for programs.</summary>
static class ReviewDoors
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddSingleton<ReviewFollower>().AddSingleton<NewEdition>().AddHostedService(all => all.GetRequiredService<NewEdition>());

    public static void Map(IEndpointRouteBuilder app)
    {
        ReadReviews.Map(app);
        ReviewProcedure.Map(app);

        var api = app.MapGroup("/api").WithTags("Reviews");
        api.MapGet("/reviews", async (string? show, string? family, string? owner, bool? mine, int? page, [AsParameters] Workbench bench) =>
            (await ReadReviews.Find(bench, ReviewFilter.Read(show, family, owner, mine == true, page ?? 1))).Take(ReadReviews.PageSize).Select(Summary))
            .WithSummary("Procedures that want a review, fifty a page, the longest wanted first.");
        api.MapGet("/procedures/{sop}/review", async (string sop, [AsParameters] Workbench bench) => Answers.Json((await ReviewDesk.Load(bench, sop)).Map(Detail)))
            .WithSummary("When a procedure in force is to be reviewed, why, and how it was judged before.");
        api.MapPost("/procedures/{sop}/review", async (string sop, NewReview asked, [AsParameters] Workbench bench) =>
            Answers.Json((await RecordReview.Handle(sop, new(asked.Verdict, asked.Remark?.Trim() ?? "", asked.Seen), bench)).Map(review => Record(review, bench.By.Name))))
            .Needs(Permission.Member).WithSummary("Judges a procedure in force: keep, revise or retire.");
    }

    static ReviewSummary Summary(WantedReview wanted) => new(wanted.Sop.Label, wanted.Sop.Title, wanted.Sop.Family, wanted.Sop.Owner, wanted.Version, wanted.Outlook.Due, wanted.WantedAt,
        [.. wanted.Outlook.Triggers.Select(trigger => trigger.InWords)], [.. wanted.Asked.Select(person => person.Name)]);

    static ReviewDetail Detail(ReviewDesk desk) => new(desk.Sop.Label, desk.Sop.Title, desk.Dossier.Revision.Number, desk.Outlook.Since, desk.Outlook.Due,
        [.. desk.Outlook.Triggers.Select(trigger => trigger.InWords)], desk.Right.Refusal?.Message, desk.Seen, [.. desk.Past.Select(review => Record(review, desk.Dossier.NameOf(review.ReviewerId)))]);

    static ReviewRecord Record(Review review, string by) =>
        new(review.Revision, review.Verdict.ToString(), by, review.Capacity, review.At, review.Remark, review.ReasonList, review.DueAt, review.Draft);
}
