using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Microsoft.EntityFrameworkCore;
using StartAct = Handrail.Core.Running.StartRun;

namespace Handrail.Server.Features.Runs;

/// <summary>
/// Turns names that people typed into the members and systems they mean, with the groups and roles a member has at that moment, so that conditions and
/// "Role: Manager" can be checked. A name that nobody here has, or two have, stays what was typed: a leaver need not have an account here.
/// </summary>
static class KnownNames
{
    public static async Task<RunAct> In(RunAct act, IReadOnlyList<RecordField> fields, HandrailDb db, CancellationToken stop)
    {
        var given = act switch { StartAct start => start.Fields, CompleteStep complete => complete.Fields, RecordFields record => record.Fields, _ => [] };
        var typed = given.Where(value => TypeOf(value, fields) is not null).ToList();
        if (typed.Count == 0 && act is not ChooseItems) return act;
        var systems = (await Inventory.InUse(db, stop)).ToLookup(system => Placeholders.Key(system.Name));
        if (act is ChooseItems items) return items with { Items = [.. items.Items.Select(item => item.Ref is null && systems[Placeholders.Key(item.Label)].ToList() is [var one] ? item with { Label = one.Name, Ref = one.Id.ToString() } : item)] };

        var members = await db.Members.AsNoTracking().Where(member => member.LeftAt == null).Select(member => new { member.Id, member.Name, member.Email }).ToListAsync(stop);
        var held = await Roles.ByMember(db, stop);
        List<FieldValue> known = [.. given.Select(value => (TypeOf(value, fields), value.Values) switch
        {
            (FieldType.Member, [var name]) when members.Where(member => Is(name, member.Id.ToString(), member.Name, member.Email)).ToList() is [var one] =>
                new FieldValue(value.Field, [one.Id.ToString()], [one.Name], held.GetValueOrDefault(one.Id.ToString(), [])),
            (FieldType.System, [var name]) when systems.SelectMany(group => group).Where(system => Is(name, system.Id.ToString(), system.Name, system.Name)).ToList() is [var one] =>
                new FieldValue(value.Field, [one.Id.ToString()], [one.Name]),
            _ => value,
        })];
        return act switch
        {
            StartAct start => start with { Fields = known },
            CompleteStep complete => complete with { Fields = known },
            RecordFields record => record with { Fields = known },
            _ => act,
        };
    }

    static FieldType? TypeOf(FieldValue value, IReadOnlyList<RecordField> fields) =>
        fields.FirstOrDefault(field => field.Key == value.Field && field.Type is (FieldType.Member or FieldType.System))?.Type;

    static bool Is(string typed, params ReadOnlySpan<string> names)
    {
        foreach (var name in names) if (typed.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
