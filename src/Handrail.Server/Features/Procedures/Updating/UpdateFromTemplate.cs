using Handrail.Core;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Updating;

/// <summary>What stands on the page: the three texts part by part.</summary>
/// <param name="Theirs">The newer edition; null where there is none.</param>
public sealed record OfferedUpdate(Dossier Dossier, AdoptedTemplate Adopted, Template? Theirs, TemplateUpdate? Update)
{
    public IReadOnlyList<UpdatePart> Parts => Update?.Parts ?? [];

    /// <summary>A draft is corrected, beside what is in force one is begun.</summary>
    public RevisionAct Act => Dossier.Revision.State == RevisionState.Draft ? RevisionAct.Edit : RevisionAct.OpenDraft;

    public bool MayTake => Dossier.May(Act);
}

/// <param name="Edition">The hash of the edition that was looked at.</param>
/// <param name="BasedOn">The hash of our text that was looked at.</param>
/// <param name="Taken">Which differences are to be as in the template.</param>
public sealed record UpdateChoice(string Edition, string BasedOn, IReadOnlySet<string> Taken);

/// <summary>The template has improved: the organization sees what that changes beside its own changes, and takes or leaves each difference. What it takes becomes a draft.</summary>
static class UpdateFromTemplate
{
    static readonly Refusal.NotFound NoTemplate = new("This procedure was not made from a template of the library, so there is nothing to compare it with.");
    static readonly Refusal.Conflict Moved = new("The procedure or its template changed since you looked. Below is what differs now; choose again.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/template", (string sop, [AsParameters] Workbench bench) => Show(sop, null, null, bench));
        app.MapPost("/procedures/{sop}/template", async (string sop, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var choice = new UpdateChoice(form["edition"].ToString(), form["basedOn"].ToString(), form["take"].OfType<string>().ToHashSet(StringComparer.Ordinal));
            var later = form["do"] == "later";
            var done = later ? await PassOver(sop, choice.Edition, bench) : await Take(sop, choice, bench);
            if (!done.Granted(out var dossier, out var refusal)) return await Show(sop, choice, refusal, bench);
            return Answers.SeeOther(later ? Links.Sop(dossier.Sop.Label) : Links.Draft(dossier.Sop.Label));
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(string sop, UpdateChoice? choice, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (!(await Load(sop, bench)).Granted(out var offered, out var unknown)) return refusal is null && unknown == NoTemplate ? Answers.SeeOther(Links.Sop(sop)) : Answers.Refuse(unknown);
        // What was ticked counts only for the texts it was ticked on.
        var stands = choice is not null && choice.Edition == offered.Theirs?.Sha256 && choice.BasedOn == offered.Dossier.Revision.Sha256;
        var model = new { Offered = offered, Taken = stands ? choice!.Taken : null, Refusal = refusal };
        return refusal is null ? Answers.Page<UpdatePage>(model) : Answers.PageAgain<UpdatePage>(refusal, model);
    }

    static async Task<Outcome<OfferedUpdate>> Load(string sop, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return unknown;
        if (await bench.Db.AdoptedTemplates.SingleOrDefaultAsync(row => row.SopId == dossier.Sop.Id, bench.Stop) is not { } adopted) return NoTemplate;
        var theirs = await adopted.Newer(bench);
        return new OfferedUpdate(dossier, adopted, theirs, theirs is null ? null : new TemplateUpdate(adopted.Text, theirs.Procedure.Source, dossier.Revision.Text, dossier.Sop.FileName));
    }

    /// <returns>The draft that holds what was taken, or the revision as it was where that is nothing.</returns>
    public static async Task<Outcome<Dossier>> Take(string sop, UpdateChoice choice, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Load(sop, bench)).Granted(out var offered, out var unknown)) return unknown;
        var dossier = offered.Dossier;
        if (offered.Theirs is not { } theirs || offered.Update is not { } update || theirs.Sha256 != choice.Edition || dossier.Revision.Sha256 != choice.BasedOn) return Moved;
        var text = update.Take(choice.Taken);
        var number = dossier.Revision.Number;
        if (text != dossier.Revision.Text)
        {
            if (await Write(change, offered, text, bench) is { } refused) return refused;
            number = offered.Act == RevisionAct.Edit ? number : await bench.Db.Revisions.Where(row => row.SopId == dossier.Sop.Id).MaxAsync(row => row.Number, bench.Stop) + 1;
        }
        var (taken, left) = (Names(update, choice.Taken.Contains), Names(update, id => !choice.Taken.Contains(id)));
        (offered.Adopted.Text, offered.Adopted.Sha256, offered.Adopted.PassedOver) = (theirs.Procedure.Source, theirs.Sha256, null);
        if (await change.Say(dossier, new TemplateTaken(dossier.Sop.Label, number, theirs.FileName, theirs.Sha256, taken, left), bench.Stop) is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return dossier;
    }

    /// <summary>Pictures come along where the text shows them and they are not there yet: ours stays ours under its name.</summary>
    static Task<Refusal?> Write(Data.Change change, OfferedUpdate offered, string text, Workbench bench) => ActOnRevision.Within(change, offered.Dossier, bench, offered.Act, async (within, dossier) =>
    {
        const string Why = "The template has improved.";
        var procedure = bench.Texts.Read(ProcedureTexts.Hash(text), text, dossier.Sop.FileName);
        var images = await bench.Db.RevisionImages.AsNoTracking().Where(image => image.RevisionId == dossier.Revision.Id).ToListAsync(bench.Stop);
        List<RevisionImage> missing = [.. ProcedureImages.In(text).Except(images.Select(image => image.Path)).Where(offered.Theirs!.Pictures.ContainsKey)
            .Select(path => new RevisionImage { OrganizationId = bench.By.OrganizationId, RevisionId = dossier.Revision.Id, Path = path, Sha256 = offered.Theirs.Pictures[path].Sha256 })];
        if (offered.Act == RevisionAct.Edit)
        {
            bench.Db.RevisionImages.AddRange(missing);
            return await SaveDraft.Rewrite(within, dossier.Sop, dossier.Revision, procedure, Why, bench);
        }
        var next = await bench.Db.Revisions.Where(row => row.SopId == dossier.Sop.Id).MaxAsync(row => row.Number, bench.Stop) + 1;
        return await OpenDraft.Within(within, new NextDraft(dossier.Sop, dossier.Revision, images.Concat(missing), next, text, AddProcedure.Shorten(procedure.Title, 300), Why), bench);
    });

    static IReadOnlyList<string> Names(TemplateUpdate update, Predicate<string> which) => [.. update.Parts.Where(part => which(part.Id)).Select(part => part.Name)];

    /// <summary>Not now: this edition is not offered again, the next one is.</summary>
    public static async Task<Outcome<Dossier>> PassOver(string sop, string edition, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Load(sop, bench)).Granted(out var offered, out var unknown)) return unknown;
        if (offered.Theirs is not { } theirs || theirs.Sha256 != edition) return Moved;
        if (offered.Adopted.PassedOver == edition) return offered.Dossier;
        offered.Adopted.PassedOver = edition;
        if (await change.Say(offered.Dossier, new TemplatePassedOver(offered.Dossier.Sop.Label, theirs.FileName, edition), bench.Stop) is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return offered.Dossier;
    }
}
