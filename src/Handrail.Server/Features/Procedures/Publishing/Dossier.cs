using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Settings.Approval;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>The file of one revision: its text, who worked on it, what reviewers said, who signed; and who looks at it.</summary>
/// <param name="Reviewers">Of the present round.</param>
/// <param name="Remarks">Of every round, oldest first.</param>
/// <param name="Signatures">Of the present round, in the order they were given.</param>
/// <param name="Names">Of members by id, those who left too.</param>
public sealed record Dossier(SopView View, RevisionStanding Standing, Person Me, WalkThrough Walk, IReadOnlyList<RevisionReviewer> Reviewers, IReadOnlyList<Remark> Remarks, IReadOnlyList<RevisionSignature> Signatures, IReadOnlyDictionary<string, string> Names)
{
    public Sop Sop => View.Sop;
    public Revision Revision => View.Revision;

    public bool May(RevisionAct act) => RevisionLife.Refuses(Standing, act, Me) is null;

    /// <summary>The whole is open, or the turn of this person's signature has come; objections do not matter here, they can be overruled.</summary>
    public bool MaySign => Signing.RightOf(Standing, Me, "any").Refusal is null;

    public string NameOf(object? id) => Names.GetValueOrDefault(id?.ToString() ?? "", "somebody");

    /// <summary>Rows come tracked, so that whoever decides on them can change them.</summary>
    /// <param name="number">Of the revision; null for the one that is being worked on, else the one in force.</param>
    public static async Task<Outcome<Dossier>> Load(Workbench bench, string label, int? number)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        if (!Labels.TryReadSop(label, out var sopNumber)) return SopView.Unknown;
        var found = await (from sop in db.Sops.Numbered(sopNumber)
                           join revision in db.Revisions on sop.Id equals revision.SopId
                           where number == null ? revision.Id == sop.LatestId : revision.Number == number
                           select new { sop, revision }).FirstOrDefaultAsync(stop);
        if (found is null) return SopView.Unknown;
        var procedure = bench.Texts.Read(found.revision.Sha256, found.revision.Text, found.sop.FileName);
        var view = new SopView(found.sop, found.revision, procedure, await Values.Of(db, bench.By, found.revision, stop), null, []) { Unseen = await Unseen.In(found.revision.Text, db, stop) };
        return await Of(bench, view);
    }

    static async Task<Dossier> Of(Workbench bench, SopView view)
    {
        var (db, stop, revision) = (bench.Db, bench.Stop, view.Revision);
        var (id, round) = (revision.Id, revision.Round);
        var names = await db.Members.AsNoTracking().Select(member => new { member.Id, member.Name }).ToDictionaryAsync(member => member.Id.ToString(), member => member.Name, stop);
        var contributors = await db.RevisionContributors.AsNoTracking().Where(row => row.RevisionId == id).Select(row => row.MemberId).ToListAsync(stop);
        var reviewers = await db.RevisionReviewers.Where(row => row.RevisionId == id && row.Round == round).ToListAsync(stop);
        var marks = await db.ReviewedSteps.AsNoTracking().Where(row => row.RevisionId == id).ToListAsync(stop);
        var remarks = await db.Remarks.Where(row => row.RevisionId == id).OrderBy(row => row.At).ToListAsync(stop);
        var signatures = await db.RevisionSignatures.AsNoTracking().Where(row => row.RevisionId == id && row.Round == round).OrderBy(row => row.At).ToListAsync(stop);
        // That a draft is under way stands in the way of another one, also for whoever may not read it.
        var latest = await db.Revisions.IgnoreQueryFilters([ReaderFilter.Name]).AsNoTracking().Where(row => row.Id == view.Sop.LatestId).Select(row => new { row.Id, row.Number, row.State }).SingleAsync(stop);
        var standing = new RevisionStanding
        {
            Name = $"{view.Sop.Label} v{revision.Number}",
            State = revision.State,
            Through = revision.MovedThrough,
            ThroughBy = names.GetValueOrDefault(revision.MovedById.ToString(), "The clock"),
            ThroughAt = revision.MovedAt,
            Contributors = contributors.Select(member => member.ToString()).ToHashSet(),
            Reviewers = reviewers.Select(row => row.MemberId.ToString()).ToHashSet(),
            Signatures = [.. signatures.Select(row => new Signature(row.MemberId.ToString(), row.ForId?.ToString(), row.Role, row.Alone, row.At))],
            OpenObjections = remarks.Count(remark => remark.IsOpenObjection),
            Rule = await ApprovalRules.For(db, view.Sop, view.Procedure.Header, stop),
            People = await PeopleHere.All(db, bench.Now, stop),
            InProgress = latest.Id != id && latest.State.IsUnderway() ? $"{view.Sop.Label} v{latest.Number}" : null,
        };
        var walk = WalkThrough.Of(view.Procedure, marks.Select(row => new StepMark(row.Step, row.TextSha256, row.MemberId.ToString(), row.Verdict, row.At)));
        // Whoever left the organization a moment ago may read this page to its end, and do nothing.
        var me = standing.Find(bench.By.Id.ToString()) ?? new Person(bench.By.Id.ToString(), bench.By.Name, false, false, [], []);
        return new(view, standing, me, walk, reviewers, remarks, signatures, names);
    }
}
