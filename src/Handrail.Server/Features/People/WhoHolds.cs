using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.People;

public sealed record Holder(Id<Member> Id, string Name, bool AsDeputy);

/// <summary>Every role somebody put on the list, with who holds it now.</summary>
public sealed class WhoHolds
{
    readonly Dictionary<string, HeldRole> _roles;

    WhoHolds(Dictionary<string, HeldRole> roles) => _roles = roles;

    public sealed record HeldRole(string Key, string Name, IReadOnlyList<Holder> Holders);

    public IEnumerable<HeldRole> Roles => _roles.Values;

    /// <summary>Whether roles are in use at all. Before the first is given to somebody, "nobody holds it" says nothing about a procedure.</summary>
    public bool IsUsed => _roles.Values.Any(role => role.Holders.Count > 0);

    public HeldRole? Find(string role) => _roles.GetValueOrDefault(Placeholders.Key(role));

    /// <summary>Those who hold it, then those who stand in; empty when nobody does.</summary>
    public IReadOnlyList<Holder> Of(string role) => Find(role)?.Holders ?? [];

    public static async Task<WhoHolds> Load(HandrailDb db, CancellationToken stop)
    {
        var roles = await db.Roles.AsNoTracking().OrderBy(role => role.Name).ToListAsync(stop);
        var holders = await (from holder in db.RoleHolders
                             join member in db.Members on holder.MemberId equals member.Id
                             orderby holder.AsDeputy, member.Name
                             select new { holder.RoleKey, holder.AsDeputy, member.Id, member.Name }).AsNoTracking().ToListAsync(stop);
        var byRole = holders.ToLookup(holder => holder.RoleKey, holder => new Holder(holder.Id, holder.Name, holder.AsDeputy));
        return new(roles.ToDictionary(role => role.Key, role => new HeldRole(role.Key, role.Name, [.. byRole[role.Key]])));
    }
}
