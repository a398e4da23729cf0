using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>What has to be otherwise goes back, with one reason for all that are ticked.</summary>
static class SendBackTogether
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/environment/changes/{change}/return", async (string change, HttpRequest request, [AsParameters] Workbench bench) =>
    {
        var form = await request.ReadFormAsync(bench.Stop);
        var sent = await Handle(change, Picked.Read(form), form["reason"].ToString().Trim(), bench);
        return sent.Granted(out var acted, out var refusal) ? ActTogether.Answer(change, "returned", acted) : await ShowTogether.Again(change, refusal, form, bench);
    }).Needs(Permission.Member);

    public static Task<Outcome<Acted>> Handle(string label, Picked picked, string reason, Workbench bench) =>
        ActTogether.Handle(bench, label, picked, (change, dossier) => Task.FromResult(Ready(change, dossier, reason, bench)));

    static Outcome<Writing> Ready(Change change, Dossier dossier, string reason, Workbench bench)
    {
        if (RevisionLife.Refuses(dossier.Standing, RevisionAct.SendBack, dossier.Me) is { } refusal) return refusal;
        if (TakeBack.NeedsReason(reason) is { } missing) return missing;
        Writing write = () => TakeBack.SendBackWithin(change, dossier, reason, bench);
        return write;
    }
}
