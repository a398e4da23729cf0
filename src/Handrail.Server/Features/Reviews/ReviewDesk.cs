using Handrail.Core;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Reviews;

/// <summary>The procedure in force that somebody is to judge, and whether they may.</summary>
/// <param name="Outlook">With the reasons that hold now.</param>
/// <param name="Right">In which capacity the person judges it, or why they may not.</param>
public sealed record ReviewDesk(Dossier Dossier, Outlook Outlook, Outcome<string> Right, IReadOnlyList<Review> Past)
{
    public Sop Sop => Dossier.Sop;

    /// <summary>Tells whether somebody else was there in the meantime: it changes with every review and publication.</summary>
    public string Seen => $"{Dossier.Revision.Number}.{(Past is [var last, ..] ? last.Id : "")}";

    public static async Task<Outcome<ReviewDesk>> Load(Workbench bench, string label)
    {
        if (!Labels.TryReadSop(label, out var number) || await bench.Db.Sops.AsNoTracking().Numbered(number).SingleOrDefaultAsync(bench.Stop) is not { } sop) return SopView.Unknown;
        var found = await (from row in bench.Db.ReviewOutlooks.AsNoTracking() join revision in bench.Db.Revisions on sop.PublishedId equals revision.Id where row.SopId == sop.Id select new { row, revision.Number }).SingleOrDefaultAsync(bench.Stop);
        if (found is null) return new Refusal.Conflict($"{sop.Label} is not in force, so there is nothing to review.");
        if (!(await Dossier.Load(bench, label, found.Number)).Granted(out var dossier, out var unknown)) return unknown;
        var (people, former) = await WantedReviews.Everybody(bench);
        var authors = dossier.Standing.Contributors;
        var about = new ReviewedProcedure(dossier.Standing.Name, sop.Owner, authors.Count == 1 ? authors.First() : null, people, former);
        return new ReviewDesk(dossier, found.row.At(sop, bench.Now), Reviewers.RightOf(about, dossier.Me), await Of(bench.Db, sop.Id, bench.Stop));
    }

    /// <summary>Every review there was, the latest first.</summary>
    public static Task<List<Review>> Of(HandrailDb db, Id<Sop> sop, CancellationToken stop) => db.Reviews.AsNoTracking().Where(review => review.SopId == sop).OrderByDescending(review => review.At).Take(100).ToListAsync(stop);

    /// <summary>Pictures that are older than the last change of the tool they show, as far as that is known.</summary>
    public static IEnumerable<LintFinding> StalePictures(IEnumerable<LintFinding> findings) => findings.Where(finding => finding.Code == StalePicture);

    public const string StalePicture = "screenshot-stale";

    public static string InWords(ReviewVerdict verdict) => verdict switch
    {
        ReviewVerdict.Keep => "kept",
        ReviewVerdict.Revise => "to be revised",
        _ => "retired",
    };
}
