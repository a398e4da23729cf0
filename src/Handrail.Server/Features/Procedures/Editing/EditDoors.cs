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
/// <param name="Base">That text, so that its parts can be put together with what others save meanwhile; null where it was not sent.</param>
public sealed record DraftForm(string Text, string BasedOn, string? Base)
{
    /// <summary>What somebody else wrote otherwise meanwhile: until a person decides, nothing is saved.</summary>
    public IReadOnlyList<UpdatePart> Disputed { get; init; } = [];
}

/// <param name="Pictures">The names of those it can show.</param>
public sealed record SourceModel(Dossier Dossier, DraftForm Form, IReadOnlyList<LintFinding> Findings, IReadOnlyList<string> Pictures, KnownHere Known, Refusal? Refusal)
{
    public string Label => Dossier.Sop.Label;

    /// <summary>What was saved by the request this answers; null where nothing was.</summary>
    public string? Typed { get; init; }

    /// <summary>It was not said which text was edited, and that text is no longer there: said, the parts could be put together.</summary>
    public bool WantsBase => Refusal is Refusal.Conflict && Form.Base is null;

    /// <summary>The stored text, where the script does not have it.</summary>
    public string? Stands => Typed is { } typed && TypedText.Keep(Dossier.Revision.Text, typed) == Dossier.Revision.Text ? null : Dossier.Revision.Text;
}

/// <summary>The plain form of a draft: its Markdown, and what lint says beside it. It works without script, and so does everything in it.</summary>
static class EditDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/draft", (string sop, string? parts, [AsParameters] Workbench bench) => Show(sop, new(parts), bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/draft", Save).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);
        app.MapPut("/api/procedures/{sop}/draft", async (string sop, DraftText input, [AsParameters] Workbench bench) =>
            Answers.Json((await SaveDraft.Handle(sop, new(input.Text, input.BasedOn, []), bench)).Map(saved => new SavedDraft(saved.Sop.Label, saved.Revision.Number, saved.Revision.Sha256))))
            .WithTags("Procedures").Needs(Permission.Member).WithSummary("Saves the draft's text; refused as a conflict when somebody else saved since \"basedOn\".");
        EditorDoors.Map(app);
        OpenDraft.Map(app);
        NewProcedureDoors.Map(app);
        MakeVariant.Map(app);
    }

    /// <param name="Parts">Anything: only what changes, for the script.</param>
    sealed record Shown(string? Parts, DraftForm? Form = null, Refusal? Refusal = null, string? Typed = null);

    static async Task<IResult> Show(string sop, Shown shown, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        var (label, revision, refusal) = (dossier.Sop.Label, dossier.Revision, shown.Refusal);
        if (refusal is null && !dossier.May(RevisionAct.Edit)) return Answers.SeeOther(revision.State.IsUnderway() ? Links.Approval(label, revision.Number) : Links.Sop(label));
        var form = shown.Form ?? new(revision.Text, revision.Sha256, revision.Text);
        var view = dossier.View with { Procedure = bench.Texts.Read(ProcedureTexts.Hash(form.Text), form.Text, dossier.Sop.FileName) };
        var findings = await view.Lint(bench);
        if (shown.Parts is { Length: > 0 }) return Answers.Page<SourceParts>(new { Model = new SourceModel(dossier, form, findings, [], KnownHere.Nothing, refusal) { Typed = shown.Typed } }, refusal is null ? StatusCodes.Status200OK : Refused.Status(refusal));
        var pictures = await bench.Db.RevisionImages.AsNoTracking().Where(image => image.RevisionId == revision.Id).Select(image => image.Path).OrderBy(path => path).ToListAsync(bench.Stop);
        var page = new { Model = new SourceModel(dossier, form, findings, pictures, await KnownHere.Load(dossier, bench), refusal) };
        return refusal is null ? Answers.Page<EditPage>(page) : Answers.PageAgain<EditPage>(refusal, page);
    }

    static async Task<IResult> Save(string sop, HttpRequest request, FileStore files, [AsParameters] Workbench bench)
    {
        var form = await request.ReadFormAsync(bench.Stop);
        var parts = form["parts"].ToString();
        var typed = new DraftForm(form["text"].ToString(), form["basedOn"].ToString(), form.TryGetValue("base", out var began) ? began.ToString() : null);
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var before, out var unknown)) return Answers.Refuse(unknown);
        if (!(await Pictures.Receive(form.Files.GetFiles("pictures"), files, bench.Stop)).Granted(out var pictures, out var bad)) return await Show(sop, new(parts, typed, bad), bench);
        var text = typed.Text;
        if (form["fix"].ToString() is { Length: > 0 } fix && !(await Mended(before, typed, fix, bench)).Granted(out text!, out var byHand)) return await Show(sop, new(parts, typed, byHand), bench);
        bench.Db.ChangeTracker.Clear();
        var saved = await SaveDraft.Handle(sop, new(text, typed.BasedOn, pictures) { Base = typed.Base }, bench);
        bench.Db.ChangeTracker.Clear();
        if (!saved.Granted(out var dossier, out var refusal)) return await Show(sop, new(parts, await WithTheirs(sop, typed, bench), refusal), bench);
        if (parts.Length > 0) return await Show(sop, new(parts, Typed: typed.Text), bench);
        return Answers.SeeOther(form["then"].ToString() switch
        {
            "read" => Links.Revision(dossier.Sop.Label, dossier.Revision.Number),
            "send" => Links.Sending(dossier.Sop.Label, dossier.Revision.Number),
            _ => Links.Draft(dossier.Sop.Label),
        });
    }

    /// <summary>
    /// Where somebody saved in between, both texts put together but for what both wrote otherwise: there the typed words stand, and saving again means to put them
    /// in the place of the others.
    /// </summary>
    static async Task<DraftForm> WithTheirs(string sop, DraftForm typed, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var now, out _) || now.Revision.Sha256 == typed.BasedOn || typed.Base is null) return typed;
        var merged = SaveDraft.Merge(now, typed.Base, TypedText.Keep(now.Revision.Text, typed.Text));
        return new(merged.Text, now.Revision.Sha256, now.Revision.Text) { Disputed = merged.Disputed };
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
