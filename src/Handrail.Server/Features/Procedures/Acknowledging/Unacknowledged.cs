using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;

namespace Handrail.Server.Features.Procedures.Acknowledging;

/// <summary>Procedures in force that somebody is asked to acknowledge and has not, in no version that still counts.</summary>
static class Unacknowledged
{
    /// <summary>In the filter of the list of procedures.</summary>
    public const string State = "unacknowledged";

    /// <summary>By whoever works at the bench, of what they may read. An auditor follows no procedure, and is asked nothing.</summary>
    public static async Task<IQueryable<Sop>> Of(Workbench bench)
    {
        if (bench.By.Permission < Permission.Member) return bench.Db.Sops.Where(_ => false);
        return Of(bench.Db, bench.By.Id, [Distribution.Everybody, .. await Access.Reading.KeysOf(bench.By.Id, bench.Db, bench.Now, bench.Stop)]);
    }

    /// <param name="keys">What a text can name them by.</param>
    internal static IQueryable<Sop> Of(HandrailDb db, Id<Member> me, IReadOnlyList<string> keys)
    {
        var mine = db.SopRecipients.Where(recipient => keys.Contains(recipient.Key)).Select(recipient => recipient.SopId);
        return db.Sops.Where(sop => sop.PublishedId != null && mine.Contains(sop.Id)
            && !db.Acknowledgements.Any(row => row.SopId == sop.Id && row.MemberId == me && row.Revision >= sop.AcknowledgedFrom));
    }
}
