using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Reading;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>A reviewer goes through the draft as through a run, one step a screen, and says to each what they think.</summary>
static class WalkThroughDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/revisions/{number:int}/walk-through", (string sop, int number, string? step, [AsParameters] Workbench bench) => Show(sop, number, step, null, null, bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/revisions/{number:int}/walk-through/{step}", async (string sop, int number, string step, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var verdict = Enum.TryParse<StepVerdict>(form["verdict"], out var chosen) && Enum.IsDefined(chosen) ? chosen : (StepVerdict?)null;
            var text = form["text"].ToString();
            var said = await Say(sop, number, step, verdict, text, bench);
            if (said.Granted(out _, out var refusal)) return Answers.SeeOther(Links.WalkThrough(sop, number));
            bench.Db.ChangeTracker.Clear();
            return await Show(sop, number, step, refusal, text, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(string sop, int number, string? step, Refusal? refusal, string? typed, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, number)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        if (!dossier.May(RevisionAct.WalkThrough)) return refusal is null ? Answers.SeeOther(Links.Approval(sop, number)) : Answers.Refuse(refusal);
        var at = step is null ? dossier.Walk.NextFor(dossier.Me.Id) : dossier.Walk.Find(step);
        if (step is not null && at is null) return Answers.Refuse(refusal ?? NoSuchStep);
        var model = new { Dossier = dossier, At = at, Markup = Articles.MarkupOf(dossier.View), Refusal = refusal, Typed = typed };
        return refusal is null ? Answers.Page<WalkThroughPage>(model) : Answers.PageAgain<WalkThroughPage>(refusal, model);
    }

    static readonly Refusal.NotFound NoSuchStep = new("This revision has no such step.");

    public static Task<Outcome<Dossier>> Say(string sop, int number, string anchor, StepVerdict? verdict, string? text, Workbench bench) =>
        ActOnRevision.Handle(bench, sop, number, RevisionAct.WalkThrough, async (change, dossier) =>
        {
            if (dossier.Walk.Find(anchor) is not { } step) return NoSuchStep;
            if (verdict is not { } said) return new Refusal.Invalid("verdict", "Agree, comment, or say that it cannot be done like this.");
            if (!WalkThrough.Words(said, text).Granted(out var words, out var missing)) return missing;
            await Mark(change, dossier, step, said, bench);
            if (words is not null) bench.Db.Remarks.Add(Remarks.New(change, dossier, bench.By, anchor, words, said == StepVerdict.Objected));
            if (await change.Say(dossier, new StepWalkedThrough(dossier.Sop.Label, number, anchor, said, words), bench.Stop) is { } tooLong) return tooLong;
            return said == StepVerdict.Objected ? null : await Remarks.TakeBack(change, dossier, remark => remark.Step == anchor && remark.AuthorId == bench.By.Id, bench);
        });

    static async Task Mark(Change change, Dossier dossier, StepReviewed step, StepVerdict said, Workbench bench)
    {
        var (revision, me, anchor) = (dossier.Revision, bench.By.Id, step.Step.Anchor);
        var hash = WalkThrough.HashOf(dossier.View.Procedure, step.Step);
        var mark = await bench.Db.ReviewedSteps.SingleOrDefaultAsync(row => row.RevisionId == revision.Id && row.Step == anchor && row.MemberId == me, bench.Stop);
        if (mark is null) bench.Db.ReviewedSteps.Add(new ReviewedStep { OrganizationId = bench.By.OrganizationId, RevisionId = revision.Id, Step = anchor, MemberId = me, TextSha256 = hash, Verdict = said, At = change.At });
        else (mark.TextSha256, mark.Verdict, mark.At) = (hash, said, change.At);
        var reviewer = dossier.Reviewers.Single(row => row.MemberId == me);
        if (reviewer.FinishedAt is null && dossier.Walk.Steps.All(other => other == step || other.Of(dossier.Me.Id) is not null)) reviewer.FinishedAt = change.At;
    }
}
