using Handrail.Core;
using Handrail.Core.Publishing;
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
        if (!Labels.TryReadSop(label, out var sopNumber)) return SopView.Unknown;
        return await All(bench, from sop in bench.Db.Sops.Numbered(sopNumber)
                                join revision in bench.Db.Revisions on sop.Id equals revision.SopId
                                where number == null ? revision.Id == sop.LatestId : revision.Number == number
                                select new Filed(sop, revision)) is [var dossier] ? dossier : SopView.Unknown;
    }

    /// <summary>Those of these revisions that may be read, in the order of their procedures; as many questions, however many they are.</summary>
    public static Task<IReadOnlyList<Dossier>> All(Workbench bench, IReadOnlyCollection<Id<Revision>> revisions) =>
        All(bench, from revision in bench.Db.Revisions join sop in bench.Db.Sops on revision.SopId equals sop.Id where revisions.Contains(revision.Id) orderby sop.Number, sop.Suffix select new Filed(sop, revision));

    sealed record Filed(Sop Sop, Revision Revision);

    static async Task<IReadOnlyList<Dossier>> All(Workbench bench, IQueryable<Filed> asked)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        var found = await asked.ToListAsync(stop);
        if (found.Count == 0) return [];
        var around = await DossierAround.Load(bench, found.ConvertAll(file => file.Sop), found.ConvertAll(file => file.Revision));
        var unseen = await Unseen.All(db, stop);
        return [.. found.Select(file => Of(bench, new SopView(file.Sop, file.Revision, bench.Texts.Read(file.Revision.Sha256, file.Revision.Text, file.Sop.FileName), around.ValuesOf(file.Revision), null, []) { Unseen = unseen.In(file.Revision.Text) }, around))];
    }

    static Dossier Of(Workbench bench, SopView view, DossierAround around)
    {
        var (sop, revision) = (view.Sop, view.Revision);
        var reviewers = around.Reviewers[revision.Id].Where(row => row.Round == revision.Round).ToList();
        var remarks = around.Remarks[revision.Id].ToList();
        var signatures = around.Signatures[revision.Id].Where(row => row.Round == revision.Round).ToList();
        var standing = new RevisionStanding
        {
            Name = $"{sop.Label} v{revision.Number}",
            State = revision.State,
            Through = revision.MovedThrough,
            ThroughBy = around.Names.GetValueOrDefault(revision.MovedById.ToString(), "The clock"),
            ThroughAt = revision.MovedAt,
            Contributors = around.Contributors[revision.Id].Select(row => row.MemberId.ToString()).ToHashSet(),
            BegunBy = revision.AuthorId.ToString(),
            Reviewers = reviewers.Select(row => row.MemberId.ToString()).ToHashSet(),
            Signatures = [.. signatures.Select(row => new Signature(row.MemberId.ToString(), row.ForId?.ToString(), row.Role, row.Alone, row.At))],
            OpenObjections = remarks.Count(remark => remark.IsOpenObjection),
            Rule = ApprovalRules.Of(around.Rules, sop, view.Procedure.Header),
            Writers = revision.Id == sop.GoverningId || !revision.State.IsUnderway() ? [around.Writers[sop.GoverningId]] : [around.Writers[sop.GoverningId], Writing.Of(view.Procedure.Header, wasInForce: false, revision.AuthorId)],
            People = around.People,
            InProgress = around.Latest[sop.LatestId] is var latest && latest.Id != revision.Id && latest.State.IsUnderway() ? $"{sop.Label} v{latest.Number}" : null,
        };
        var walk = WalkThrough.Of(view.Procedure, around.Marks[revision.Id].Select(row => new StepMark(row.Step, row.TextSha256, row.MemberId.ToString(), row.Verdict, row.At)));
        // Whoever left the organization a moment ago may read this page to its end, and do nothing.
        var me = standing.Find(bench.By.Id.ToString()) ?? new Person(bench.By.Id.ToString(), bench.By.Name, false, false, [], []);
        return new(view, standing, me, walk, reviewers, remarks, signatures, around.Names);
    }
}
