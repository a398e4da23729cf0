using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Updating;

/// <summary>What stands on the page: the three texts part by part.</summary>
/// <param name="Update">Null where there is no newer edition.</param>
public sealed record OfferedUpdate(Dossier Dossier, Original Original, OriginalUpdate? Update)
{
    public IReadOnlyList<UpdatePart> Parts => Update?.Parts ?? [];

    /// <summary>A draft is corrected, beside what is in force one is begun.</summary>
    public RevisionAct Act => Dossier.Revision.State == RevisionState.Draft ? RevisionAct.Edit : RevisionAct.OpenDraft;

    public bool MayTake => Dossier.May(Act);
}

/// <param name="Edition">The hash of the edition that was looked at.</param>
/// <param name="BasedOn">The hash of our text that was looked at.</param>
/// <param name="Taken">Which differences are to be as in the original.</param>
public sealed record UpdateChoice(string Edition, string BasedOn, IReadOnlySet<string> Taken);

/// <summary>
/// The template has improved, or the base of a variant has changed: people see what that changes beside their own changes, and take or leave each difference. What
/// they take becomes a draft.
/// </summary>
static class UpdateFromOriginal
{
    static readonly Refusal.NotFound NoOriginal = new("This procedure follows neither a template nor a base that you may see, so there is nothing to compare it with.");
    static readonly Refusal.Conflict Moved = new("The procedure, or what it follows, changed since you looked. Below is what differs now; choose again.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/update", (string sop, [AsParameters] Workbench bench) => Show(sop, null, null, bench));
        app.MapPost("/procedures/{sop}/update", async (string sop, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var choice = new UpdateChoice(form["edition"].ToString(), form["basedOn"].ToString(), form["take"].OfType<string>().ToHashSet(StringComparer.Ordinal));
            var later = form["do"] == "later";
            var done = later ? await PassOver(sop, choice.Edition, bench) : await Take(sop, choice, bench);
            if (!done.Granted(out var dossier, out var refusal)) return await Show(sop, choice, refusal, bench);
            return Answers.SeeOther(later ? Links.Sop(dossier.Sop.Label) : Links.DraftSteps(dossier.Sop.Label));
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(string sop, UpdateChoice? choice, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (!(await Load(sop, bench)).Granted(out var offered, out var unknown)) return refusal is null && unknown == NoOriginal ? Answers.SeeOther(Links.Sop(sop)) : Answers.Refuse(unknown);
        // What was ticked counts only for the texts it was ticked on.
        var stands = choice is not null && choice.Edition == offered.Original.Newer?.Sha256 && choice.BasedOn == offered.Dossier.Revision.Sha256;
        var model = new { Offered = offered, Taken = stands ? choice!.Taken : null, Refusal = refusal };
        return refusal is null ? Answers.Page<UpdatePage>(model) : Answers.PageAgain<UpdatePage>(refusal, model);
    }

    static async Task<Outcome<OfferedUpdate>> Load(string sop, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return unknown;
        if (await Original.Of(dossier.Sop, bench) is not { } original) return NoOriginal;
        return new OfferedUpdate(dossier, original, original.Newer is { } theirs ? new(original.Known, theirs.Text, dossier.Revision.Text, dossier.Sop.FileName) : null);
    }

    /// <returns>The draft that holds what was taken, or the revision as it was where that is nothing.</returns>
    public static async Task<Outcome<Dossier>> Take(string sop, UpdateChoice choice, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Load(sop, bench)).Granted(out var offered, out var unknown)) return unknown;
        var dossier = offered.Dossier;
        if (dossier.Standing.NotWrittenBy(dossier.Me) is { } somebodyElse) return somebodyElse;
        if (offered.Update is not { } update || offered.Original.Newer?.Sha256 != choice.Edition || dossier.Revision.Sha256 != choice.BasedOn) return Moved;
        var text = update.Take(choice.Taken);
        var number = dossier.Revision.Number;
        if (text != dossier.Revision.Text)
        {
            if (await Write(change, offered, text, await Pictures(offered, choice.Taken, bench), bench) is { } refused) return refused;
            number = offered.Act == RevisionAct.Edit ? number : await Next(dossier.Sop, bench);
        }
        var fact = offered.Original.Take(dossier.Sop, number, Names(update, choice.Taken.Contains), Names(update, id => !choice.Taken.Contains(id)));
        if (await change.Say(dossier, fact, bench.Stop) is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return dossier;
    }

    static Task<Refusal?> Write(Data.Change change, OfferedUpdate offered, string text, IReadOnlyDictionary<string, string> pictures, Workbench bench) => ActOnRevision.Within(change, offered.Dossier, bench, offered.Act, async (within, dossier) =>
    {
        var (sop, revision) = (dossier.Sop, dossier.Revision);
        var why = offered.Original.Words.Why;
        var procedure = bench.Texts.Read(ProcedureTexts.Hash(text), text, sop.FileName);
        var images = await bench.Db.RevisionImages.Where(image => image.RevisionId == revision.Id).ToListAsync(bench.Stop);
        var added = pictures.Where(picture => images.TrueForAll(image => image.Path != picture.Key)).Select(picture => new RevisionImage { OrganizationId = sop.OrganizationId, RevisionId = revision.Id, Path = picture.Key, Sha256 = picture.Value }).ToList();
        if (offered.Act == RevisionAct.OpenDraft)
            return await OpenDraft.Within(within, new NextDraft(sop, revision, images.Concat(added), await Next(sop, bench), text, AddProcedure.Shorten(procedure.Title, 300), why), bench);
        bench.Db.RevisionImages.AddRange(added);
        return await SaveDraft.Rewrite(within, sop, revision, procedure, why, bench);
    });

    static async Task<int> Next(Sop sop, Workbench bench) => await bench.Db.Revisions.Where(row => row.SopId == sop.Id).MaxAsync(row => row.Number, bench.Stop) + 1;

    /// <summary>Those that the taken parts name come along with them; a picture of our own under the same name stays.</summary>
    static async Task<IReadOnlyDictionary<string, string>> Pictures(OfferedUpdate offered, IReadOnlySet<string> taken, Workbench bench)
    {
        var named = offered.Parts.Where(part => taken.Contains(part.Id)).SelectMany(part => ShownPictures.In(part.Theirs ?? "")).Select(shown => shown.Path).ToHashSet();
        return named.Count == 0 ? new Dictionary<string, string>() : (await offered.Original.Pictures(bench)).Where(picture => named.Contains(picture.Key)).ToDictionary();
    }

    static IReadOnlyList<string> Names(OriginalUpdate update, Predicate<string> which) => [.. update.Parts.Where(part => which(part.Id)).Select(part => part.Name)];

    /// <summary>Not now: this edition is not offered again, the next one is.</summary>
    public static async Task<Outcome<Dossier>> PassOver(string sop, string edition, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Load(sop, bench)).Granted(out var offered, out var unknown)) return unknown;
        if (offered.Original.Newer?.Sha256 != edition) return Moved;
        if (offered.Dossier.Standing.NotWrittenBy(offered.Dossier.Me) is { } somebodyElse) return somebodyElse;
        if (offered.Original.IsPassedOver) return offered.Dossier;
        if (await change.Say(offered.Dossier, offered.Original.PassOver(offered.Dossier.Sop), bench.Stop) is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return offered.Dossier;
    }
}
