using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Control;

/// <summary>What an auditor asks of a controlled document: its table, who has to have it, and where it is on paper.</summary>
/// <param name="Dossier">Of the version in force, else of the draft.</param>
/// <param name="Distribution">For whom it was written, and who has acknowledged it.</param>
/// <param name="Copies">The latest first.</param>
public sealed record ControlModel(Dossier Dossier, IReadOnlyList<string> Authors, DistributionList Distribution, IReadOnlyList<PrintedCopy> Copies);

/// <summary>The page of one procedure as a controlled document, and the acts on its copies.</summary>
static class DocumentControl
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/control", (string sop, [AsParameters] Workbench bench) => Show(sop, "", null, bench));
        app.MapPost("/procedures/{sop}/copies", async (string sop, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var recipient = (await request.ReadFormAsync(bench.Stop))["recipient"].ToString().Trim();
            return (await ControlPrintedCopies.Issue(sop, recipient, bench)).Granted(out var copy, out var refusal) ? Answers.SeeOther(Links.PrintedCopy(sop, copy.Number)) : await Show(sop, recipient, refusal, bench);
        }).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/copies/{copy:int}/end", async (string sop, int copy, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var how = Enum.TryParse<CopyEnd>((await request.ReadFormAsync(bench.Stop))["how"], out var chosen) && Enum.IsDefined(chosen) ? chosen : (CopyEnd?)null;
            return (await ControlPrintedCopies.End(sop, copy, how, bench)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Control(sop) + "#copies") : await Show(sop, "", refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(string sop, string typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (!(await Load(sop, bench)).Granted(out var model, out var unknown)) return Answers.Refuse(unknown);
        var shown = new { Model = model, Typed = typed, Refusal = refusal };
        return refusal is null ? Answers.Page<ControlPage>(shown) : Answers.PageAgain<ControlPage>(refusal, shown);
    }

    static async Task<Outcome<ControlModel>> Load(string sop, Workbench bench)
    {
        if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, sop, null, bench.Stop)).Granted(out var view, out var unknown)) return unknown;
        if (!(await Dossier.Load(bench, sop, view.Revision.Number)).Granted(out var dossier, out unknown)) return unknown;
        var copies = await bench.Db.PrintedCopies.AsNoTracking().Where(copy => copy.SopId == view.Sop.Id).OrderByDescending(copy => copy.Number).Take(500).ToListAsync(bench.Stop);
        return new ControlModel(dossier, await AboutSop.PeopleOf(view, bench), await DistributionList.Load(bench.Db, bench.Texts, view.Sop, view.Procedure, bench.Now, bench.Stop), copies);
    }
}
