using System.Globalization;
using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Compliance.Proposing;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Microsoft.Extensions.Primitives;

namespace Handrail.Server.Features.Setup.FirstHour;

/// <summary>The five answers as a form or an address carries them. What cannot be read counts as skipped.</summary>
/// <param name="Holders">Members by the keys of the roles they hold.</param>
/// <param name="HolderOfRest">Who holds every other role for now; nobody when null.</param>
/// <param name="SetsApproval">The strictness was chosen, not taken for granted.</param>
public sealed record SetUpAnswers(Core.Compliance.Proposing.Answers Given, IReadOnlyDictionary<string, Id<Member>> Holders, Id<Member>? HolderOfRest, bool SetsApproval)
{
    const string Holder = "holder-";
    const int MostAskedRoles = 5;

    public static bool IsField(string name) => name is "pack" or "people" or "leavers" or "framework" or "strictness" or "holder" || name.StartsWith(Holder, StringComparison.Ordinal) || SystemKindWords.Asked.Any(kind => kind.Name == name);

    public static string FieldOf(string role) => Holder + Placeholders.Key(role);

    public static SetUpAnswers Read(IEnumerable<KeyValuePair<string, StringValues>> fields, Catalogue catalogue)
    {
        var given = fields.DistinctBy(field => field.Key).ToDictionary(field => field.Key, field => field.Value);
        string One(string name) => given.TryGetValue(name, out var value) ? value.ToString().Trim() : "";

        var holders = given.Keys.Where(name => name.StartsWith(Holder, StringComparison.Ordinal) && Id<Member>.TryParse(One(name), out _)).ToDictionary(name => name[Holder.Length..], name => Id<Member>.TryParse(One(name), out var id) ? id : default);
        Id<Member>? rest = Id<Member>.TryParse(One("holder"), out var all) ? all : null;
        var strictness = Enum.TryParse<Strictness>(One("strictness"), out var chosen) && Enum.IsDefined(chosen) ? chosen : (Strictness?)null;
        return new(new()
        {
            Pack = One("pack") is { Length: > 0 } pack ? pack : null,
            People = Number(One("people")),
            LeaversAYear = Number(One("leavers")),
            Frameworks = given.TryGetValue("framework", out var frameworks) ? [.. frameworks.OfType<string>().Where(id => catalogue.Frameworks.Any(framework => framework.Id == id)).Distinct()] : [],
            Tools = SystemKindWords.Asked.Select(kind => (kind.Name, Tool: One(kind.Name))).Where(tool => tool.Tool.Length is > 0 and <= InventorySystem.LongestName && !tool.Tool.Any(char.IsControl))
                .ToDictionary(tool => tool.Name, tool => SystemKindWords.IsNone(tool.Tool) ? null : tool.Tool),
            Roles = [.. RolesOf(catalogue).Where(role => rest is not null || holders.ContainsKey(Placeholders.Key(role)))],
            Strictness = strictness ?? Strictness.Standard,
        }, holders, rest, strictness is not null);
    }

    /// <summary>The roles most procedures of a library ask for: worth a question of their own.</summary>
    public static IReadOnlyList<string> MostAsked(Catalogue catalogue) => [.. RolesOf(catalogue).Take(MostAskedRoles)];

    static IEnumerable<string> RolesOf(Catalogue catalogue) => catalogue.Procedures.Values
        .SelectMany(procedure => RoleNames.In(procedure).Select(use => use.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        .GroupBy(role => role, StringComparer.OrdinalIgnoreCase).OrderByDescending(uses => uses.Count()).ThenBy(uses => uses.Key, StringComparer.Ordinal).Select(uses => uses.Key);

    static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1_000_000 ? number : null;
}
