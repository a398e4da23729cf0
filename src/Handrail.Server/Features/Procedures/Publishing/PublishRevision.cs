using Handrail.Core;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Change = Handrail.Server.Data.Change;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <param name="Answers">Values for placeholders that nobody has named yet.</param>
/// <param name="Weight">Null for what the comparison with the text in force proposes. What is approved already keeps what was signed.</param>
/// <param name="Overrule">Why it is published in spite of open objections.</param>
/// <param name="Seen">The SHA-256 of the text that whoever publishes has read; empty for whatever it is.</param>
public sealed record PublishInput(string Summary, IReadOnlyDictionary<string, string> Answers, Weight? Weight = null, string Overrule = "", string Seen = "");

/// <summary>An administrator puts in force what is approved, or, where the approval rule allows it, a draft directly.</summary>
static class PublishRevision
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/publication", (string sop, [AsParameters] Workbench bench) => Show(sop, null, null, bench)).Needs(Permission.Administrator);
        app.MapPost("/procedures/{sop}/publication", async (string sop, HttpRequest request, [AsParameters] Workbench bench, SignInManager<Account> signIn) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
            var input = new PublishInput(form["summary"].ToString().Trim(), OpenQuestions.Read(form), form.ContainsKey("weight") ? WeightField.Read(form) : null, form["overrule"].ToString().Trim(), form["seen"].ToString());
            var directly = NeedsPassword(dossier);
            // What was approved on the page may be a draft again, and publishing that is another act.
            var meant = form["act"].ToString();
            Refusal? wrong = meant.Length > 0 && meant != ActFor(dossier).ToString() ? new Refusal.Conflict(dossier.Standing.Stands)
                : directly ? await SignRevision.Reauthenticate(bench, signIn, form["password"].ToString()) : null;
            var done = wrong ?? await Handle(sop, input, directly, bench);
            if (done.Granted(out var published, out var refusal)) return Answers.SeeOther(Links.Sop(published.Sop.Label));
            bench.Db.ChangeTracker.Clear();
            return await Show(sop, input, refusal, bench);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(string sop, PublishInput? typed, Refusal? refusal, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        if (refusal is null && !dossier.May(ActFor(dossier))) return Answers.SeeOther(dossier.Revision.State == RevisionState.Published ? Links.Sop(dossier.Sop.Label) : Links.Approval(dossier.Sop.Label, dossier.Revision.Number));
        var model = new
        {
            Dossier = dossier,
            Findings = (await dossier.View.Lint(bench)).Where(finding => finding.Code != "placeholder-unresolved").ToList(),
            Questions = OpenQuestions.In(dossier.View),
            Changes = await ChangesSince.InForce(bench, dossier.View),
            Typed = typed,
            Refusal = refusal,
        };
        return refusal is null ? Answers.Page<PublishPage>(model) : Answers.PageAgain<PublishPage>(refusal, model);
    }

    public static RevisionAct ActFor(Dossier dossier) => dossier.Revision.State == RevisionState.Approved ? RevisionAct.Publish : RevisionAct.PublishDirectly;

    /// <summary>The name of whoever publishes directly stands where the signatures of others would.</summary>
    public static bool NeedsPassword(Dossier dossier) => ActFor(dossier) == RevisionAct.PublishDirectly && dossier.May(RevisionAct.PublishDirectly);

    /// <param name="identified">Whoever publishes gave the password once more, or came as a program with a token of theirs: a draft comes into force directly on nobody's open session.</param>
    public static async Task<Outcome<Dossier>> Handle(string sop, PublishInput input, bool identified, Workbench bench)
    {
        if (input.Summary.Length > 2000) return new Refusal.Invalid("summary", "Say it in at most 2,000 characters.");
        await using var change = await bench.Begin();
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return unknown;
        // What was approved a moment ago is a draft again; whoever meant to publish what others had signed is told so.
        if (!identified && NeedsPassword(dossier)) return new Refusal.Conflict(dossier.Standing.Stands);
        if (await Within(change, dossier, input, bench) is { } refused) return refused;
        await change.Commit(bench.Stop);
        return dossier;
    }

    /// <summary>Within a change that is under way; its refusal means that the change must not be committed.</summary>
    public static async Task<Refusal?> Within(Change change, Dossier dossier, PublishInput input, Workbench bench)
    {
        var act = ActFor(dossier);
        if (RevisionLife.Refuses(dossier.Standing, act, dossier.Me) is { } refusal) return refusal;
        if (ActOnRevision.Unread(dossier, input.Seen, "publish it") is { } unread) return unread;
        var view = dossier.View;
        if (act == RevisionAct.PublishDirectly)
        {
            if (!(await Directly(change, dossier, input, bench)).Granted(out var answered, out var cannot)) return cannot;
            view = answered;
        }
        return await PutInForce.Within(change, bench, view, act);
    }

    /// <summary>What review and approval would have settled.</summary>
    static async Task<Outcome<SopView>> Directly(Change change, Dossier dossier, PublishInput input, Workbench bench)
    {
        var (revision, changes) = (dossier.Revision, await ChangesSince.InForce(bench, dossier.View));
        if (changes is not null && input.Summary.Length == 0) return new Refusal.Invalid("summary", $"Say what changed since v{changes.From}, for the history and for those who follow it.");
        if (dossier.Standing.OpenObjections > 0)
        {
            if (ActOnRevision.Need("overrule", input.Overrule, "An objection is open. Say why it is published all the same.") is { } why) return why;
            if (await Remarks.Overrule(change, dossier, input.Overrule, bench) is { } tooLong) return tooLong;
        }
        if (!(await OpenQuestions.Answer(change, bench, dossier.View, input.Answers)).Granted(out var view, out var refusal)) return refusal;
        // A draft that was sent for review first is frozen already; published directly, it takes the values of now.
        (revision.FrozenEnvironment, revision.Seal, revision.Summary, revision.EffectiveAt) = (null, null, input.Summary.Length > 0 ? input.Summary : revision.Summary, null);
        revision.Weight = input.Weight ?? ChangesSince.Proposed(changes);
        revision.Approval = dossier.Standing.Contributors.Contains(dossier.Me.Id)
            ? $"published by {dossier.Me.Name}, administrator, without the approval of a second person"
            : $"published by {dossier.Me.Name}, administrator, who did not write it";
        return view;
    }
}
