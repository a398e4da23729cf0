using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Procedures.Acknowledging;

/// <summary>Somebody says that they have read the version in force and will follow it. Saying it twice is saying it once.</summary>
static class Acknowledge
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/procedures/{sop}/revisions/{number:int}/acknowledgement", async (string sop, int number, [AsParameters] Workbench bench) =>
            (await Handle(sop, number, bench)).Granted(out var acknowledged, out var refusal) ? Answers.SeeOther(Links.Sop(acknowledged.Label)) : Answers.Refuse(refusal))
            .Needs(Permission.Member);

    /// <param name="number">Of the version they have read; what is published does not change, so it says which text that was.</param>
    public static async Task<Outcome<Sop>> Handle(string label, int number, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, label, number, bench.Stop)).Granted(out var view, out var unknown)) return unknown;
        var (sop, revision) = (view.Sop, view.Revision);
        if (!view.IsInForce) return new Refusal.Conflict($"{sop.Label} v{number} is {(sop.Retired ? "not followed any more" : revision.State.InWords())}; only the version in force is acknowledged.");
        var mine = await MyAcknowledgement.Of(bench, sop);
        if (mine.Last?.Revision >= sop.AcknowledgedFrom) return sop;
        if (!mine.IsAsked) return new Refusal.Conflict($"{sop.Label} does not ask you: neither its audience nor its roles mean you.");
        var acknowledgement = new Acknowledgement
        {
            OrganizationId = bench.By.OrganizationId,
            SopId = sop.Id,
            MemberId = bench.By.Id,
            Revision = number,
            Sha256 = revision.Sha256,
            Seal = revision.Seal ?? throw new InvalidOperationException($"{sop.Label} v{number} is in force without a seal."),
            At = change.At,
        };
        bench.Db.Acknowledgements.Add(acknowledgement);
        if ((await change.Append(sop.Subject, new ProcedureAcknowledged(sop.Label, number, acknowledgement.Sha256, acknowledgement.Seal, Distribution.Meaning), bench.Stop)).Refusal is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return sop;
    }
}
