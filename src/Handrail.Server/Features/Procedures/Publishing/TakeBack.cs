using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Suggesting;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>The ways back: authors withdraw what they sent, reviewers and approvers send it back, a draft is given up.</summary>
static class TakeBack
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/procedures/{sop}/revisions/{number:int}/withdrawal", (string sop, int number, HttpRequest request, [AsParameters] Workbench bench) => Do(sop, number, request, bench, Withdraw)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/revisions/{number:int}/return", (string sop, int number, HttpRequest request, [AsParameters] Workbench bench) => Do(sop, number, request, bench, SendBack)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/revisions/{number:int}/discard", (string sop, int number, HttpRequest request, [AsParameters] Workbench bench) => Do(sop, number, request, bench, Discard)).Needs(Permission.Member);
    }

    static async Task<IResult> Do(string sop, int number, HttpRequest request, Workbench bench, Func<string, int, string, Workbench, Task<Outcome<Dossier>>> act)
    {
        var reason = (await request.ReadFormAsync(bench.Stop))["reason"].ToString().Trim();
        var done = await act(sop, number, reason, bench);
        return done.Granted(out _, out var refusal) ? Answers.SeeOther(Links.Approval(sop, number)) : await ShowApproval.Again(sop, number, refusal, reason, bench);
    }

    public static Task<Outcome<Dossier>> Withdraw(string sop, int number, string reason, Workbench bench) => ActOnRevision.Handle(bench, sop, number, RevisionAct.Withdraw, async (change, dossier) =>
        TooLong(reason) ?? await Thaw(change, dossier, new RevisionWithdrawn(dossier.Sop.Label, number, reason), bench));

    public static Task<Outcome<Dossier>> SendBack(string sop, int number, string reason, Workbench bench) => ActOnRevision.Handle(bench, sop, number, RevisionAct.SendBack, (change, dossier) => SendBack(change, dossier, reason, bench));

    /// <summary>Within a change that is under way; its refusal means that the change must not be committed.</summary>
    public static Task<Refusal?> SendBackWithin(Data.Change change, Dossier dossier, string reason, Workbench bench) =>
        ActOnRevision.Within(change, dossier, bench, RevisionAct.SendBack, (_, _) => SendBack(change, dossier, reason, bench));

    /// <summary>What has to be otherwise stands among the comments, where those who write see it.</summary>
    static async Task<Refusal?> SendBack(Data.Change change, Dossier dossier, string reason, Workbench bench)
    {
        if (NeedsReason(reason) is { } missing) return missing;
        bench.Db.Remarks.Add(Remarks.New(change, dossier, bench.By, step: null, reason, isObjection: false));
        return await Thaw(change, dossier, new RevisionSentBack(dossier.Sop.Label, dossier.Revision.Number, reason), bench);
    }

    public static Refusal.Invalid? NeedsReason(string reason) => ActOnRevision.Need("reason", reason, "Say what has to be otherwise, for those who wrote it.");

    /// <summary>What stood still for the signatures may change again.</summary>
    static Task<Refusal?> Thaw(Data.Change change, Dossier dossier, Fact fact, Workbench bench)
    {
        (dossier.Revision.FrozenEnvironment, dossier.Revision.Seal, dossier.Revision.Approval) = (null, null, null);
        return change.Say(dossier, fact, bench.Stop);
    }

    public static Task<Outcome<Dossier>> Discard(string sop, int number, string reason, Workbench bench) => ActOnRevision.Handle(bench, sop, number, RevisionAct.Discard, async (change, dossier) =>
    {
        if (TooLong(reason) is { } tooLong) return tooLong;
        // What was never in force leaves the lists with its only draft; its history stays, and a new draft brings it back.
        if (dossier.Sop.PublishedId is { } inForce) dossier.Sop.LatestId = inForce;
        else dossier.Sop.Retired = true;
        await NameReaders.Within(bench.Db, bench.Texts, dossier.Sop, bench.Stop);
        return await change.Say(dossier, new DraftDiscarded(dossier.Sop.Label, number, reason), bench.Stop) ?? await AnswerSuggestion.Reopen(change, dossier, reason, bench);
    });

    static Refusal.Invalid? TooLong(string reason) => reason.Length > WalkThrough.MostWords ? new("reason", $"Say it in at most {WalkThrough.MostWords:N0} characters.") : null;
}
