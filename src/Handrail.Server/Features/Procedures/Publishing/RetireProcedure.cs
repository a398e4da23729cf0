using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>A procedure that is not followed any more: nothing can be started from it, everything stays to be read, and a draft of it can bring it back.</summary>
static class RetireProcedure
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/procedures/{sop}/retirement", async (string sop, HttpRequest request, [AsParameters] Workbench bench) =>
    {
        var reason = (await request.ReadFormAsync(bench.Stop))["reason"].ToString().Trim();
        var retired = await Handle(sop, reason, bench);
        return retired.Granted(out _, out var refusal) ? Answers.SeeOther(Links.SopHistory(sop)) : Answers.Refuse(refusal);
    }).Needs(Permission.Administrator);

    public static async Task<Outcome<Dossier>> Handle(string sop, string reason, Workbench bench)
    {
        var inForce = Labels.TryReadSop(sop, out var number)
            ? await (from row in bench.Db.Sops.Numbered(number) join revision in bench.Db.Revisions on row.PublishedId equals revision.Id select (int?)revision.Number).SingleOrDefaultAsync(bench.Stop)
            : null;
        return await ActOnRevision.Handle(bench, sop, inForce, RevisionAct.Retire, (change, dossier) => Retire(change, dossier, reason, bench));
    }

    /// <summary>Within a change that is under way; its refusal means that the change must not be committed.</summary>
    public static Task<Refusal?> Within(Change change, Dossier dossier, string reason, Workbench bench) =>
        ActOnRevision.Within(change, dossier, bench, RevisionAct.Retire, (_, _) => Retire(change, dossier, reason, bench));

    static async Task<Refusal?> Retire(Change change, Dossier dossier, string reason, Workbench bench)
    {
        if (ActOnRevision.Need("reason", reason, "Say why it is not followed any more, and what is followed instead.") is { } refusal) return refusal;
        if (dossier.Standing.InProgress is { } draft) return new Refusal.Conflict($"{draft} is being worked on. Finish it, or discard it first.");
        (dossier.Sop.Retired, dossier.Sop.PublishedId, dossier.Sop.ReviewDueAt) = (true, null, null);
        dossier.Revision.SupersededAt = change.At;
        return await change.Say(dossier, new ProcedureRetired(dossier.Sop.Label, dossier.Revision.Number, reason), bench.Stop);
    }
}
