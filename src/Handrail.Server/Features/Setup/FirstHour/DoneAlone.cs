using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Setup.FirstHour;

/// <summary>Whoever is alone cannot finish what a second person has to see.</summary>
/// <param name="First">In force, and can be finished alone; null where every one asks for somebody else.</param>
public sealed record DoneAlone(Sop? First)
{
    /// <summary>Null where somebody else can take part in a run, or nothing is in force.</summary>
    public static async Task<DoneAlone?> Load(Workbench bench)
    {
        if (await bench.Db.Members.CountAsync(member => member.LeftAt == null && member.Permission >= Permission.Member, bench.Stop) > 1) return null;
        var inForce = await (from sop in bench.Db.Sops.AsNoTracking()
                             join revision in bench.Db.Revisions.AsNoTracking() on sop.PublishedId equals revision.Id
                             where !sop.Retired
                             orderby sop.Number, sop.Suffix
                             select new { Sop = sop, revision.Sha256, revision.Text }).ToListAsync(bench.Stop);
        return inForce.Count == 0 ? null : new(inForce.Find(one => bench.Texts.Read(one.Sha256, one.Text, one.Sop.FileName).IsDoneAlone)?.Sop);
    }
}
