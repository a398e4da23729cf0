using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

static class Roles
{
    /// <summary>Which roles each member holds or stands in for, and which groups they are in, by member id.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ByMember(HandrailDb db, CancellationToken stop)
    {
        var roles = from holder in db.RoleHolders join role in db.Roles on holder.RoleKey equals role.Key select new { holder.MemberId, role.Name };
        var groups = from member in db.GroupMembers join groupOf in db.Groups on member.GroupKey equals groupOf.Key select new { member.MemberId, groupOf.Name };
        var held = (await roles.AsNoTracking().ToListAsync(stop)).Concat(await groups.AsNoTracking().ToListAsync(stop));
        return held.GroupBy(row => row.MemberId).ToDictionary(member => member.Key.ToString(), member => (IReadOnlyList<string>)[.. member.Select(row => row.Name)]);
    }
}
