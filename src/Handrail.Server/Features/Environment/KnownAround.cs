using Handrail.Core;
using Handrail.Core.Procedures.Linting;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Environment;

/// <summary>What lint may know of the organization.</summary>
static class KnownAround
{
    /// <summary>
    /// Values, roles that are held, systems. Where an organization has given no role to anybody or has no inventory yet, that is unknown rather than empty:
    /// a warning at every step would say nothing.
    /// </summary>
    /// <param name="values">Null where open placeholders are nothing to speak of yet.</param>
    public static async Task<LintContext> Load(HandrailDb db, IReadOnlyDictionary<string, string>? values, CancellationToken stop)
    {
        var (roles, systems) = (await WhoHolds.Load(db, stop), await Inventory.InUse(db, stop));
        var groups = await (from member in db.GroupMembers join row in db.Groups on member.GroupKey equals row.Key select row.Name).Distinct().ToListAsync(stop);
        var members = await db.Members.AsNoTracking().Where(member => member.LeftAt == null).Select(member => new { member.Name, member.Email }).ToListAsync(stop);
        var held = roles.Roles.Where(role => role.Holders.Count > 0).Select(role => role.Name).Concat(groups).ToList();
        return new LintContext
        {
            Environment = values,
            Roles = roles.IsUsed ? held.ToHashSet(StringComparer.OrdinalIgnoreCase) : null,
            People = held.Concat(members.SelectMany(member => new[] { member.Name, member.Email })).Append("Everybody").ToHashSet(StringComparer.OrdinalIgnoreCase),
            Systems = systems.Count > 0 ? Names(systems) : null,
        };
    }

    /// <summary>Every name a step may use, with when the tool behind it last changed: its own, its tool's, and what the placeholder of its kind is read as.</summary>
    static Dictionary<string, Instant?> Names(List<InventorySystem> systems)
    {
        var names = new Dictionary<string, Instant?>(StringComparer.OrdinalIgnoreCase);
        foreach (var system in systems)
            foreach (var name in new[] { system.Name, system.InWords }) names[name] = system.ToolChangedAt;
        foreach (var kind in systems.GroupBy(system => system.Kind)) names.TryAdd(Values.Joined([.. kind.Select(system => system.InWords).Distinct()]), kind.Max(system => system.ToolChangedAt));
        return names;
    }
}
