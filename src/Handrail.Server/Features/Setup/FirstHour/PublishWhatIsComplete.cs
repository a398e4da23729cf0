using Handrail.Core;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;

namespace Handrail.Server.Features.Setup.FirstHour;

/// <summary>Every draft that leaves nothing open, in one act: in force where the approval rule allows it without a second person, else sent for review. Policies are signed with them by whoever may sign alone.</summary>
static class PublishWhatIsComplete
{
    static readonly IReadOnlyDictionary<string, string> NoAnswers = new Dictionary<string, string>();

    /// <param name="signs">Whoever does it gave the password once more, and signs the policies.</param>
    /// <returns>How many were put in force or sent. A draft with an error in its text stays a draft; so does one that came back from review or whose rule nobody can fulfil.</returns>
    public static async Task<Outcome<int>> Handle(bool signs, Workbench bench)
    {
        await using var change = await bench.Begin();
        var done = 0;
        foreach (var sop in (await WhatIsOpen.Load(bench)).Complete.Where(sop => sop.PublishedId is null))
        {
            if (!(await Dossier.Load(bench, sop.Label, null)).Granted(out var dossier, out var unknown)) return unknown;
            if (await PutInForce.Obstacle(bench, dossier.View) is not null || dossier.Standing.OpenObjections > 0) continue;
            Refusal? refused = null;
            if (dossier.May(RevisionAct.PublishDirectly)) refused = await PublishRevision.Within(change, dossier, new("", NoAnswers), bench);
            else if (dossier.May(RevisionAct.SendForReview) && Signing.Unobtainable(dossier.Standing) is null) refused = await SendForReview.Within(change, dossier, new("The first version, from the library.", Weight.Material, [], "", NoAnswers), bench);
            else continue;
            if (refused is not null) return refused;
            done++;
        }
        foreach (var policy in signs ? (await FirstPolicies.Load(bench)).Where(policy => policy.MaySign) : [])
        {
            if ((await ApprovePolicy.Within(change, policy.Desk, policy.Draft.Sha256, bench)).Refusal is { } refusal) return refusal;
            done++;
        }
        if (done == 0) return new Refusal.Conflict("No draft can be put in force or sent as it stands. Open one to see what stops it; policies want your password.");
        await change.Commit(bench.Stop);
        return done;
    }
}
