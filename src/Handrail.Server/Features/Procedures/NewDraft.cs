using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Procedures;

/// <param name="From">The latest revision, which the draft follows.</param>
/// <param name="Images">Those of <paramref name="From"/>.</param>
/// <param name="Summary">Why there is a draft, in words; stands with it until somebody says it better.</param>
public sealed record DraftAfter(Sop Sop, Revision From, IEnumerable<RevisionImage> Images, string Text, string Title, string Summary);

/// <summary>The next draft beside what is in force, within a change that is under way.</summary>
static class NewDraft
{
    public static async Task<Outcome<Revision>> Within(Change change, HandrailDb db, CurrentMember by, DraftAfter given, CancellationToken stop)
    {
        var (sop, from) = (given.Sop, given.From);
        var draft = new Revision
        {
            Id = Id<Revision>.New(change.At),
            OrganizationId = by.OrganizationId,
            SopId = sop.Id,
            Number = from.Number + 1,
            State = RevisionState.Draft,
            Text = given.Text,
            Sha256 = ProcedureTexts.Hash(given.Text),
            Title = given.Title,
            AuthorId = by.Id,
            CreatedAt = change.At,
            ChangedAt = change.At,
            Summary = given.Summary,
        };
        db.Revisions.Add(draft);
        foreach (var image in given.Images) db.RevisionImages.Add(new RevisionImage { OrganizationId = by.OrganizationId, RevisionId = draft.Id, Path = image.Path, Sha256 = image.Sha256 });
        sop.LatestId = draft.Id;
        return (await change.Append(sop.Subject, new DraftOpened(sop.Label, draft.Number, from.Number, draft.Sha256), stop)).Map(_ => draft);
    }
}
