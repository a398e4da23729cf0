using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Reviews;

/// <summary>Which procedures in force name what has changed around them.</summary>
static class Surroundings
{
    public static async Task<IReadOnlyList<(Id<Sop> Sop, ReviewTrigger Trigger)>> Changed(HandrailDb db, Mentions mentions, ProcedureTexts texts, Instant at, string subject, Fact fact, CancellationToken stop)
    {
        var key = subject[(subject.IndexOf('/') + 1)..];
        return fact switch
        {
            ToolChanged f => await NamingSystem(f.From, f.System, new(TriggerKind.Tool, key, at, f.From, Detail: $"gave way to {f.To}")),
            SystemRetired f => await NamingSystem(f.System, f.System, new(TriggerKind.System, key, at, f.System, Detail: "was retired")),
            SystemChanged f => await NamingSystem(f.System, f.System, new(TriggerKind.System, key, at, f.System, Detail: $"was changed ({f.Changes})")),
            // Others who do the same are no reason to read the text again; nobody is.
            RoleTaken f when !await db.RoleHolders.AnyAsync(holder => holder.RoleKey == Placeholders.Key(f.Role), stop) => await Naming(f.Role, new(TriggerKind.Role, key, at, f.Role, Detail: "was left without anybody who holds it")),
            GroupLeft f when !await db.GroupMembers.AnyAsync(member => member.GroupKey == Placeholders.Key(f.Group), stop) => await Naming(f.Group, new(TriggerKind.Team, key, at, f.Group, Detail: "was left without anybody in it")),
            GroupRemoved f => await Naming(f.Group, new(TriggerKind.Team, key, at, f.Group, Detail: "was removed")),
            _ => [],
        };

        async Task<IReadOnlyList<(Id<Sop>, ReviewTrigger)>> Naming(string name, ReviewTrigger trigger)
        {
            var wanted = Placeholders.Key(name);
            return [.. (await mentions.InForce(db, stop)).Select(sop => (sop.Id, count: sop.Names.Roles.Count(role => Placeholders.Key(role) == wanted))).Where(sop => sop.count > 0).Select(sop => (sop.Id, trigger with { Count = sop.count }))];
        }

        async Task<IReadOnlyList<(Id<Sop>, ReviewTrigger)>> NamingSystem(string tool, string name, ReviewTrigger trigger)
        {
            var system = Subjects.Key(key) is { } known ? await Inventory.Find(db, known, stop) : await db.Systems.FirstOrDefaultAsync(row => row.Name == name, stop);
            var words = trigger.Kind == TriggerKind.Tool || system is null ? tool : system.InWords;
            IEnumerable<string> own = system is null ? [] : Inventory.PlaceholdersOf(system);
            var placeholders = own.Append(Placeholders.Key(name)).ToHashSet();
            var inForce = await (from sop in db.Sops join revision in db.Revisions on sop.PublishedId equals revision.Id where !sop.Retired select new { sop.Id, sop.FileName, revision.Sha256, revision.Text }).AsNoTracking().ToListAsync(stop);
            return [.. inForce.AsParallel().AsOrdered().WithCancellation(stop).Where(row => ToolUses.MayBeIn(row.Text, words, placeholders))
                .Select(row => (row.Id, trigger with { Count = Math.Max(1, ToolUses.In(db.Change?.Read(row.Sha256) ?? ProcedureReader.Read(row.Text, row.FileName), words, placeholders).Count) }))];
        }
    }
}
