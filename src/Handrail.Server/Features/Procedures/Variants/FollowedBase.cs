using Handrail.Core.Journal;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Features.Procedures.Updating;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Variants;

/// <summary>The base of a variant.</summary>
/// <param name="Follows">The number of the version that the variant was last brought up to.</param>
/// <param name="InForce">What is in force of the base, as far as it may be read.</param>
public sealed record FollowedBase(Variant Variant, Sop Base, int Follows, Revision? InForce) : Original(Variant.Text, NewerOf(Variant, Base, InForce), InForce is not null && Variant.PassedOverId == InForce.Id)
{
    public override UpdateWords Words => UpdateWords.OfBase;

    static Edition? NewerOf(Variant variant, Sop @base, Revision? inForce) => inForce is not null && inForce.Sha256 != variant.Sha256 ? new($"{@base.Label} v{inForce.Number}", inForce.Text, inForce.Sha256) : null;

    /// <summary>Null where it is no variant, or nothing of its base may be said to whoever asks.</summary>
    public static async Task<FollowedBase?> By(Sop sop, Workbench bench)
    {
        if (sop.Suffix.Length == 0) return null;
        var found = await (from variant in bench.Db.Variants
                           join @base in bench.Db.Sops on variant.BaseId equals @base.Id
                           join follows in bench.Db.Revisions on variant.FollowsId equals follows.Id
                           where variant.SopId == sop.Id
                           select new { variant, @base, follows.Number }).SingleOrDefaultAsync(bench.Stop);
        if (found is null) return null;
        var inForce = found.@base.PublishedId is { } published ? await bench.Db.Revisions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == published, bench.Stop) : null;
        return new FollowedBase(found.variant, found.@base, found.Number, inForce);
    }

    /// <summary>From the base as it is followed to a text of the variant.</summary>
    public Difference DifferenceTo(SopView view, ProcedureTexts texts) => new(texts.Read(Variant.Sha256, Variant.Text, Base.FileName), AsRead.Written, view.Procedure, AsRead.Written);

    public override Fact Take(Sop sop, int revision, IReadOnlyList<string> taken, IReadOnlyList<string> left)
    {
        if (InForce is not { } inForce) throw new InvalidOperationException("There is no newer version of the base to be taken.");
        Variant.Follow(inForce);
        return new BaseTaken(sop.Label, revision, Base.Label, inForce.Number, inForce.Sha256, taken.Count, left.Count);
    }

    public override Fact PassOver(Sop sop)
    {
        if (InForce is not { } inForce) throw new InvalidOperationException("There is no newer version of the base to be put off.");
        Variant.PassedOverId = inForce.Id;
        return new BasePassedOver(sop.Label, Base.Label, inForce.Number);
    }

    public override async Task<IReadOnlyDictionary<string, string>> Pictures(Workbench bench) => InForce is not { } inForce ? new Dictionary<string, string>()
        : await bench.Db.RevisionImages.AsNoTracking().Where(image => image.RevisionId == inForce.Id).ToDictionaryAsync(image => image.Path, image => image.Sha256, bench.Stop);
}
