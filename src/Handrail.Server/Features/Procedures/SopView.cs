using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>One revision of a procedure as a page shows it.</summary>
public sealed record SopView(Sop Sop, Revision Revision, Procedure Procedure, IReadOnlyDictionary<string, string> Environment, string? PublishedBy, IReadOnlyList<Run> LastRuns)
{
    /// <summary>The revision that is being worked on beside this one; null when there is none.</summary>
    public Revision? InProgress { get; init; }

    /// <summary>What it may not tell its reader.</summary>
    public Unseen Unseen { get; init; } = Unseen.Nothing;

    public static readonly Refusal.NotFound Unknown = new("There is no such procedure, or you may not see it.");

    public bool IsInForce => Sop.PublishedId == Revision.Id;

    /// <param name="number">Of the revision; null for the one in force, else the draft.</param>
    public static async Task<Outcome<SopView>> Load(HandrailDb db, ProcedureTexts texts, CurrentMember member, string label, int? number, CancellationToken stop)
    {
        if (!Labels.TryReadSop(label, out var sopNumber)) return Unknown;
        var found = await (from sop in db.Sops.Numbered(sopNumber)
                           join revision in db.Revisions on sop.Id equals revision.SopId
                           where number == null ? revision.Id == (sop.PublishedId ?? sop.LatestId) : revision.Number == number
                           select new { sop, revision, publisher = db.Members.Where(row => row.Id == revision.PublishedById).Select(row => row.Name).FirstOrDefault() })
            .AsNoTracking().FirstOrDefaultAsync(stop);
        if (found is null) return Unknown;
        var runs = await db.Runs.AsNoTracking().Where(run => run.SopId == found.sop.Id).OrderByDescending(run => run.StartedAt).Take(5).ToListAsync(stop);
        var procedure = texts.Read(found.revision.Sha256, found.revision.Text, found.sop.FileName);
        var latest = found.sop.LatestId == found.revision.Id ? null : await db.Revisions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == found.sop.LatestId, stop);
        return new SopView(found.sop, found.revision, procedure, await Values.Of(db, member, found.revision, stop), found.publisher, runs) { InProgress = latest?.State.IsUnderway() == true ? latest : null, Unseen = await Unseen.In(found.revision.Text, db, stop) };
    }

    /// <summary>What is known about the organization, for lint.</summary>
    public async Task<IReadOnlyList<LintFinding>> Lint(HandrailDb db, Library library, CancellationToken stop) => Core.Procedures.Linting.Lint.Check(Procedure, await Around(db, library, stop));

    /// <summary>What lint holds it against.</summary>
    public async Task<LintContext> Around(HandrailDb db, Library library, CancellationToken stop)
    {
        var names = await Named(db, library, stop);
        var images = await (from image in db.RevisionImages join file in db.StoredFiles on image.Sha256 equals file.Sha256 where image.RevisionId == Revision.Id select new { image.Path, file.StoredAt }).AsNoTracking().ToListAsync(stop);
        return await KnownAround.Load(db, Environment, stop) with
        {
            // A link into the library is not broken: it leads to where the procedure can be taken.
            Procedures = names,
            // A copy or a variant of a template goes on naming others from where that one stands.
            Folder = (library.Templates.FirstOrDefault(template => template.FileName == Sop.FileName) ?? library.Templates.FirstOrDefault(template => template.Family == Sop.Family))?.Family ?? "",
            Images = images.Select(image => image.Path).ToHashSet(StringComparer.OrdinalIgnoreCase),
            ScreenshotsTaken = images.DistinctBy(image => image.Path, StringComparer.OrdinalIgnoreCase).ToDictionary(image => image.Path, image => image.StoredAt, StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>By what a text may call procedures. Where every one that it names is there, those are all that lint asks for; else it looks for what was meant, among all.</summary>
    async Task<HashSet<string>> Named(HandrailDb db, Library library, CancellationToken stop)
    {
        var own = await db.OwnTemplates.AsNoTracking().Where(row => !row.IsWithdrawn).Select(row => row.FileName).ToListAsync(stop);
        var shipped = library.Templates.SelectMany(template => new[] { template.FileName, template.Path }).Concat(own).ToList();
        var named = WrittenLinks.In(Procedure.Source).Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#')).Select(SopLinks.NameIn).Where(name => name.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (named.Count == 0) return [];
        var numbers = named.Select(name => Labels.TryReadSop(name, out var number) ? number.Number : 0).ToList();
        var found = await NamesOf(db.Sops.Where(sop => numbers.Contains(sop.Number) || named.Contains(sop.FileName)), shipped, stop);
        return found.IsSupersetOf(named) ? found : await NamesOf(db.Sops, shipped, stop);
    }

    static async Task<HashSet<string>> NamesOf(IQueryable<Sop> sops, IEnumerable<string> shipped, CancellationToken stop) =>
        (await sops.AsNoTracking().Where(sop => !sop.Retired).Select(sop => new { sop.Prefix, sop.Number, sop.Suffix, sop.FileName }).ToListAsync(stop))
            .SelectMany(name => new[] { Labels.Sop(name.Prefix, name.Number, name.Suffix), Labels.Sop(name.Number, name.Suffix), name.FileName }).Concat(shipped).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
