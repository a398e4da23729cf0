using System.Globalization;
using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Editor;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Procedures.Variants;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Editing;

/// <param name="Text">What stands in the form.</param>
/// <param name="BasedOn">The hash of the stored text it is compared with when it is saved.</param>
/// <param name="Theirs">What somebody else saved meanwhile; null when nobody did.</param>
/// <param name="Difference">From theirs to what was typed.</param>
public sealed record DraftForm(string Text, string BasedOn, string? Theirs = null, IReadOnlyList<DiffSegment>? Difference = null);

/// <summary>The plain form of a draft: its Markdown, and what lint says beside it. It works without script, and so does everything in it.</summary>
static class EditDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/draft", (string sop, [AsParameters] Workbench bench) => Show(sop, null, null, bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/draft", Save).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);
        app.MapPut("/api/procedures/{sop}/draft", async (string sop, DraftText input, [AsParameters] Workbench bench) =>
            Answers.Json((await SaveDraft.Handle(sop, new(input.Text, input.BasedOn, []), bench)).Map(saved => new SavedDraft(saved.Sop.Label, saved.Revision.Number, saved.Revision.Sha256))))
            .WithTags("Procedures").Needs(Permission.Member).WithSummary("Saves the draft's text; refused as a conflict when somebody else saved since \"basedOn\".");
        EditorDoors.Map(app);
        OpenDraft.Map(app);
        NewProcedureDoors.Map(app);
        MakeVariant.Map(app);
    }

    static async Task<IResult> Show(string sop, DraftForm? form, Refusal? refusal, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        var (label, revision) = (dossier.Sop.Label, dossier.Revision);
        if (refusal is null && !dossier.May(RevisionAct.Edit)) return Answers.SeeOther(revision.State.IsUnderway() ? Links.Approval(label, revision.Number) : Links.Sop(label));
        var shown = form ?? new(revision.Text, revision.Sha256);
        var view = dossier.View with { Procedure = bench.Texts.Read(ProcedureTexts.Hash(shown.Text), shown.Text, dossier.Sop.FileName) };
        var model = new
        {
            Dossier = dossier,
            Form = shown,
            Findings = await view.Lint(bench),
            Pictures = await bench.Db.RevisionImages.AsNoTracking().Where(image => image.RevisionId == revision.Id).Select(image => image.Path).OrderBy(path => path).ToListAsync(bench.Stop),
            Refusal = refusal,
        };
        return refusal is null ? Answers.Page<EditPage>(model) : Answers.PageAgain<EditPage>(refusal, model);
    }

    static async Task<IResult> Save(string sop, HttpRequest request, FileStore files, [AsParameters] Workbench bench)
    {
        var form = await request.ReadFormAsync(bench.Stop);
        var typed = new DraftForm(form["text"].ToString(), form["basedOn"].ToString());
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var before, out var unknown)) return Answers.Refuse(unknown);
        if (!(await Pictures.Receive(form.Files.GetFiles("pictures"), files, bench.Stop)).Granted(out var pictures, out var bad)) return await Show(sop, typed, bad, bench);
        var text = typed.Text;
        if (form["fix"].ToString() is { Length: > 0 } fix && !(await Mended(before, typed, fix, bench)).Granted(out text!, out var byHand)) return await Show(sop, typed, byHand, bench);
        bench.Db.ChangeTracker.Clear();
        var saved = await SaveDraft.Handle(sop, new(text, typed.BasedOn, pictures), bench);
        if (saved.Granted(out var dossier, out var refusal))
            return Answers.SeeOther(form["then"].ToString() switch
            {
                "read" => Links.Revision(dossier.Sop.Label, dossier.Revision.Number),
                "send" => Links.Sending(dossier.Sop.Label, dossier.Revision.Number),
                _ => Links.Draft(dossier.Sop.Label),
            });
        bench.Db.ChangeTracker.Clear();
        return await Show(sop, await WithTheirs(sop, typed, bench), refusal, bench);
    }

    /// <summary>Both texts, when somebody saved in between; then saving again means to put one's own in the place of theirs.</summary>
    static async Task<DraftForm> WithTheirs(string sop, DraftForm typed, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var now, out _) || now.Revision.Sha256 == typed.BasedOn) return typed;
        var mine = TypedText.Keep(now.Revision.Text, typed.Text);
        return new(mine, now.Revision.Sha256, now.Revision.Text, WordDiff.Of(now.Revision.Text, mine));
    }

    /// <summary>The typed text with one finding mended; as typed where that finding is no longer at its place.</summary>
    /// <param name="fix">The finding's code and place: "purpose-missing@0".</param>
    static async Task<Outcome<string>> Mended(Dossier dossier, DraftForm typed, string fix, Workbench bench)
    {
        var text = TypedText.Keep(dossier.Revision.Text, typed.Text);
        var view = dossier.View with { Procedure = bench.Texts.Read(ProcedureTexts.Hash(text), text, dossier.Sop.FileName) };
        var around = await view.Around(bench);
        if (Lint.Check(view.Procedure, around).FirstOrDefault(finding => FixName(finding) == fix) is not { } finding) return text;
        return Lint.Mend(view.Procedure, around, finding) is { } mended ? mended
            : new Refusal.Invalid("text", $"“{finding.Fix?.Title}” would not help here, because the text around is not read as it looks: something before it may never be closed, or an item hangs in the air. Mend it by hand.");
    }

    internal static string FixName(LintFinding finding) => $"{finding.Code}@{finding.Span.Start.ToString(CultureInfo.InvariantCulture)}";
}
