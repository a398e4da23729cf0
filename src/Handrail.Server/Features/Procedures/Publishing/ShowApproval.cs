using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>Where a revision stands on its way: whose turn it is, what was said, who signed.</summary>
static class ShowApproval
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/procedures/{sop}/revisions/{number:int}/approval", (string sop, int number, [AsParameters] Workbench bench) => Again(sop, number, null, null, bench));

    /// <summary>The page, after a refusal with the message and what was typed.</summary>
    public static async Task<IResult> Again(string sop, int number, Refusal? refusal, string? typed, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (!(await Dossier.Load(bench, sop, number)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        var model = new { Dossier = dossier, Changes = await ChangesSince.InForce(bench, dossier.View), Obstacle = await Obstacle(bench, dossier), Drills = await TriedDrafts.Of(bench, dossier.Revision), Refusal = refusal, Typed = typed };
        return refusal is null ? Answers.Page<ApprovalPage>(model) : Answers.PageAgain<ApprovalPage>(refusal, model);
    }

    /// <summary>Of what is approved: why it could not come into force.</summary>
    static async Task<Refusal?> Obstacle(Workbench bench, Dossier dossier) =>
        dossier.Revision is { State: RevisionState.Approved, EffectiveAt: null } ? await PutInForce.Obstacle(bench, dossier.View) : null;
}
