using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>What is approved comes into force by itself: with the last signature, or when its date has come.</summary>
static class ComeIntoForce
{
    public static async Task<Outcome<Dossier>> Handle(string sop, int number, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Dossier.Load(bench, sop, number)).Granted(out var dossier, out var unknown)) return unknown;
        if (dossier.Revision is not { State: RevisionState.Approved, EffectiveAt: { } date } || date > change.At) return new Refusal.Conflict(dossier.Standing.Stands);
        if (await Within(change, bench, dossier) is { } refusal) return refusal;
        await change.Commit(bench.Stop);
        return dossier;
    }

    /// <summary>The signatures stay valid when something stands in the way, such as a link to a procedure that was retired meanwhile: then it waits for an administrator.</summary>
    public static async Task<Refusal?> Within(Change change, Workbench bench, Dossier dossier)
    {
        if (await PutInForce.Obstacle(bench, dossier.View) is not { } obstacle) return await PutInForce.Within(change, bench, dossier.View, RevisionAct.Publish);
        dossier.Revision.EffectiveAt = null;
        return await change.Say(dossier, new PublicationHeldBack(dossier.Sop.Label, dossier.Revision.Number, obstacle.Message), bench.Stop);
    }
}
