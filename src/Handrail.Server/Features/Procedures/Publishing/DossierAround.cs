using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Settings.Approval;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <param name="State">Of the revision that is worked on, else in force; its text is not needed.</param>
sealed record LatestOf(Id<Revision> Id, int Number, RevisionState State, string Sha256, Id<Member> AuthorId, bool WasInForce);

/// <summary>What dossiers are made of beside their texts, read for all of them at once.</summary>
sealed class DossierAround
{
    IReadOnlyDictionary<string, string> _now = new Dictionary<string, string>();

    public required IReadOnlyDictionary<string, string> Names { get; init; }
    public required IReadOnlyList<Person> People { get; init; }
    public required IReadOnlyList<ApprovalRuleRow> Rules { get; init; }
    public required ILookup<Id<Revision>, RevisionContributor> Contributors { get; init; }
    public required ILookup<Id<Revision>, RevisionReviewer> Reviewers { get; init; }
    public required ILookup<Id<Revision>, ReviewedStep> Marks { get; init; }
    public required ILookup<Id<Revision>, Remark> Remarks { get; init; }
    public required ILookup<Id<Revision>, RevisionSignature> Signatures { get; init; }
    public required IReadOnlyDictionary<Id<Revision>, LatestOf> Latest { get; init; }

    /// <summary>By the revision in force, else the draft: who may write as it says.</summary>
    public required IReadOnlyDictionary<Id<Revision>, Circle> Writers { get; init; }

    /// <summary>Of what was sent or published the frozen ones, of a draft the present ones.</summary>
    public IReadOnlyDictionary<string, string> ValuesOf(Revision revision) => revision.FrozenEnvironment is { } frozen ? Values.Thaw(frozen) : _now;

    public static async Task<DossierAround> Load(Workbench bench, IReadOnlyCollection<Sop> sops, IReadOnlyCollection<Revision> revisions)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        var (ids, latest) = (revisions.Select(revision => revision.Id).ToList(), sops.SelectMany(sop => new[] { sop.LatestId, sop.GoverningId }).Distinct().ToList());
        // That a draft is under way stands in the way of another one, also for whoever may not read it.
        var known = await db.Revisions.IgnoreQueryFilters([ReaderFilter.Name]).AsNoTracking().Where(row => latest.Contains(row.Id)).Select(row => new LatestOf(row.Id, row.Number, row.State, row.Sha256, row.AuthorId, row.PublishedAt != null)).ToDictionaryAsync(row => row.Id, stop);
        var governing = await bench.Texts.Headers(db, [.. sops.DistinctBy(sop => sop.GoverningId).Select(sop => (sop.GoverningId, known[sop.GoverningId].Sha256, sop.FileName))], stop);
        return new()
        {
            _now = revisions.Any(revision => revision.FrozenEnvironment is null) ? await Values.Now(db, bench.By, stop) : [],
            Names = await db.Members.AsNoTracking().Select(member => new { member.Id, member.Name }).ToDictionaryAsync(member => member.Id.ToString(), member => member.Name, stop),
            People = await PeopleHere.All(db, bench.Now, stop),
            Rules = await db.ApprovalRules.AsNoTracking().ToListAsync(stop),
            Contributors = (await db.RevisionContributors.AsNoTracking().Where(row => ids.Contains(row.RevisionId)).ToListAsync(stop)).ToLookup(row => row.RevisionId),
            Reviewers = (await db.RevisionReviewers.Where(row => ids.Contains(row.RevisionId)).ToListAsync(stop)).ToLookup(row => row.RevisionId),
            Marks = (await db.ReviewedSteps.AsNoTracking().Where(row => ids.Contains(row.RevisionId)).ToListAsync(stop)).ToLookup(row => row.RevisionId),
            Remarks = (await db.Remarks.Where(row => ids.Contains(row.RevisionId)).OrderBy(row => row.At).ToListAsync(stop)).ToLookup(row => row.RevisionId),
            Signatures = (await db.RevisionSignatures.AsNoTracking().Where(row => ids.Contains(row.RevisionId)).OrderBy(row => row.At).ToListAsync(stop)).ToLookup(row => row.RevisionId),
            Latest = known,
            Writers = governing.ToDictionary(row => row.Key, row => Writing.Of(row.Value, known[row.Key].WasInForce, known[row.Key].AuthorId)),
        };
    }
}
