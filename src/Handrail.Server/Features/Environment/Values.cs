using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Environment;

/// <summary>
/// The values that tailor procedures: named ones, what the inventory and the roles say, the organization's own name. Beside them, under a key that no
/// placeholder has, the tools in use, which decide on the variants shown; so that one dictionary is all that tailors a text, and is frozen with it.
/// </summary>
static class Values
{
    /// <summary>Nothing people write becomes this key.</summary>
    const string ToolsKey = "#";

    /// <summary>Said of a kind of tool that there is none; what names it then waits, and nobody is asked again.</summary>
    public const string None = "";

    public static async Task<Dictionary<string, string>> Now(HandrailDb db, CurrentMember member, CancellationToken stop)
    {
        var values = await db.EnvironmentValues.AsNoTracking().Where(row => row.Value != None).ToDictionaryAsync(row => row.Name, row => row.Value, stop);
        var systems = await Inventory.InUse(db, stop);
        // The inventory is where it is kept right; a named value of the same name is an older answer.
        foreach (var kind in systems.GroupBy(system => system.Kind))
            if (SystemKindWords.Of(kind.Key).Placeholder is { } placeholder) values[Placeholders.Key(placeholder)] = Joined([.. kind.Select(system => system.InWords).Distinct()]);
        foreach (var system in systems) values.TryAdd(Placeholders.Key(system.Name), system.InWords);
        foreach (var contact in await db.Contacts.AsNoTracking().ToListAsync(stop)) values.TryAdd(Placeholders.Key(contact.Purpose), InWords(contact));
        foreach (var role in await db.Roles.AsNoTracking().ToListAsync(stop)) values.TryAdd(role.Key, role.Name);
        if (await db.WorkingHours.AsNoTracking().SingleOrDefaultAsync(stop) is { } hours) values.TryAdd("working-hours", hours.Hours);
        values[Placeholders.Organization] = member.Organization;
        values[ToolsKey] = string.Join('\n', systems.Select(system => system.InWords).Distinct());
        return values;
    }

    /// <summary>As it would be if each of these were the one tool of its kind.</summary>
    public static Dictionary<string, string> With(Dictionary<string, string> values, IReadOnlyDictionary<SystemKind, string> tools)
    {
        var tried = new Dictionary<string, string>(values);
        foreach (var (kind, tool) in tools)
        {
            if (SystemKindWords.IsNone(tool) || SystemKindWords.Of(kind).Placeholder is not { } placeholder) continue;
            var used = values.GetValueOrDefault(Placeholders.Key(placeholder), "");
            tried[ToolsKey] = string.Join('\n', Tools(tried).Where(other => !used.Contains(other, StringComparison.Ordinal)).Append(tool));
            tried[Placeholders.Key(placeholder)] = tool;
        }
        return tried;
    }

    /// <summary>The keys of the tools of which it was said that there are none.</summary>
    public static async Task<IReadOnlySet<string>> Without(HandrailDb db, CancellationToken stop) => await db.EnvironmentValues.Where(row => row.Value == None).Select(row => row.Name).ToHashSetAsync(stop);

    /// <summary>Of a published revision the frozen ones, of a draft the present ones.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Of(HandrailDb db, CurrentMember member, Revision revision, CancellationToken stop) =>
        revision.FrozenEnvironment is { } frozen ? Thaw(frozen) : await Now(db, member, stop);

    /// <summary>Of all values those that the text names.</summary>
    public static Dictionary<string, string> UsedBy(string text, IReadOnlyDictionary<string, string> values) =>
        Placeholders.In(text).Select(placeholder => placeholder.Key).Distinct().Where(values.ContainsKey).ToDictionary(key => key, key => values[key]);

    /// <summary>Of all values those this text uses, for its publication; of the tools the labels of the variants that apply.</summary>
    public static Dictionary<string, string> UsedBy(Procedure procedure, IReadOnlyDictionary<string, string> values)
    {
        var used = UsedBy(procedure.Source, values);
        if (ToolVariants.Applying(procedure, Tools(values)) is { Count: > 0 } applying) used[ToolsKey] = string.Join('\n', applying);
        return used;
    }

    public static IReadOnlyList<string> Tools(IReadOnlyDictionary<string, string> values) =>
        values.TryGetValue(ToolsKey, out var tools) ? tools.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>Each as "name=value", the tools left out: how a fact states them.</summary>
    public static IReadOnlyList<string> Stated(IReadOnlyDictionary<string, string> values) =>
        [.. values.Where(value => value.Key != ToolsKey).OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}")];

    public static string Freeze(IReadOnlyDictionary<string, string> values) => JsonSerializer.Serialize(new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal));

    public static Dictionary<string, string> Thaw(string frozen) => JsonSerializer.Deserialize<Dictionary<string, string>>(frozen) ?? [];

    public static async Task Set(HandrailDb db, Change change, CurrentMember by, string name, string value, CancellationToken stop)
    {
        var key = Placeholders.Key(name);
        var row = await db.EnvironmentValues.SingleOrDefaultAsync(row => row.Name == key, stop);
        if (row?.Value == value) return;
        if (row is null) db.EnvironmentValues.Add(new EnvironmentValue { OrganizationId = by.OrganizationId, Name = key, Value = value });
        else row.Value = value;
        _ = (await change.Append(Subjects.Value(key), new EnvironmentValueSet(key, value), stop)).Value;
    }

    /// <summary>The answer to a placeholder that nobody had named: a tool goes into the inventory, everything else becomes a named value.</summary>
    public static async Task<Refusal?> Answer(HandrailDb db, Change change, CurrentMember by, string placeholder, string value, CancellationToken stop)
    {
        if (SystemKindWords.AskedBy(placeholder) is { } kind) return await NameTools.Within(change, db, by, kind.Kind, value, stop);
        await Set(db, change, by, placeholder, value, stop);
        return null;
    }

    static string InWords(Contact contact) => string.Join(", ", new[] { contact.Name, contact.Phone, contact.Email }.Where(part => part.Length > 0));

    /// <summary>"Nessus", "Nessus and Trivy", "AWS, Azure and Google Cloud".</summary>
    public static string Joined(IReadOnlyList<string> names) => names.Count < 2 ? string.Concat(names) : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];
}
