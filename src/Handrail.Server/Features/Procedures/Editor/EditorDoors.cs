using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>The draft edited step by step. Every edit is one form, so it works without script.</summary>
static class EditorDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/draft/steps", (string sop, [AsParameters] Workbench bench) => Show(sop, null, null, bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/draft/steps", Save).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);
    }

    static async Task<IResult> Save(string sop, HttpRequest request, [AsParameters] Workbench bench)
    {
        var form = await request.ReadFormAsync(bench.Stop);
        if (!Enum.TryParse<StepAct>(form["act"], ignoreCase: true, out var act) || !Enum.IsDefined(act)) return await Show(sop, null, new Refusal.Invalid("act", "Say what is to be done with the step."), bench);
        var edit = new StepEdit(act, form[act == StepAct.Mend ? "fix" : "step"].ToString(), form["basedOn"].ToString(), form["text"].ToString());
        var saved = await EditStep.Handle(sop, edit, bench);
        bench.Db.ChangeTracker.Clear();
        if (!saved.Granted(out _, out var refusal)) return await Show(sop, edit, refusal, bench);
        return Answers.SeeOther(Links.DraftSteps(sop) + (edit.Step.Length > 0 && act is not (StepAct.Mend or StepAct.Remove) ? "#" + edit.Step : ""));
    }

    static async Task<IResult> Show(string sop, StepEdit? typed, Refusal? refusal, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        var (label, revision) = (dossier.Sop.Label, dossier.Revision);
        if (!dossier.May(RevisionAct.Edit)) return refusal is not null ? Answers.Refuse(refusal) : Answers.SeeOther(revision.State.IsUnderway() ? Links.Approval(label, revision.Number) : Links.Sop(label));
        var model = new { Dossier = dossier, Findings = await dossier.View.Lint(bench.Db, bench.Library, bench.Stop), Typed = typed, Refusal = refusal };
        return refusal is null ? Answers.Page<EditorPage>(model) : Answers.PageAgain<EditorPage>(refusal, model);
    }
}
