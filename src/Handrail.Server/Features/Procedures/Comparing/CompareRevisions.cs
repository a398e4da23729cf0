using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Comparing;

/// <param name="Alt">What it shows, as the text says.</param>
public sealed record KeptPicture(string Sha256, string Alt);

/// <param name="Old">Null where it was added.</param>
/// <param name="New">Null where it was taken out.</param>
public sealed record PictureChange(string Path, KeptPicture? Old, KeptPicture? New)
{
    public bool IsSamePicture => Old?.Sha256 == New?.Sha256;
}

/// <summary>Two revisions side by side.</summary>
/// <param name="Between">From the newer back to the one after the older: who changed what, and why.</param>
/// <param name="Writers">By version, the names of everybody who changed a word of it.</param>
/// <param name="Hands">By a step's anchor, who changed it last between the two.</param>
public sealed record ComparisonModel(Sop Sop, Revision From, Revision To, Difference Difference, IReadOnlyList<PictureChange> Pictures, IReadOnlyList<Revision> All, IReadOnlyList<Revision> Between, ILookup<Id<Revision>, string> Writers, IReadOnlyDictionary<string, LastHand> Hands);

/// <summary>What changed between any two revisions: word by word, each step found again by its identity.</summary>
static class CompareRevisions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/procedures/{sop}/comparison", async (string sop, int? from, int? to, [AsParameters] Workbench bench) =>
        (await Load(sop, from, to, bench)).Granted(out var model, out var refusal) ? Answers.Page<ComparisonPage>(new { Model = model }) : Answers.Refuse(refusal));

    /// <param name="to">Null for the newest.</param>
    /// <param name="from">Null for what was in force before <paramref name="to"/>, else the one before it.</param>
    static async Task<Outcome<ComparisonModel>> Load(string label, int? from, int? to, Workbench bench)
    {
        var (db, texts, stop) = (bench.Db, bench.Texts, bench.Stop);
        if (!Labels.TryReadSop(label, out var number) || await db.Sops.AsNoTracking().Numbered(number).SingleOrDefaultAsync(stop) is not { } sop) return SopView.Unknown;
        var all = await db.Revisions.AsNoTracking().Where(row => row.SopId == sop.Id).OrderByDescending(row => row.Number).ToListAsync(stop);
        var after = to is null ? all[0] : all.Find(row => row.Number == to);
        var before = from is null ? all.Find(row => row.Number < after?.Number && row.PublishedAt is not null) ?? all.Find(row => row.Number < after?.Number) ?? after : all.Find(row => row.Number == from);
        if (before is null || after is null) return new Refusal.NotFound($"{sop.Label} has no such version.");
        var (old, @new) = (texts.Read(before.Sha256, before.Text, sop.FileName), texts.Read(after.Sha256, after.Text, sop.FileName));
        var names = await db.Members.AsNoTracking().Select(row => new { row.Id, row.Name }).ToDictionaryAsync(row => row.Id.ToString(), row => row.Name, stop);
        var now = before.FrozenEnvironment is null || after.FrozenEnvironment is null ? await Values.Now(db, bench.By, stop) : [];
        var (was, reads) = AsRead.Differing(Reads.Of(before, now), Reads.Of(after, now));
        var between = all.FindAll(row => row.Number > Math.Min(before.Number, after.Number) && row.Number <= Math.Max(before.Number, after.Number));
        return new ComparisonModel(sop, before, after, new(old, was, @new, reads), await Pictures(before, after, db, stop), all, between,
            await Authorship.Of(bench, between.ConvertAll(row => row.Id), names), await Authorship.OfSteps(bench, all, before, after, names));
    }

    /// <summary>In the order in which people meet them, those that were taken out last.</summary>
    static async Task<IReadOnlyList<PictureChange>> Pictures(Revision before, Revision after, HandrailDb db, CancellationToken stop)
    {
        var images = await db.RevisionImages.AsNoTracking().Where(image => image.RevisionId == before.Id || image.RevisionId == after.Id).ToListAsync(stop);
        var (old, @new) = (Shown(before, images), Shown(after, images));
        return [.. @new.Keys.Union(old.Keys).Select(path => new PictureChange(path, old.GetValueOrDefault(path), @new.GetValueOrDefault(path))).Where(picture => picture.Old != picture.New)];
    }

    /// <summary>What is kept but no longer named by the text is not shown to anybody.</summary>
    static OrderedDictionary<string, KeptPicture> Shown(Revision revision, List<RevisionImage> images)
    {
        var shown = new OrderedDictionary<string, KeptPicture>(StringComparer.Ordinal);
        foreach (var (path, alt) in ShownPictures.In(revision.Text))
            if (images.Find(image => image.RevisionId == revision.Id && image.Path == path) is { } image) shown.Add(path, new(image.Sha256, alt));
        return shown;
    }
}
