using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.People;

static class MemberNames
{
    /// <summary>The name of everybody who is or was in the organization, by id.</summary>
    public static async Task<Dictionary<string, string>> ById(HandrailDb db, CancellationToken stop) =>
        (await db.Members.AsNoTracking().Select(member => new { member.Id, member.Name }).ToListAsync(stop)).ToDictionary(member => member.Id.ToString(), member => member.Name);

    /// <summary>Everybody in the organization, id and name, by name.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> All(HandrailDb db, CancellationToken stop) =>
        [.. (await db.Members.AsNoTracking().Where(member => member.LeftAt == null).OrderBy(member => member.Name).Select(member => new { member.Id, member.Name }).ToListAsync(stop))
            .Select(member => KeyValuePair.Create(member.Id.ToString(), member.Name))];
}
