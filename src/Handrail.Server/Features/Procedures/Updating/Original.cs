using Handrail.Core.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Variants;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Updating;

/// <param name="Name">What it is called among people: "close-up.md", "SOP-014 v3".</param>
/// <param name="Sha256">Of its text: another edition has another.</param>
public sealed record Edition(string Name, string Text, string Sha256);

/// <summary>What a procedure was made from and follows: a template of the library or of one's own, or the base of a variant.</summary>
/// <param name="Known">The text that ours was made from, or was last brought up to.</param>
/// <param name="Newer">What it is now, where that is something else.</param>
/// <param name="IsPassedOver">Somebody did not want to look at the newer one now.</param>
public abstract record Original(string Known, Edition? Newer, bool IsPassedOver)
{
    public bool IsOffered => Newer is not null && !IsPassedOver;

    public abstract UpdateWords Words { get; }

    /// <summary>The newer edition is the one that is followed from now on.</summary>
    /// <param name="revision">The draft that holds what was taken; the present one where that is nothing.</param>
    /// <param name="taken">Names of parts.</param>
    public abstract Fact Take(Sop sop, int revision, IReadOnlyList<string> taken, IReadOnlyList<string> left);

    /// <summary>The newer edition is not offered again, the one after it is.</summary>
    public abstract Fact PassOver(Sop sop);

    /// <summary>The pictures of the newer edition: hashes by the path it names them with.</summary>
    public abstract Task<IReadOnlyDictionary<string, string>> Pictures(Workbench bench);

    /// <summary>Null where it was written here, or whoever asks may not know what it was made from.</summary>
    public static async Task<Original?> Of(Sop sop, Workbench bench) => sop.Suffix.Length > 0 ? await FollowedBase.By(sop, bench)
        : await bench.Db.AdoptedTemplates.SingleOrDefaultAsync(row => row.SopId == sop.Id, bench.Stop) is { } adopted ? await OriginalTemplate.Of(adopted, bench) : null;
}

/// <summary>Whose template or base has changed since.</summary>
static class ChangedOriginals
{
    const int Most = 20;

    /// <summary>Only hashes are read: the texts of all procedures would be too much for a page that everybody opens first.</summary>
    public static async Task<IReadOnlyList<Sop>> All(Workbench bench)
    {
        if (bench.By.Permission < Permission.Member) return [];
        var adopted = await bench.Db.AdoptedTemplates.AsNoTracking().Select(row => new { row.SopId, row.OwnTemplateId, row.FileName, row.Sha256, row.PassedOver }).ToListAsync(bench.Stop);
        var own = await bench.Db.OwnTemplates.AsNoTracking().Where(row => !row.IsWithdrawn).Select(row => new { row.Id, row.Sha256 }).ToDictionaryAsync(row => row.Id, row => row.Sha256, bench.Stop);
        var changed = adopted.Where(row => (row.OwnTemplateId is { } id ? own.GetValueOrDefault(id) : bench.Library.Named(row.FileName)?.Sha256) is { } now && now != row.Sha256 && now != row.PassedOver).Select(row => row.SopId).ToList();
        changed.AddRange(await (from variant in bench.Db.Variants
                                join @base in bench.Db.Sops on variant.BaseId equals @base.Id
                                join inForce in bench.Db.Revisions on @base.PublishedId equals inForce.Id
                                where inForce.Sha256 != variant.Sha256 && (variant.PassedOverId == null || variant.PassedOverId != inForce.Id)
                                select variant.SopId).ToListAsync(bench.Stop));
        return changed.Count == 0 ? [] : await bench.Db.Sops.AsNoTracking().Where(sop => changed.Contains(sop.Id) && !sop.Retired).ByNumber().Take(Most).ToListAsync(bench.Stop);
    }
}
