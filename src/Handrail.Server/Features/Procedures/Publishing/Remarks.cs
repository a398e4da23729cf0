using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>Words about a draft or one of its steps, by anybody here; and the taking back of objections.</summary>
static class Remarks
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/procedures/{sop}/revisions/{number:int}/remarks", async (string sop, int number, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var (step, text) = (form["step"].ToString(), form["text"].ToString());
            var made = await Make(sop, number, step.Length == 0 ? null : step, text, bench);
            return made.Granted(out _, out var refusal) ? Answers.SeeOther(Links.Approval(sop, number) + "#remarks") : await ShowApproval.Again(sop, number, refusal, text, bench);
        }).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/revisions/{number:int}/remarks/{remark:guid}/withdrawal", async (string sop, int number, Guid remark, [AsParameters] Workbench bench) =>
        {
            var withdrawn = await Withdraw(sop, number, new(remark), bench);
            return withdrawn.Granted(out _, out var refusal) ? Answers.SeeOther(Links.Approval(sop, number) + "#remarks") : Answers.Refuse(refusal);
        }).Needs(Permission.Member);
    }

    public static Task<Outcome<Dossier>> Make(string sop, int number, string? step, string text, Workbench bench) => ActOnRevision.Handle(bench, sop, number, RevisionAct.Comment, async (change, dossier) =>
    {
        if (!WalkThrough.Words(StepVerdict.Commented, text).Granted(out var words, out var missing)) return missing;
        if (step is not null && dossier.Walk.Find(step) is null) return new Refusal.NotFound("This revision has no such step.");
        bench.Db.Remarks.Add(New(change, dossier, bench.By, step, words!, isObjection: false));
        return await change.Say(dossier, new RemarkMade(dossier.Sop.Label, number, step, words!), bench.Stop);
    });

    static Task<Outcome<Dossier>> Withdraw(string sop, int number, Id<Remark> id, Workbench bench) => ActOnRevision.Handle(bench, sop, number, RevisionAct.Comment, async (change, dossier) =>
    {
        if (dossier.Remarks.FirstOrDefault(remark => remark.Id == id) is not { IsObjection: true } objection) return new Refusal.NotFound("There is no such objection.");
        if (objection.AuthorId != bench.By.Id) return new Refusal.Forbidden("An objection is taken back by whoever made it. Who approves can overrule it with a reason.");
        if (objection.SettledAt is { } settled) return new Refusal.Conflict($"{dossier.NameOf(objection.SettledById)} settled this objection on {RevisionStanding.When(settled)}.");
        return await TakeBack(change, dossier, remark => remark.Id == id, bench);
    });

    /// <summary>Settles what somebody objected to and objects to no more.</summary>
    public static async Task<Refusal?> TakeBack(Change change, Dossier dossier, Predicate<Remark> which, Workbench bench)
    {
        foreach (var objection in dossier.Remarks.Where(remark => remark.IsOpenObjection && which(remark)))
        {
            (objection.SettledAt, objection.SettledById) = (change.At, bench.By.Id);
            if (await change.Say(dossier, new ObjectionSettled(dossier.Sop.Label, dossier.Revision.Number, objection.Step, false, ""), bench.Stop) is { } tooLong) return tooLong;
        }
        return null;
    }

    /// <summary>Settles all that is open, against whoever objected.</summary>
    public static async Task<Refusal?> Overrule(Change change, Dossier dossier, string reason, Workbench bench)
    {
        foreach (var objection in dossier.Remarks.Where(remark => remark.IsOpenObjection))
        {
            (objection.SettledAt, objection.SettledById, objection.Overruled, objection.Settlement) = (change.At, bench.By.Id, true, reason);
            if (await change.Say(dossier, new ObjectionSettled(dossier.Sop.Label, dossier.Revision.Number, objection.Step, true, reason), bench.Stop) is { } tooLong) return tooLong;
        }
        return null;
    }

    public static Remark New(Change change, Dossier dossier, CurrentMember by, string? step, string text, bool isObjection) => new()
    {
        Id = Id<Remark>.New(change.At),
        OrganizationId = by.OrganizationId,
        RevisionId = dossier.Revision.Id,
        Round = dossier.Revision.Round,
        Step = step,
        IsObjection = isObjection,
        Text = text,
        AuthorId = by.Id,
        At = change.At,
    };
}
