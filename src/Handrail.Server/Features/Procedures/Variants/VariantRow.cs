using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Variants;

/// <summary>A variant as the page of its base shows it.</summary>
/// <param name="Shown">What is in force of it, else the draft.</param>
/// <param name="Follows">The number of the base's version.</param>
/// <param name="IsUpToDate">Nothing newer of the base is in force.</param>
/// <param name="IsMine">Whoever asks is in a group that is the department.</param>
public sealed record VariantRow(Sop Sop, Revision Shown, string Department, int Follows, bool IsUpToDate, bool IsMine)
{
    /// <summary>Those of a base that are followed, by number.</summary>
    public static async Task<IReadOnlyList<VariantRow>> Of(Sop @base, Workbench bench)
    {
        if (@base.Suffix.Length > 0) return [];
        var (db, me) = (bench.Db, bench.By.Id);
        var rows = await (from variant in db.Variants
                          join sop in db.Sops on variant.SopId equals sop.Id
                          join shown in db.Revisions on sop.GoverningId equals shown.Id
                          join follows in db.Revisions on variant.FollowsId equals follows.Id
                          where variant.BaseId == @base.Id && !sop.Retired
                          orderby sop.Suffix
                          select new
                          {
                              sop,
                              shown,
                              variant.Department,
                              follows.Number,
                              IsUpToDate = @base.PublishedId == null || db.Revisions.Any(row => row.Id == @base.PublishedId && row.Sha256 == variant.Sha256),
                              IsMine = db.GroupMembers.Any(row => row.GroupKey == variant.DepartmentKey && row.MemberId == me),
                          }).AsNoTracking().ToListAsync(bench.Stop);
        return [.. rows.Select(row => new VariantRow(row.sop, row.shown, row.Department, row.Number, row.IsUpToDate, row.IsMine))];
    }
}
