using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>The members of the organization as the rules of publication see them, at this moment.</summary>
static class PeopleHere
{
    public static async Task<IReadOnlyList<Person>> All(HandrailDb db, Instant now, CancellationToken stop)
    {
        var members = await db.Members.AsNoTracking().Where(member => member.LeftAt == null).OrderBy(member => member.Name).Select(member => new { member.Id, member.Name, member.Email, member.Permission }).ToListAsync(stop);
        var groups = await (from row in db.GroupMembers join of in db.Groups on row.GroupKey equals of.Key select new { row.MemberId, of.Key, of.Name }).AsNoTracking().ToListAsync(stop);
        var roles = await (from row in db.RoleHolders join of in db.Roles on row.RoleKey equals of.Key select new { row.MemberId, of.Key, of.Name }).AsNoTracking().ToListAsync(stop);
        var deputies = await (from row in db.Deputies join of in db.Members on row.MemberId equals of.Id where row.Until == null || row.Until > now select new { row.MemberId, row.DeputyId, of.Name }).AsNoTracking().ToListAsync(stop);
        var held = roles.Concat(groups).ToLookup(row => row.MemberId, row => row.Name);
        var signers = deputies.ToLookup(row => row.MemberId, row => row.DeputyId.ToString());
        var names = groups.Select(row => (Member: row.MemberId, row.Key, Words: $"group {row.Name}"))
            .Concat(roles.Select(row => (Member: row.MemberId, row.Key, Words: $"role {row.Name}")))
            .Concat(from deputy in deputies join role in roles on deputy.MemberId equals role.MemberId select (Member: deputy.DeputyId, role.Key, Words: $"role {role.Name}, for {deputy.Name}"))
            .ToLookup(row => row.Member);
        return [.. members.Select(member => new Person(member.Id.ToString(), member.Name, member.Permission >= Permission.Member, member.Permission == Permission.Administrator, [.. held[member.Id]], [.. signers[member.Id]])
        {
            Email = member.Email,
            Names = names[member.Id].DistinctBy(row => row.Key).ToDictionary(row => row.Key, row => row.Words),
        })];
    }

    /// <summary>Whether this member belongs to those whom a text names for something. It asks who is where only when the text names somebody.</summary>
    public static async Task<bool> Includes(this Circle circle, CurrentMember member, HandrailDb db, Instant now, CancellationToken stop) =>
        circle.IsEverybody || member.IsAdministrator || (await All(db, now, stop)).FirstOrDefault(person => person.Id == member.Id.ToString()) is { } me && circle.Why(me) is not null;

    /// <summary>Who has left and had named somebody to stand in.</summary>
    public static async Task<IReadOnlyList<FormerPerson>> Former(HandrailDb db, Instant now, CancellationToken stop)
    {
        var former = await (from deputy in db.Deputies.AsNoTracking() join member in db.Members on deputy.MemberId equals member.Id where member.LeftAt != null && (deputy.Until == null || deputy.Until > now) select new { member.Name, deputy.DeputyId }).ToListAsync(stop);
        return former.ConvertAll(row => new FormerPerson(row.Name, [row.DeputyId.ToString()]));
    }
}
