using Handrail.Server.Features.Procedures.Comparing;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Acknowledging;

/// <summary>Where somebody stands with a procedure in force.</summary>
/// <param name="IsAsked">They are to acknowledge the version in force.</param>
/// <param name="Last">The latest version they acknowledged; null for none.</param>
public sealed record MyAcknowledgement(bool IsAsked, Acknowledgement? Last)
{
    /// <summary>They may still read the version they acknowledged last.</summary>
    public bool Compares { get; init; }

    /// <summary>What is otherwise in the version in force than in that one; null where nothing is, or where there is nothing to compare.</summary>
    public MyDifference? Since { get; init; }

    public static async Task<MyAcknowledgement> Of(Workbench bench, Sop sop)
    {
        var last = await bench.Db.Acknowledgements.AsNoTracking().Where(row => row.SopId == sop.Id && row.MemberId == bench.By.Id).OrderByDescending(row => row.Revision).FirstOrDefaultAsync(bench.Stop);
        return new(await (await Unacknowledged.Of(bench)).AnyAsync(row => row.Id == sop.Id, bench.Stop), last);
    }

    /// <summary>The same for the page of the procedure, with what changed.</summary>
    public static async Task<MyAcknowledgement> WithDifference(Workbench bench, Sop sop)
    {
        var mine = await Of(bench, sop);
        if (mine is not { IsAsked: true, Last: { } last }) return mine;
        var before = await bench.Db.Revisions.Where(row => row.SopId == sop.Id && row.Number == last.Revision).Select(row => row.Id).ToListAsync(bench.Stop);
        var known = before.ToDictionary(_ => sop.Id, id => new KnownVersion(sop.Id, id, last.Revision, Acquaintance.Acknowledged, last.At));
        return known.Count == 0 ? mine : mine with { Compares = true, Since = (await MyDifference.All(bench, [sop], known)).SingleOrDefault() };
    }
}
