using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Editing;

/// <summary>Begins the next draft beside what is in force, with the text and pictures of a revision: the one in force, or an earlier one that is restored.</summary>
static class OpenDraft
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/procedures/{sop}/revisions/{number:int}/draft", async (string sop, int number, [AsParameters] Workbench bench) =>
    {
        var opened = await Handle(sop, number, bench);
        if (opened.Granted(out _, out var refusal)) return Answers.SeeOther(Links.Draft(sop));
        bench.Db.ChangeTracker.Clear();
        // Two people who begin at the same moment work on one draft.
        return refusal is Refusal.Conflict && (await Dossier.Load(bench, sop, null)).Granted(out var latest, out _) && latest.Revision.State == RevisionState.Draft && latest.Revision.BasedOn == number
            ? Answers.SeeOther(Links.Draft(sop))
            : Answers.Refuse(refusal);
    }).Needs(Permission.Member);

    public static Task<Outcome<Dossier>> Handle(string sop, int from, Workbench bench) => ActOnRevision.Handle(bench, sop, from, RevisionAct.OpenDraft, (change, dossier) => Within(change, dossier, bench));

    /// <summary>Within a change that is under way; whether it may be done is settled before.</summary>
    public static async Task<Refusal?> Within(Change change, Dossier dossier, Workbench bench)
    {
        var (db, source) = (bench.Db, dossier.Revision);
        var draft = new Revision
        {
            Id = Id<Revision>.New(change.At),
            OrganizationId = bench.By.OrganizationId,
            SopId = dossier.Sop.Id,
            Number = await db.Revisions.Where(row => row.SopId == dossier.Sop.Id).MaxAsync(row => row.Number, bench.Stop) + 1,
            State = RevisionState.Draft,
            Text = source.Text,
            Sha256 = source.Sha256,
            Title = source.Title,
            AuthorId = bench.By.Id,
            CreatedAt = change.At,
            ChangedAt = change.At,
            BasedOn = source.Number,
            MovedThrough = RevisionAct.OpenDraft,
            MovedById = bench.By.Id,
            MovedAt = change.At,
        };
        db.Revisions.Add(draft);
        db.RevisionContributors.Add(new RevisionContributor { OrganizationId = draft.OrganizationId, RevisionId = draft.Id, MemberId = bench.By.Id, At = change.At });
        foreach (var image in await db.RevisionImages.AsNoTracking().Where(row => row.RevisionId == source.Id).ToListAsync(bench.Stop))
            db.RevisionImages.Add(new RevisionImage { OrganizationId = draft.OrganizationId, RevisionId = draft.Id, Path = image.Path, Sha256 = image.Sha256 });
        (dossier.Sop.LatestId, dossier.Sop.Retired) = (draft.Id, false);
        return await change.Say(dossier, new DraftOpened(dossier.Sop.Label, draft.Number, source.Number, draft.Sha256), bench.Stop);
    }
}
