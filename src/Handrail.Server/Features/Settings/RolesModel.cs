using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;

namespace Handrail.Server.Features.Settings;

/// <summary>One role as the list shows it.</summary>
/// <param name="NamedIn">The procedures that ask for it, each once.</param>
public sealed record RoleRow(string Key, string Name, IReadOnlyList<Holder> Holders, IReadOnlyList<MentioningSop> NamedIn)
{
    public bool IsVacant => Holders.All(holder => holder.AsDeputy);
}

/// <summary>Every role that somebody holds, that was put on the list, or that a procedure names.</summary>
static class RolesModel
{
    /// <returns>By name.</returns>
    public static async Task<IReadOnlyList<RoleRow>> Load(HandrailDb db, Mentions mentions, CancellationToken stop)
    {
        var held = await WhoHolds.Load(db, stop);
        var named = (from sop in await mentions.Current(db, stop)
                     from name in sop.Names.Roles.Distinct()
                     select (Key: Placeholders.Key(name), Name: name, Sop: sop)).ToLookup(use => use.Key);
        return [.. held.Roles.Select(role => role.Key).Concat(named.Select(use => use.Key)).Distinct().Where(key => key.Length is > 0 and <= Role.LongestName)
            .Select(key => new RoleRow(key, held.Find(key)?.Name ?? named[key].First().Name, held.Of(key), [.. named[key].Select(use => use.Sop).DistinctBy(sop => sop.Label)]))
            .OrderBy(role => role.Name, StringComparer.CurrentCultureIgnoreCase)];
    }
}
