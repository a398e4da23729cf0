using Handrail.Core;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Reviewing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Suggesting;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Reviews;

/// <summary>What somebody judged a moment ago.</summary>
public sealed record DoneReview(string Sop, string Title, Review Review);

/// <summary>All that there is to know when judging a procedure.</summary>
/// <param name="Runs">The last that ended, whenever that was.</param>
/// <param name="Findings">Of lint, about the text as it is and what is known today.</param>
/// <param name="Waiting">How many this person is asked for, this one among them; counted to two.</param>
/// <param name="InRound">They came from another review and want to go on.</param>
public sealed record ReviewModel(ReviewDesk Desk, IReadOnlyList<PastRun> Runs, IReadOnlyList<Suggestion> Suggestions, IReadOnlyList<LintFinding> Findings, int Waiting, bool InRound, DoneReview? Done, Instant Now)
{
    public IReadOnlyList<LintFinding> StalePictures => [.. ReviewDesk.StalePictures(Findings)];
    public IReadOnlyList<LintFinding> Wording => [.. Findings.Except(StalePictures)];

    /// <summary>Steps that were done otherwise than written in these runs, most often first.</summary>
    public IEnumerable<(Core.Procedures.Step Step, int Failed, int Skipped, int Late, int Otherwise)> Steps =>
        from step in Desk.Dossier.View.Procedure.AllSteps
        let kinds = Runs.SelectMany(run => run.Deviations.Where(deviation => Triggers.AnchorOf(deviation.Step) == step.Anchor).Select(deviation => deviation.Kind).Distinct()).ToList()
        where kinds.Count > 0
        orderby kinds.Count descending
        let failed = kinds.Count(kind => kind == Core.Running.DeviationKind.Failed)
        let skipped = kinds.Count(kind => kind == Core.Running.DeviationKind.Skipped)
        let late = kinds.Count(kind => kind == Core.Running.DeviationKind.Late)
        select (step, failed, skipped, late, kinds.Count - failed - skipped - late);
}

/// <summary>The page of one review, and its verdict.</summary>
static class ReviewProcedure
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/review", (string sop, HttpRequest request, [AsParameters] Workbench bench) => Show(sop, request, null, null, bench));
        app.MapPost("/procedures/{sop}/review", async (string sop, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var input = new ReviewInput(form["verdict"].ToString(), form["remark"].ToString().Trim(), form["seen"].ToString());
            // Looked for while this one still has its place in the list.
            var next = form["then"] == "next" ? await ReadReviews.Next(bench, sop) : null;
            if ((await RecordReview.Handle(sop, input, bench)).Granted(out var review, out var refusal))
                return Answers.SeeOther(form["then"] == "next" ? ReadReviews.Address(next, sop) : review.Draft is null ? Links.SopHistory(sop) + "#reviews" : Links.DraftSteps(sop));
            return await Show(sop, request, input, refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(string sop, HttpRequest request, ReviewInput? typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (!(await ReviewDesk.Load(bench, sop)).Granted(out var desk, out var unknown)) return Answers.Refuse(unknown);
        var model = new ReviewModel(desk, await PastRuns.Last(bench.Db, desk.Sop.Id, default, bench.Stop),
            await bench.Db.Suggestions.AsNoTracking().Where(row => row.SopId == desk.Sop.Id && row.State == SuggestionState.Open).OrderBy(row => row.At).Take(50).ToListAsync(bench.Stop),
            await desk.Dossier.View.Lint(bench), (await WantedReviews.For(bench, enough: 2)).Count,
            request.Query["round"] == "yes", await Done(request.Query["done"], bench), bench.Now);
        return refusal is null ? Answers.Page<ReviewPage>(new { Model = model }) : Answers.PageAgain<ReviewPage>(refusal, new { Model = model, Typed = typed, Refusal = refusal });
    }

    /// <summary>What the person who looks judged last about a procedure.</summary>
    public static async Task<DoneReview?> Done(string? label, Workbench bench)
    {
        if (!Labels.TryReadSop(label, out var number)) return null;
        var done = await (from review in bench.Db.Reviews join sop in bench.Db.Sops.Numbered(number) on review.SopId equals sop.Id where review.ReviewerId == bench.By.Id orderby review.At descending select new { review, sop }).AsNoTracking().FirstOrDefaultAsync(bench.Stop);
        return done is null ? null : new(done.sop.Label, done.sop.Title, done.review);
    }
}
