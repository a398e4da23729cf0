using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Environment;

/// <summary>Adds, corrects and retires systems of the inventory, within a change that is under way.</summary>
static class KeepSystem
{
    static readonly Refusal.NotFound Unknown = new("There is no such system in the inventory, or you may not see it.");

    public static async Task<Outcome<InventorySystem>> Add(Change change, HandrailDb db, CurrentMember by, SystemInput input, SystemReading reading, CancellationToken stop)
    {
        var key = Placeholders.Key(input.Name);
        var known = await db.Systems.Where(system => system.Key == key || system.Key.StartsWith(key + "-")).ToListAsync(stop);
        known.AddRange(db.Systems.Local.Where(system => !known.Contains(system)));
        if (known.Find(system => system.RetiredAt is null && Placeholders.Key(system.Name) == key) is { } had) return new Refusal.Invalid("name", $"{had.Name} is in the inventory already.");
        var row = new InventorySystem { Id = Id<InventorySystem>.New(change.At), OrganizationId = by.OrganizationId, Key = Free(key, [.. known.Select(system => system.Key)]), Name = "", Kind = SystemKind.Other, AddedAt = change.At };
        if (!reading.Apply(input, row, mayChangeTool: true).Granted(out _, out var refusal)) return refusal;
        db.Systems.Add(row);
        return (await change.Append(row.Subject, new SystemAdded(row.Name, SystemKindWords.Of(row.Kind).Words, row.Tool, reading.Describe(row)), stop)).Map(_ => row);
    }

    /// <returns>The row, or the refusal; nothing is recorded when nothing is different.</returns>
    public static async Task<Outcome<InventorySystem>> Correct(Change change, HandrailDb db, string key, SystemInput input, SystemReading reading, CancellationToken stop)
    {
        if (await Inventory.Find(db, key, stop) is not { RetiredAt: null } row) return Unknown;
        var name = Placeholders.Key(input.Name);
        if ((await db.Systems.Where(other => other.RetiredAt == null && other.Id != row.Id).Select(other => other.Name).ToListAsync(stop)).Find(other => Placeholders.Key(other) == name) is { } taken)
            return new Refusal.Invalid("name", $"{taken} is another system in the inventory.");
        if (!reading.Apply(input, row, mayChangeTool: false).Granted(out var changes, out var refusal)) return refusal;
        if (changes.Count == 0) return row;
        return (await change.Append(row.Subject, new SystemChanged(row.Name, string.Join("; ", changes)), stop)).Map(_ => row);
    }

    public static async Task<Outcome<InventorySystem>> Retire(Change change, HandrailDb db, string key, CancellationToken stop)
    {
        if (await Inventory.Find(db, key, stop) is not { } row) return Unknown;
        if (row.RetiredAt is not null) return new Refusal.Conflict($"{row.Name} is retired already.");
        row.RetiredAt = change.At;
        return (await change.Append(row.Subject, new SystemRetired(row.Name), stop)).Map(_ => row);
    }

    static string Free(string key, HashSet<string> taken)
    {
        var free = key;
        for (var number = 2; taken.Contains(free); number++) free = $"{key}-{number}";
        return free;
    }
}
