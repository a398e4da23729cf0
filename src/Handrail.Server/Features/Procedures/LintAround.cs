using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>What lint holds texts against, read once for as many as there are.</summary>
sealed class LintAround
{
    readonly LintContext _known;
    readonly IReadOnlySet<string> _procedures;
    readonly ILookup<Id<Revision>, (string Path, Instant TakenAt)> _images;
    readonly Library _library;

    LintAround(LintContext known, IReadOnlySet<string> procedures, ILookup<Id<Revision>, (string, Instant)> images, Library library) =>
        (_known, _procedures, _images, _library) = (known, procedures, images, library);

    public static async Task<LintAround> Load(Workbench bench, IReadOnlyCollection<SopView> views)
    {
        var (db, library, stop) = (bench.Db, bench.Library, bench.Stop);
        var revisions = views.Select(view => view.Revision.Id).ToList();
        var images = await (from image in db.RevisionImages join file in db.StoredFiles on image.Sha256 equals file.Sha256 where revisions.Contains(image.RevisionId) select new { image.RevisionId, image.Path, file.StoredAt }).AsNoTracking().ToListAsync(stop);
        return new(await KnownAround.Load(db, null, stop) with
        {
            Controls = library.ControlIds,
            Clauses = views.Any(view => view.Procedure.Header.Policies.Count > 0) ? (await bench.Policies.Catalogue(db, stop)).ClauseIds() : null,
        },
            await Named(db, library, views, stop),
            images.ToLookup(image => image.RevisionId, image => (image.Path, image.StoredAt)),
            library);
    }

    /// <summary>By what the texts may call procedures. Where every one that they name is there, those are all that lint asks for; else it looks for what was meant, among all.</summary>
    static async Task<HashSet<string>> Named(HandrailDb db, Library library, IReadOnlyCollection<SopView> views, CancellationToken stop)
    {
        var named = views.SelectMany(view => WrittenLinks.In(view.Procedure.Source)).Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#')).Select(SopLinks.NameIn).Where(name => name.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (named.Count == 0) return [];
        // A link into the library is not broken: it leads to where the procedure can be taken.
        var own = await db.OwnTemplates.AsNoTracking().Where(row => !row.IsWithdrawn).Select(row => row.FileName).ToListAsync(stop);
        var offered = library.Templates.SelectMany(template => new[] { template.FileName, template.Path }).Concat(own).ToList();
        var numbers = named.Select(name => Labels.TryReadSop(name, out var number) ? number.Number : 0).Distinct().ToList();
        var found = await NamesOf(db.Sops.Where(sop => numbers.Contains(sop.Number) || named.Contains(sop.FileName)), offered, stop);
        return found.IsSupersetOf(named) ? found : await NamesOf(db.Sops, offered, stop);
    }

    static async Task<HashSet<string>> NamesOf(IQueryable<Sop> sops, IEnumerable<string> offered, CancellationToken stop) =>
        (await sops.AsNoTracking().Where(sop => !sop.Retired).Select(sop => new { sop.Prefix, sop.Number, sop.Suffix, sop.FileName }).ToListAsync(stop))
            .SelectMany(name => new[] { Labels.Sop(name.Prefix, name.Number, name.Suffix), Labels.Sop(name.Number, name.Suffix), name.FileName }).Concat(offered).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A copy or a variant of a template goes on naming others from where that one stands.</summary>
    string Folder(Sop sop) => (_library.Templates.FirstOrDefault(template => template.FileName == sop.FileName) ?? _library.Templates.FirstOrDefault(template => template.Family == sop.Family))?.Family ?? "";

    public LintContext Of(SopView view)
    {
        var folder = Folder(view.Sop);
        // A picture is kept under the path that the text has for it, which counts from where the text stands.
        var taken = _images[view.Revision.Id].Select(image => (Path: RelativePath.From(folder, image.Path), image.TakenAt)).DistinctBy(image => image.Path, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(image => image.Path, image => image.TakenAt, StringComparer.OrdinalIgnoreCase);
        return _known with
        {
            Environment = view.Environment,
            Procedures = _procedures,
            Folder = folder,
            Images = taken.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase),
            ScreenshotsTaken = taken,
        };
    }
}
