using System.Text;
using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Procedures.Linting;
using Handrail.Server.Data;
using Handrail.Server.Features.ApiDocs;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Binder;
using Handrail.Server.Features.Procedures.Importing;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>The doors of procedures for programs: the same handlers, JSON instead of pages.</summary>
static class ProcedureApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/procedures").WithTags("Procedures");
        api.MapGet("/", async (string? q, string? family, string? state, int? page, [AsParameters] Workbench bench) =>
            (await FindProcedures.Handle(bench.Db, await FindProcedures.Among(state ?? "", bench), q?.Trim() ?? "", family ?? "", state ?? "", Math.Clamp(page ?? 1, 1, 10_000), bench.Stop)).Take(FindProcedures.SizeOfPage(q?.Trim() ?? ""))
                .Select(row => new ProcedureSummary(row.Label, row.Title, row.Family, row.Owner, row.Version, row.IsPublished, row.ReviewDueAt, row.LastRunAt)))
            .WithSummary("Procedures, fifty a page; q searches titles and texts, and finds twenty a page.");

        api.MapGet("/binder", DownloadBinder.Download).Produces<string>(contentType: "text/html").WithSummary("All procedures in force in one HTML file; family (as often as one likes) or emergency choose.");

        api.MapGet("/{sop}", async (string sop, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
            Answers.Json((await SopView.Load(db, texts, member, sop, null, stop)).Map(Detail)))
            .WithSummary("One procedure: what is in force, or the draft.");

        api.MapGet("/{sop}/text", async (string sop, int? revision, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
            (await SopView.Load(db, texts, member, sop, revision, stop)).Granted(out var view, out var refusal)
                ? Results.Bytes(Encoding.UTF8.GetBytes(view.Revision.Text), "text/markdown; charset=utf-8")
                : Answers.Refuse(refusal))
            .Produces<string>(contentType: "text/markdown").WithSummary("The Markdown text, byte for byte.");

        api.MapPost("/", async (HttpRequest request, CurrentMember member, HandrailDb db, ProcedureTexts texts, FileStore files, TimeProvider clock, CancellationToken stop) =>
            Answers.Json(await Import(request, member, db, texts, files, clock, stop)))
            .WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member).Takes("files")
            .WithSummary("Brings in Markdown files, Word documents, pictures and zips; every text becomes a draft.");

        api.MapPut("/{sop}/publication", async (string sop, PublishInput input, [AsParameters] Workbench bench) =>
            Answers.Json((await PublishRevision.Handle(sop, input, identified: true, bench)).Map(published => new PublishedRevision(published.Sop.Label, published.Revision.Number, published.Revision.Sha256, published.Revision.PublishedAt!.Value))))
            .Needs(Permission.Administrator).WithSummary("Publishes what is approved, or the draft directly where the approval rule allows it.");
    }

    static ProcedureDetail Detail(SopView view) => new(view.Sop.Label, view.Procedure.Title, view.Revision.Number, view.Revision.State.ToString(), view.Revision.Sha256,
        [.. view.Unseen.Withheld(view.Procedure).Main.Select(phase => new PhaseDetail(phase.Title, phase.AnyOrder, [.. phase.Steps.SelectMany(step => step.SelfAndDescendants).Select(step => new StepDetail(step.Anchor, step.Number, step.Instruction, step.Role, step.Verify, step.IsDecision))]))]);

    static async Task<Outcome<IReadOnlyList<ImportedProcedure>>> Import(HttpRequest request, CurrentMember by, HandrailDb db, ProcedureTexts texts, FileStore files, TimeProvider clock, CancellationToken stop)
    {
        if (!request.HasFormContentType) return new Refusal.Invalid("files", "Send the files as multipart/form-data in the field \"files\".");
        var form = await request.ReadFormAsync(stop);
        if (!(await BringFiles.Handle(form.Files, forLibrary: false, by, db, files, clock, stop)).Granted(out var import, out var refusal)) return refusal;
        var brought = await db.ImportFiles.AsNoTracking().Where(file => file.ImportId == import).ToListAsync(stop);
        if (brought.Find(file => file.LeftOut is not null) is { } leftOut) return new Refusal.Invalid("files", $"{leftOut.Path}: {leftOut.LeftOut}");
        db.ChangeTracker.Clear();
        var accepted = await ImportPreview.Accept(import, brought.Where(file => file.Text is not null).Select(file => file.Path).ToHashSet(), by, db, texts, clock, stop);
        return accepted.Map(sops => (IReadOnlyList<ImportedProcedure>)[.. sops.Select(sop => Imported(sop, brought, texts))]);
    }

    static ImportedProcedure Imported(Sop sop, List<ImportFile> brought, ProcedureTexts texts)
    {
        var text = brought.First(file => file.Text is not null && Path.GetFileName(file.Path) == sop.FileName).Text!;
        var procedure = texts.Read(ProcedureTexts.Hash(text), text, sop.FileName);
        var findings = Lint.Check(procedure, LintContext.Nothing);
        return new(sop.Label, sop.Title, procedure.AllSteps.Count(), findings.Count(finding => finding.Severity == Severity.Error), findings.Count(finding => finding.Severity == Severity.Warning));
    }
}
