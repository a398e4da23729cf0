using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Environment;

/// <summary>A system as lists and its page show it.</summary>
/// <param name="Owner">As written: a role, or a member's name; empty when nobody was named.</param>
/// <param name="Owners">The people who answer for it now.</param>
public sealed record SystemRow(InventorySystem System, string Owner, IReadOnlyList<string> Owners);

/// <summary>The inventory of systems: its pages and forms.</summary>
static class SystemDoors
{
    static readonly Refusal.NotFound Unknown = new("There is no such system in the inventory, or you may not see it.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Systems, async (int? added, int? changed, int? refused, CurrentMember member, HandrailDb db, CancellationToken stop) =>
            Answers.Page<SystemsPage>(new { Member = member, Rows = await Load(db, stop), Retired = await Retired(db, stop), Imported = added is null ? null : ((int, int, int)?)(added.Value, changed ?? 0, refused ?? 0) }));
        app.MapGet(Links.NewSystem, async (HttpRequest request, CurrentMember member, HandrailDb db, CancellationToken stop) =>
            Answers.Page<NewSystemPage>(new { Typed = new SystemInput(request.Query["name"].ToString(), request.Query["kind"].ToString()), Owners = await Owners(db, stop) })).Needs(Permission.Administrator);
        app.MapGet("/environment/systems/{system}", (string system, int? drafts, CurrentMember member, HandrailDb db, CancellationToken stop) => Show(system, null, null, member, db, stop, drafts));

        app.MapPost(Links.Systems, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var typed = Read(await request.ReadFormAsync(stop));
            await using var change = await Change.Begin(db, member, clock, stop);
            var added = await KeepSystem.Add(change, db, member, typed, await SystemReading.Load(db, stop), stop);
            if (added.Refusal is { } refusal) return Answers.PageAgain<NewSystemPage>(refusal, new { Typed = typed, Owners = await Owners(db, stop), Refusal = refusal });
            await change.Commit(stop);
            return Answers.SeeOther(Links.Systems);
        }).Needs(Permission.Administrator);

        app.MapPost("/environment/systems/{system}", async (string system, HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var typed = Read(await request.ReadFormAsync(stop));
            await using var change = await Change.Begin(db, member, clock, stop);
            var corrected = await KeepSystem.Correct(change, db, system, typed, await SystemReading.Load(db, stop), stop);
            if (corrected.Refusal is { } refusal) return await Show(system, refusal, typed, member, db, stop);
            await change.Commit(stop);
            return Answers.SeeOther(Links.System(system));
        }).Needs(Permission.Administrator);

        app.MapPost("/environment/systems/{system}/retirement", async (string system, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            await using var change = await Change.Begin(db, member, clock, stop);
            var retired = await KeepSystem.Retire(change, db, system, stop);
            if (retired.Refusal is { } refusal) return Answers.Refuse(refusal);
            await change.Commit(stop);
            return Answers.SeeOther(Links.Systems);
        }).Needs(Permission.Administrator);
    }

    /// <summary>A box that is not ticked is not sent, and means no.</summary>
    static SystemInput Read(IFormCollection form) => SystemInput.From(field => form.ContainsKey(field) ? form[field].ToString() : field == "accounts" ? "no" : null);

    static async Task<IResult> Show(string key, Refusal? refusal, SystemInput? typed, CurrentMember member, HandrailDb db, CancellationToken stop, int? drafts = null)
    {
        db.ChangeTracker.Clear();
        if (await Inventory.Find(db, key, stop) is not { } system) return Answers.Refuse(refusal is Refusal.NotFound ? refusal : Unknown);
        var row = (await Rows(db, [system], stop))[0];
        var model = new { Member = member, Row = row, Typed = typed ?? SystemInput.Of(system, row.Owner), Owners = await Owners(db, stop), Drafts = drafts, Older = await InForceOtherwise(db, member, system, stop), Refusal = refusal };
        return refusal is null ? Answers.Page<SystemPage>(model) : Answers.PageAgain<SystemPage>(refusal, model);
    }

    public static async Task<IReadOnlyList<SystemRow>> Load(HandrailDb db, CancellationToken stop) => await Rows(db, await Inventory.InUse(db, stop), stop);

    static async Task<IReadOnlyList<SystemRow>> Rows(HandrailDb db, IReadOnlyList<InventorySystem> systems, CancellationToken stop)
    {
        var (roles, reading, members) = (await WhoHolds.Load(db, stop), await SystemReading.Load(db, stop), (await MemberNames.All(db, stop)).ToDictionary());
        return [.. systems.Select(system => new SystemRow(system, reading.OwnerOf(system), Inventory.OwnersOf(system, roles, members)))];
    }

    /// <summary>Procedures in force that were published when something else did what this system does, with what they call it.</summary>
    static async Task<IReadOnlyList<KeyValuePair<string, string>>> InForceOtherwise(HandrailDb db, CurrentMember member, InventorySystem system, CancellationToken stop)
    {
        if (system.RetiredAt is not null || SystemKindWords.Of(system.Kind).Placeholder is not { } placeholder) return [];
        var (key, now) = (Placeholders.Key(placeholder), await Values.Now(db, member, stop));
        var inForce = await (from sop in db.Sops join revision in db.Revisions on sop.PublishedId equals revision.Id where !sop.Retired && revision.FrozenEnvironment != null orderby sop.Number, sop.Suffix select new { sop.Prefix, sop.Number, sop.Suffix, revision.FrozenEnvironment }).ToListAsync(stop);
        return [.. inForce.Select(row => KeyValuePair.Create(Labels.Sop(row.Prefix, row.Number, row.Suffix), Values.Thaw(row.FrozenEnvironment!).GetValueOrDefault(key) ?? "")).Where(row => row.Value.Length > 0 && row.Value != now.GetValueOrDefault(key))];
    }

    static Task<List<InventorySystem>> Retired(HandrailDb db, CancellationToken stop) => db.Systems.AsNoTracking().Where(system => system.RetiredAt != null).OrderByDescending(system => system.RetiredAt).Take(50).ToListAsync(stop);

    /// <summary>Whom the form offers: roles, then people.</summary>
    static async Task<IReadOnlyList<string>> Owners(HandrailDb db, CancellationToken stop) =>
        [.. await db.Roles.AsNoTracking().OrderBy(role => role.Name).Select(role => role.Name).ToListAsync(stop), .. (await MemberNames.All(db, stop)).Select(member => member.Value)];
}
