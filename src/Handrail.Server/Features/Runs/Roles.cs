using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

static class Roles
{
    /// <summary>Who holds which roles of procedures, by member id.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ByMember(HandrailDb db, CancellationToken stop)
    {
        var members = await db.Members.AsNoTracking().Where(member => member.LeftAt == null && member.Roles != "").Select(member => new { member.Id, member.Roles }).ToListAsync(stop);
        return members.ToDictionary(member => member.Id.ToString(), member => (IReadOnlyList<string>)member.Roles.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
