using Handrail.Core;
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
    readonly ILookup<string, string> _families;

    LintAround(LintContext known, IReadOnlySet<string> procedures, ILookup<Id<Revision>, (string, Instant)> images, ILookup<string, string> families) =>
        (_known, _procedures, _images, _families) = (known, procedures, images, families);

    public static Task<LintAround> Load(Workbench bench, IReadOnlyCollection<Id<Revision>> revisions) => Load(bench.Db, bench.Library, revisions, bench.Stop);

    public static async Task<LintAround> Load(HandrailDb db, Library library, IReadOnlyCollection<Id<Revision>> revisions, CancellationToken stop)
    {
        var names = await db.Sops.AsNoTracking().Where(sop => !sop.Retired).Select(sop => new { sop.Prefix, sop.Number, sop.FileName }).ToListAsync(stop);
        var images = await (from image in db.RevisionImages join file in db.StoredFiles on image.Sha256 equals file.Sha256 where revisions.Contains(image.RevisionId) select new { image.RevisionId, image.Path, file.StoredAt }).AsNoTracking().ToListAsync(stop);
        return new(await KnownAround.Load(db, null, stop),
            // A link into the library is not broken: it leads to where the procedure can be taken.
            names.SelectMany(name => new[] { Labels.Sop(name.Prefix, name.Number), Labels.Sop(name.Number), name.FileName }).Concat(library.Templates.SelectMany(template => new[] { template.FileName, template.Path })).ToHashSet(StringComparer.OrdinalIgnoreCase),
            images.ToLookup(image => image.RevisionId, image => (image.Path, image.StoredAt)),
            library.Templates.ToLookup(template => template.FileName, template => template.Family));
    }

    public LintContext Of(SopView view) => _known with
    {
        Environment = view.Environment,
        Procedures = _procedures,
        Folder = _families[view.Sop.FileName].FirstOrDefault() ?? "",
        Images = _images[view.Revision.Id].Select(image => image.Path).ToHashSet(StringComparer.OrdinalIgnoreCase),
        ScreenshotsTaken = _images[view.Revision.Id].DistinctBy(image => image.Path, StringComparer.OrdinalIgnoreCase).ToDictionary(image => image.Path, image => image.TakenAt, StringComparer.OrdinalIgnoreCase),
    };
}
