using System.Text;
using Handrail.Core;
using Handrail.Core.Procedures.Flow;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Features.Procedures.Binder;
using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Features.Procedures.Control;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Procedures.Reading;
using Handrail.Server.Features.Procedures.Suggesting;
using Handrail.Server.Features.Procedures.Updating;
using Handrail.Server.Features.Procedures.Variants;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>Reading a procedure: the document, the chart, the history, the text itself, its pictures.</summary>
static class ReadProcedure
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}", (string sop, HttpContext context, Articles articles, KeptPages pages, [AsParameters] Workbench bench) =>
            sop.EndsWith(".md", StringComparison.Ordinal) ? Markdown(sop[..^3], null, bench.By, bench.Db, bench.Texts, bench.Stop) : Document(sop, null, context, articles, pages, bench));
        app.MapGet("/procedures/{sop}/flow", (string sop, HttpContext context, [AsParameters] Workbench bench) => Flow(sop, null, context, bench));
        app.MapGet("/procedures/{sop}/revisions/{number:int}", (string sop, int number, HttpContext context, Articles articles, KeptPages pages, [AsParameters] Workbench bench) => Document(sop, number, context, articles, pages, bench));
        app.MapGet("/procedures/{sop}/revisions/{number:int}.md", (string sop, int number, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) => Markdown(sop, number, member, db, texts, stop));
        app.MapGet("/procedures/{sop}/revisions/{number:int}/flow", (string sop, int number, HttpContext context, [AsParameters] Workbench bench) => Flow(sop, number, context, bench));
        app.MapGet("/procedures/{sop}/revisions/{number:int}/images/{*path}", Picture);
        app.MapGet("/procedures/{sop}/copies/{copy:int}", (string sop, int copy, HttpContext context, Articles articles, KeptPages pages, [AsParameters] Workbench bench) => Copy(sop, copy, context, articles, pages, bench));
        ShowAccess.Map(app);
        DocumentControl.Map(app);
        DownloadBinder.Map(app);
        app.MapGet("/procedures/by-file/{name}", async (string name, [AsParameters] Workbench bench) =>
            await SopLinks.Find(bench.Db, name, bench.Stop) is { } sop ? Answers.SeeOther(Links.Sop(sop.Label))
            : bench.Library.Named(name) is not null || (await OwnShelf.Lines(bench)).Any(template => template.FileName == name) ? Answers.SeeOther($"{Links.Library}#{Uri.EscapeDataString(name)}")
            : Answers.Refuse(new Refusal.NotFound($"The procedure “{name}” is not among those of your organization. Take it from the library, or import it.")));
    }

    static Task<IResult> Document(string sop, int? number, HttpContext context, Articles articles, KeptPages pages, Workbench bench, IssuedCopy? copy = null) =>
        pages.Answer(context, bench.By, bench.Db, async page =>
        {
            if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, sop, number, bench.Stop)).Granted(out var view, out var refusal)) return Answers.Refuse(refusal);
            // What is being written or reviewed changes between facts.
            if (view.Revision.State.IsUnderway()) page.KeepNothing();
            var about = await About(view, context, bench) with { Copy = copy };
            return Answers.Page<SopPage>(new { About = about, Document = page.Put(await articles.Document(view, about.Distinction)) });
        });

    /// <summary>The version that a controlled copy is of, to be printed with the copy's number on it.</summary>
    static async Task<IResult> Copy(string sop, int copy, HttpContext context, Articles articles, KeptPages pages, Workbench bench)
    {
        if (!(await ControlPrintedCopies.Find(sop, copy, bench)).Granted(out var found, out var unknown)) return Answers.Refuse(unknown);
        var by = await bench.Db.Members.Where(member => member.Id == found.Copy.IssuedById).Select(member => member.Name).SingleAsync(bench.Stop);
        return await Document(sop, found.Copy.Revision, context, articles, pages, bench, new IssuedCopy(found.Copy, by));
    }

    static async Task<IResult> Flow(string sop, int? number, HttpContext context, Workbench bench) =>
        (await SopView.Load(bench.Db, bench.Texts, bench.By, sop, number, bench.Stop)).Granted(out var view, out var refusal)
            ? Answers.Page<SopPage>(new { About = await About(view, context, bench), Chart = (MarkupString?)Articles.Chart(view), Words = FlowText.Of(Articles.Graph(view)) })
            : Answers.Refuse(refusal);

    static async Task<AboutSop> About(SopView view, HttpContext context, Workbench bench)
    {
        var original = await Original.Of(view.Sop, bench);
        var mine = view.IsInForce ? await MyAcknowledgement.WithDifference(bench, view.Sop) : null;
        var about = new AboutSop(view, bench.By,
            view.Revision.State.IsUnderway() && (await Dossier.Load(bench, view.Sop.Label, view.Revision.Number)).Granted(out var dossier, out _) ? dossier : null,
            await bench.Db.Suggestions.CountAsync(row => row.SopId == view.Sop.Id && row.State == SuggestionState.Open, bench.Stop),
            await AboutSop.PeopleOf(view, bench), await AboutSop.LastReviewOf(view, bench), bench.Now, AddressOf(context, view))
        {
            Original = original,
            Difference = (original as FollowedBase)?.DifferenceTo(view, bench.Texts),
            Variants = await VariantRow.Of(view.Sop, bench),
            Acknowledgement = mine,
            // Where it is said already what changed since somebody acknowledged, no second sentence says it otherwise.
            Since = view.IsInForce && mine?.Since is null ? await MyDifference.Of(bench, view.Sop) : null,
        };
        return !view.IsInForce || bench.By.Permission < Permission.Member ? about : about with
        {
            MayRun = await about.Runners.Includes(bench.By, bench.Db, bench.Now, bench.Stop),
            MayWrite = await about.Writers.Includes(bench.By, bench.Db, bench.Now, bench.Stop),
        };
    }

    static async Task<IResult> Markdown(string sop, int? number, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
        (await SopView.Load(db, texts, member, sop, number, stop)).Granted(out var view, out var refusal)
            ? Results.File(Encoding.UTF8.GetBytes(view.Revision.Text), "text/markdown; charset=utf-8", $"{view.Sop.Label}-v{view.Revision.Number}.md")
            : Answers.Refuse(refusal);

    static async Task<IResult> Picture(string sop, int number, string path, CurrentMember member, HandrailDb db, FileStore files, HttpContext context, CancellationToken stop)
    {
        if (!Labels.TryReadSop(sop, out var sopNumber)) return Answers.Nothing();
        var wanted = Uri.UnescapeDataString(path);
        var sha256 = await (from row in db.Sops.Numbered(sopNumber)
                            join revision in db.Revisions on row.Id equals revision.SopId
                            join image in db.RevisionImages on revision.Id equals image.RevisionId
                            where revision.Number == number && image.Path == wanted
                            select image.Sha256).SingleOrDefaultAsync(stop);
        return sha256 is null ? Answers.Nothing() : await ServeFile.Send(context, db, files, sha256, stop);
    }

    static string AddressOf(HttpContext context, SopView view) => $"{context.Request.Scheme}://{context.Request.Host}{Links.Sop(view.Sop.Label)}";
}
