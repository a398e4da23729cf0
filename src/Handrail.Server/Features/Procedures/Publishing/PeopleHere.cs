using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Runs;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>The members of the organization as the rules of publication see them, at this moment.</summary>
static class PeopleHere
{
    public static async Task<IReadOnlyList<Person>> All(HandrailDb db, Instant now, CancellationToken stop)
    {
        var members = await db.Members.AsNoTracking().Where(member => member.LeftAt == null).OrderBy(member => member.Name).Select(member => new { member.Id, member.Name, member.Permission }).ToListAsync(stop);
        var roles = await Roles.ByMember(db, stop);
        var deputies = (await db.Deputies.AsNoTracking().Where(row => row.Until == null || row.Until > now).Select(row => new { row.MemberId, row.DeputyId }).ToListAsync(stop)).ToLookup(row => row.MemberId, row => row.DeputyId.ToString());
        return [.. members.Select(member => new Person(member.Id.ToString(), member.Name, member.Permission >= Permission.Member, member.Permission == Permission.Administrator,
            roles.GetValueOrDefault(member.Id.ToString(), []), [.. deputies[member.Id]]))];
    }

    /// <summary>Who has left and had named somebody to stand in.</summary>
    public static async Task<IReadOnlyList<FormerPerson>> Former(HandrailDb db, Instant now, CancellationToken stop)
    {
        var former = await (from deputy in db.Deputies.AsNoTracking() join member in db.Members on deputy.MemberId equals member.Id where member.LeftAt != null && (deputy.Until == null || deputy.Until > now) select new { member.Name, deputy.DeputyId }).ToListAsync(stop);
        return former.ConvertAll(row => new FormerPerson(row.Name, [row.DeputyId.ToString()]));
    }
}
