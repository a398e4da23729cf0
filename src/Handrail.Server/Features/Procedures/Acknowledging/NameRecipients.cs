using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Acknowledging;

/// <summary>Writes down whom a version asks, in the change that brings it into force.</summary>
static class NameRecipients
{
    public static async Task Within(HandrailDb db, Sop sop, Procedure procedure, CancellationToken stop)
    {
        // Whom a name means is settled here, as it is for readers: a newcomer of the same name is somebody else.
        var wanted = (await NameReaders.Audience(db, Distribution.Names(procedure), stop)).Select(meant => meant.Reader.Key).ToHashSet();
        var rows = await db.SopRecipients.Where(row => row.SopId == sop.Id).ToListAsync(stop);
        db.SopRecipients.RemoveRange(rows.Where(row => !wanted.Contains(row.Key)));
        db.SopRecipients.AddRange(wanted.Except(rows.Select(row => row.Key)).Select(key => new SopRecipient { OrganizationId = sop.OrganizationId, SopId = sop.Id, Key = key }));
    }
}
