using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>
/// The draft edited step by step. Every edit is one form, so it works without script. The script sends the same forms while one types, and asks for the parts of
/// the page instead of the page: "parts" in the form or the address.
/// </summary>
static class EditorDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/draft/steps", (string sop, string? step, string? @as, string? parts, string? focus, [AsParameters] Workbench bench) => Show(sop, new(step, @as, parts, focus), model => model, bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/draft/steps", Save).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);
        WatchEditors.Map(app);
    }

    /// <param name="Step">The one that is open.</param>
    /// <param name="As">"text" for its Markdown.</param>
    /// <param name="Parts">Anything: only what changes, for the script.</param>
    sealed record Shown(string? Step, string? As, string? Parts, string? Focus);

    static async Task<IResult> Save(string sop, HttpRequest request, FileStore files, [AsParameters] Workbench bench)
    {
        var form = await request.ReadFormAsync(bench.Stop);
        var shown = new Shown(form["open"], form["as"], form["parts"], null);
        if (StepEdit.Read(form) is not { } edit) return await Show(sop, shown, model => model with { Refusal = new Refusal.Invalid("act", "Say what is to be done with the step.") }, bench);
        if (!(await Pictures.Receive(form.Files.GetFiles("picture"), files, bench.Stop)).Granted(out var pictures, out var bad)) return await Show(sop, Of(edit, shown), model => model with { Refusal = bad, Typed = edit }, bench);
        edit = edit with { Picture = pictures is [var first, ..] ? first : null };
        var saved = await EditStep.Handle(sop, edit, bench);
        bench.Db.ChangeTracker.Clear();
        if (!saved.Granted(out var edited, out var refusal)) return await Show(sop, Of(edit, shown), model => model with { Refusal = refusal, Typed = edit }, bench);
        var open = Open(edit, edited, shown);
        if (shown.Parts is { Length: > 0 }) return await Show(sop, shown with { Step = open }, model => model with { Made = shown.Parts == "saved" ? edit : null, Follows = Follows(edited, model), Undo = Undoing.Of(edit, edited), Focus = Focus(edit) }, bench);
        return Answers.SeeOther(Links.DraftStep(sop, open, Focus(edit)));
    }

    static string Follows(EditedDraft edited, EditorModel model) =>
        ProcedureTexts.Hash(edited.After.Source) == model.Dossier.Revision.Sha256 ? ProcedureTexts.Hash(edited.Before.Source) : "";

    /// <summary>What was typed comes back in the form it was typed into.</summary>
    static Shown Of(StepEdit edit, Shown shown) => edit.Act switch
    {
        StepAct.Write => shown with { Step = edit.Step, As = "text" },
        StepAct.Fill or StepAct.Picture or StepAct.Add or StepAct.Phase => shown with { Step = edit.Step },
        _ => shown,
    };

    static string Open(StepEdit edit, EditedDraft edited, Shown shown) => edit.Act switch
    {
        StepAct.Mend or StepAct.Restore or StepAct.About or StepAct.Up or StepAct.Down or StepAct.Move => shown.Step ?? "",
        StepAct.Remove or StepAct.Drop => shown.Step == edit.Step ? "" : shown.Step ?? "",
        _ => edited.Step,
    };

    static string Focus(StepEdit edit) => (edit.Act, edit.Kind) switch
    {
        (StepAct.Add, AddedKind.Checkpoint) => "verify",
        (StepAct.Add, AddedKind.Decision) => "answers",
        (StepAct.Add, AddedKind.Procedure) => "run",
        (StepAct.Add, AddedKind.Step or AddedKind.SubStep) => "detail",
        _ => "",
    };

    static async Task<IResult> Show(string sop, Shown shown, Func<EditorModel, EditorModel> with, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        var (label, revision) = (dossier.Sop.Label, dossier.Revision);
        var model = with(new(dossier, await dossier.View.Lint(bench), shown.Parts is { Length: > 0 } ? KnownHere.Nothing : await KnownHere.Load(dossier, bench)) { Open = shown.Step ?? "", AsText = shown.As == "text", Focus = shown.Focus ?? "" });
        if (!dossier.May(RevisionAct.Edit)) return model.Refusal is { } refused ? Answers.Refuse(refused) : Answers.SeeOther(revision.State.IsUnderway() ? Links.Approval(label, revision.Number) : Links.Sop(label));
        var status = model.Refusal is { } refusal ? Refused.Status(refusal) : StatusCodes.Status200OK;
        return shown.Parts is { Length: > 0 } ? Answers.Page<EditorParts>(new { Model = model }, status) : Answers.Page<EditorPage>(new { Model = model }, status);
    }
}
