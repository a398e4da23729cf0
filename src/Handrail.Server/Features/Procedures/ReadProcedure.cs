using System.Text;
using Handrail.Core;
using Handrail.Core.Procedures.Flow;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Reading;
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
        app.MapGet("/procedures/{sop}", (string sop, CurrentMember member, HttpContext context, HandrailDb db, ProcedureTexts texts, Articles articles, KeptPages pages, CancellationToken stop) =>
            sop.EndsWith(".md", StringComparison.Ordinal) ? Markdown(sop[..^3], null, member, db, texts, stop) : Document(sop, null, member, context, db, texts, articles, pages, stop));
        app.MapGet("/procedures/{sop}/flow", (string sop, CurrentMember member, HttpContext context, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
            Flow(sop, null, member, context, db, texts, clock, stop));
        app.MapGet("/procedures/{sop}/revisions/{number:int}", (string sop, int number, CurrentMember member, HttpContext context, HandrailDb db, ProcedureTexts texts, Articles articles, KeptPages pages, CancellationToken stop) =>
            Document(sop, number, member, context, db, texts, articles, pages, stop));
        app.MapGet("/procedures/{sop}/revisions/{number:int}.md", (string sop, int number, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) => Markdown(sop, number, member, db, texts, stop));
        app.MapGet("/procedures/{sop}/revisions/{number:int}/flow", (string sop, int number, CurrentMember member, HttpContext context, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
            Flow(sop, number, member, context, db, texts, clock, stop));
        app.MapGet("/procedures/{sop}/revisions/{number:int}/images/{*path}", Picture);
        app.MapGet("/procedures/{sop}/history", History);
        app.MapGet("/procedures/by-file/{name}", async (string name, CurrentMember member, HandrailDb db, Library library, CancellationToken stop) =>
            await SopLinks.Find(db, name, stop) is { } sop ? Answers.SeeOther(Links.Sop(sop.Label))
            : library.Templates.Any(template => template.FileName == name) ? Answers.SeeOther($"{Links.Library}#{Uri.EscapeDataString(name)}")
            : Answers.Refuse(new Refusal.NotFound($"The procedure “{name}” is not among those of your organization. Take it from the library, or import it.")));
    }

    static Task<IResult> Document(string sop, int? number, CurrentMember member, HttpContext context, HandrailDb db, ProcedureTexts texts, Articles articles, KeptPages pages, CancellationToken stop) =>
        pages.Answer(context, member, db, async holes => (await SopView.Load(db, texts, member, sop, number, stop)).Granted(out var view, out var refusal)
            ? Answers.Page<SopPage>(new { View = view, Member = member, Document = holes.Put(await articles.Document(view)), Printed = holes.Now, Address = AddressOf(context, view) })
            : Answers.Refuse(refusal));

    static async Task<IResult> Flow(string sop, int? number, CurrentMember member, HttpContext context, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
        (await SopView.Load(db, texts, member, sop, number, stop)).Granted(out var view, out var refusal)
            ? Answers.Page<SopPage>(new { View = view, Member = member, Chart = (MarkupString?)Articles.Chart(view), Words = FlowText.Of(Articles.Graph(view)), Printed = HumanTime.Printed(Instant.Now(clock)), Address = AddressOf(context, view) })
            : Answers.Refuse(refusal);

    static async Task<IResult> Markdown(string sop, int? number, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
        (await SopView.Load(db, texts, member, sop, number, stop)).Granted(out var view, out var refusal)
            ? Results.File(Encoding.UTF8.GetBytes(view.Revision.Text), "text/markdown; charset=utf-8", $"{view.Sop.Label}-v{view.Revision.Number}.md")
            : Answers.Refuse(refusal);

    static async Task<IResult> Picture(string sop, int number, string path, CurrentMember member, HandrailDb db, FileStore files, HttpContext context, CancellationToken stop)
    {
        if (!Labels.TryReadSop(sop, out var sopNumber)) return Answers.Nothing();
        var wanted = Uri.UnescapeDataString(path);
        var sha256 = await (from row in db.Sops
                            join revision in db.Revisions on row.Id equals revision.SopId
                            join image in db.RevisionImages on revision.Id equals image.RevisionId
                            where row.Number == sopNumber && revision.Number == number && image.Path == wanted
                            select image.Sha256).SingleOrDefaultAsync(stop);
        return sha256 is null ? Answers.Nothing() : await ServeFile.Send(context, db, files, sha256, stop);
    }

    static async Task<IResult> History(string sop, CurrentMember member, HandrailDb db, CancellationToken stop)
    {
        if (!Labels.TryReadSop(sop, out var number) || await db.Sops.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, stop) is not { } found) return Answers.Refuse(SopView.Unknown);
        var revisions = await db.Revisions.AsNoTracking().Where(row => row.SopId == found.Id).OrderByDescending(row => row.Number).Take(200).ToListAsync(stop);
        return Answers.Page<HistoryPage>(new { Sop = found, Revisions = revisions });
    }

    static string AddressOf(HttpContext context, SopView view) => $"{context.Request.Scheme}://{context.Request.Host}{Links.Sop(view.Sop.Label)}";
}
