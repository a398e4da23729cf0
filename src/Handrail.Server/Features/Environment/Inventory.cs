using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Environment;

/// <summary>Questions about the inventory of systems.</summary>
static class Inventory
{
    /// <summary>Those that are not retired, the most critical first.</summary>
    public static Task<List<InventorySystem>> InUse(HandrailDb db, CancellationToken stop) =>
        db.Systems.AsNoTracking().Where(system => system.RetiredAt == null).OrderByDescending(system => system.Criticality).ThenBy(system => system.Name).ToListAsync(stop);

    public static Task<InventorySystem?> Find(HandrailDb db, string key, CancellationToken stop) => db.Systems.SingleOrDefaultAsync(system => system.Key == key, stop);

    /// <summary>Keys of the placeholders that stand for it: those of its kind, and its own name.</summary>
    public static IReadOnlySet<string> PlaceholdersOf(InventorySystem system) =>
        new[] { SystemKindWords.Of(system.Kind).Placeholder, system.Name }.OfType<string>().Select(Core.Procedures.Placeholders.Key).ToHashSet();

    /// <summary>The people who answer for a system now: its owner, or those who hold the role. Empty when nobody does.</summary>
    public static IReadOnlyList<string> OwnersOf(InventorySystem system, WhoHolds roles, IReadOnlyDictionary<string, string> members) =>
        system.OwnerId is { } owner ? members.TryGetValue(owner.ToString(), out var name) ? [name] : []
        : [.. roles.Of(system.OwnerRole).Select(holder => holder.Name)];
}
