using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Editing;

/// <param name="From">The revision it follows.</param>
/// <param name="Images">Those of <paramref name="From"/>.</param>
/// <param name="Summary">Why there is a draft, in words; stands with it until somebody says it better.</param>
public sealed record NextDraft(Sop Sop, Revision From, IEnumerable<RevisionImage> Images, int Number, string Text, string Title, string Summary = "")
{
    /// <summary>Whoever begins it is one of its authors. Not with the words in force: who has written none yet may be the one who approves what others write.</summary>
    public bool IsAuthored { get; init; } = true;
}

/// <summary>Begins the next draft beside what is in force, with the text and pictures of a revision: the one in force, or an earlier one that is restored.</summary>
static class OpenDraft
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/procedures/{sop}/revisions/{number:int}/draft", async (string sop, int number, [AsParameters] Workbench bench) =>
    {
        var opened = await Handle(sop, number, bench);
        if (opened.Granted(out _, out var refusal)) return Answers.SeeOther(Links.DraftSteps(sop));
        bench.Db.ChangeTracker.Clear();
        // Two people who begin at the same moment work on one draft.
        return refusal is Refusal.Conflict && (await Dossier.Load(bench, sop, null)).Granted(out var latest, out _) && latest.Revision.State == RevisionState.Draft && latest.Revision.BasedOn == number
            ? Answers.SeeOther(Links.DraftSteps(sop))
            : Answers.Refuse(refusal);
    }).Needs(Permission.Member);

    public static Task<Outcome<Dossier>> Handle(string sop, int from, Workbench bench) => ActOnRevision.Handle(bench, sop, from, RevisionAct.OpenDraft, (change, dossier) => Within(change, dossier, bench));

    /// <summary>Within a change that is under way; whether it may be done is settled before.</summary>
    public static async Task<Refusal?> Within(Change change, Dossier dossier, Workbench bench)
    {
        var (db, sop, from) = (bench.Db, dossier.Sop, dossier.Revision);
        var images = await db.RevisionImages.AsNoTracking().Where(row => row.RevisionId == from.Id).ToListAsync(bench.Stop);
        var number = await db.Revisions.Where(row => row.SopId == sop.Id).MaxAsync(row => row.Number, bench.Stop) + 1;
        return await Within(change, new NextDraft(sop, from, images, number, from.Text, from.Title) { IsAuthored = from.Id != sop.PublishedId }, bench);
    }

    public static async Task<Refusal?> Within(Change change, NextDraft given, Workbench bench)
    {
        var refusal = await Unnamed(change, given, bench);
        await NameReaders.Within(bench.Db, bench.Texts, given.Sop, bench.Stop);
        return refusal;
    }

    /// <summary>For many at once: the caller then names the readers of all of them, see <see cref="NameReaders"/>.</summary>
    public static async Task<Refusal?> Unnamed(Change change, NextDraft given, Workbench bench)
    {
        var (db, sop) = (bench.Db, given.Sop);
        var draft = new Revision
        {
            Id = Id<Revision>.New(change.At),
            OrganizationId = bench.By.OrganizationId,
            SopId = sop.Id,
            Number = given.Number,
            State = RevisionState.Draft,
            Text = given.Text,
            Sha256 = ProcedureTexts.Hash(given.Text),
            Title = given.Title,
            AuthorId = bench.By.Id,
            CreatedAt = change.At,
            ChangedAt = change.At,
            Summary = given.Summary,
            BasedOn = given.From.Number,
            MovedThrough = RevisionAct.OpenDraft,
            MovedById = bench.By.Id,
            MovedAt = change.At,
        };
        db.Revisions.Add(draft);
        if (given.IsAuthored)
            db.RevisionContributors.Add(new RevisionContributor { OrganizationId = draft.OrganizationId, RevisionId = draft.Id, MemberId = bench.By.Id, At = change.At });
        foreach (var image in given.Images)
            db.RevisionImages.Add(new RevisionImage { OrganizationId = draft.OrganizationId, RevisionId = draft.Id, Path = image.Path, Sha256 = image.Sha256 });
        (sop.LatestId, sop.Retired) = (draft.Id, false);
        return (await change.Append(sop.Subject, new DraftOpened(sop.Label, draft.Number, given.From.Number, draft.Sha256), bench.Stop)).Refusal;
    }
}
