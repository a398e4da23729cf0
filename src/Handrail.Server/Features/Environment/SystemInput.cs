using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Environment;

/// <summary>A system as typed into the form or a line of a file; what cannot be read is refused by its field. Null: not said, so it stays as it is.</summary>
/// <param name="Owner">A member by name or e-mail address, else a role.</param>
public sealed record SystemInput(string Name, string? Kind = null, string? Tool = null, string? Owner = null, string? Criticality = null, string? DataClass = null, string? HoldsAccounts = null, string? Rpo = null, string? Rto = null)
{
    /// <summary>Every field by its name in forms and files, with what it is called.</summary>
    public static readonly IReadOnlyList<(string Field, string Words)> Fields =
        [("name", "Name"), ("kind", "Kind"), ("tool", "Tool"), ("owner", "Owner"), ("criticality", "Criticality"), ("data", "Data"), ("accounts", "Holds accounts"), ("rpo", "RPO"), ("rto", "RTO")];

    /// <summary>What a field is called amid a sentence: "criticality", but "RPO".</summary>
    public static string InSentence(string words) => char.IsUpper(words[1]) ? words : words.ToLowerInvariant();

    public static string FieldsInWords => string.Join(", ", Fields.Select(one => InSentence(one.Words)));

    public static SystemInput From(Func<string, string?> field) =>
        new(field("name")?.Trim() ?? "", field("kind"), field("tool"), field("owner"), field("criticality"), field("data"), field("accounts"), field("rpo"), field("rto"));

    public static SystemInput Of(InventorySystem system, string owner) => new(system.Name, SystemKindWords.Of(system.Kind).Words, system.Tool, owner,
        Said(system.Criticality), Said(system.DataClass), system.HoldsAccounts ? "yes" : "no", system.Rpo, system.Rto);

    public IReadOnlyList<string?> Values => [Name, Kind, Tool, Owner, Criticality, DataClass, HoldsAccounts, Rpo, Rto];

    static string Said(Enum value) => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) == 0 ? "" : value.ToString().ToLowerInvariant();
}

/// <summary>Puts what was typed into a row, field by field, and says in words what that changed.</summary>
sealed class SystemReading(IReadOnlyList<Member> members)
{
    public static async Task<SystemReading> Load(HandrailDb db, CancellationToken stop) => new(await db.Members.AsNoTracking().ToListAsync(stop));

    /// <summary>The owner as people write it; empty when there is none.</summary>
    public string OwnerOf(InventorySystem system) => system.OwnerId is { } id ? members.FirstOrDefault(member => member.Id == id)?.Name ?? "" : system.OwnerRole;

    /// <returns>What is different now, each as "criticality high, was low"; nothing when nothing is.</returns>
    public Outcome<IReadOnlyList<string>> Apply(SystemInput input, InventorySystem row, bool mayChangeTool)
    {
        var before = SystemInput.Of(row, OwnerOf(row)).Values;
        if (Faults(input, row, mayChangeTool).FirstOrDefault() is { } fault) return fault;
        row.Name = input.Name;
        if (Given(input.Kind) is { } kind && SystemKindWords.TryParse(kind, out var read)) row.Kind = read;
        if (input.Tool is { } tool && (mayChangeTool || row.Tool.Length == 0)) row.Tool = SystemKindWords.IsNone(tool) ? "" : tool.Trim();
        if (input.Owner is { } owner) SetOwner(row, owner.Trim());
        if (input.Criticality is { } criticality) row.Criticality = Parse<Criticality>(criticality) ?? default;
        if (input.DataClass is { } data) row.DataClass = Parse<DataClass>(data) ?? default;
        if (input.HoldsAccounts is { } accounts) row.HoldsAccounts = YesNo(accounts) ?? false;
        if (input.Rpo is { } rpo) row.Rpo = Length(rpo) ?? "";
        if (input.Rto is { } rto) row.Rto = Length(rto) ?? "";
        var after = SystemInput.Of(row, OwnerOf(row)).Values;
        return (string[])[.. SystemInput.Fields.Index().Where(field => before[field.Index] != after[field.Index])
            .Select(field => Changed(SystemInput.InSentence(field.Item.Words), after[field.Index]!, before[field.Index]!))];
    }

    /// <summary>All that is said about it, for the fact that adds it.</summary>
    public string Describe(InventorySystem row) => string.Join("; ", SystemInput.Fields.Zip(SystemInput.Of(row, OwnerOf(row)).Values).Skip(3)
        .Where(field => field.Second is { Length: > 0 } and not "no").Select(field => SystemInput.InSentence(field.First.Words) + (field.Second == "yes" ? "" : " " + field.Second)));

    static string Changed(string field, string now, string was) => $"{field} {(now.Length == 0 ? "taken out" : now)}{(was.Length == 0 ? "" : $", was {was}")}";

    /// <summary>All that cannot be read, in the order of the fields.</summary>
    public IEnumerable<Refusal.Invalid> Faults(SystemInput input, InventorySystem row, bool mayChangeTool)
    {
        if (!IsLine(input.Name, InventorySystem.LongestName) || Placeholders.Key(input.Name).Length == 0) yield return new("name", "Give the system a name of at most 100 characters.");
        else if (SystemKindWords.IsNone(input.Name)) yield return new("name", $"No system is called “{input.Name}”: leave out what you do not have.");
        if (Given(input.Kind) is { } kind && !SystemKindWords.TryParse(kind, out _)) yield return new("kind", $"“{kind}” is no kind of system. It can be {string.Join(", ", SystemKindWords.Kinds.Select(one => one.Words.ToLowerInvariant()))}.");
        if (Given(input.Tool) is { } tool && !IsLine(tool, InventorySystem.LongestName)) yield return new("tool", "Name the tool in at most 100 characters.");
        else if (!mayChangeTool && input.Tool is { } other && row.Tool.Length > 0 && other.Trim() != row.Tool)
            yield return new("tool", $"{row.Name} is {row.Tool} today. Change the tool on the system's own page, which shows what depends on it.");
        if (Given(input.Owner) is { } owner)
        {
            if (!IsLine(owner, Role.LongestName)) yield return new("owner", "Name the owner, a role or a member, in at most 100 characters.");
            else if (members.Count(member => Is(member, owner)) > 1) yield return new("owner", $"There are two members called {owner}. Write the e-mail address.");
        }
        if (Given(input.Criticality) is { } criticality && Parse<Criticality>(criticality) is null) yield return new("criticality", $"“{criticality}” is no criticality. It can be low, medium, high or critical.");
        if (Given(input.DataClass) is { } data && Parse<DataClass>(data) is null) yield return new("data", $"“{data}” is no class of data. It can be public, internal, confidential or restricted.");
        if (Given(input.HoldsAccounts) is { } accounts && YesNo(accounts) is null) yield return new("accounts", $"“{accounts}” is neither yes nor no.");
        if (Given(input.Rpo) is { } rpo && Length(rpo) is null) yield return NoLength("rpo", rpo);
        if (Given(input.Rto) is { } rto && Length(rto) is null) yield return NoLength("rto", rto);
    }

    void SetOwner(InventorySystem row, string owner)
    {
        var member = Find(owner);
        (row.OwnerId, row.OwnerRole) = (member?.Id, member is null ? owner : "");
    }

    static Refusal.Invalid NoLength(string field, string text) => new(field, $"“{text}” is no length of time. Write it like 15 minutes, 4 hours or 1 day.");

    Member? Find(string owner) => owner.Length == 0 ? null : members.FirstOrDefault(member => Is(member, owner));

    static bool Is(Member member, string owner) => member.LeftAt is null && (member.Name.Equals(owner, StringComparison.OrdinalIgnoreCase) || member.Email.Equals(owner, StringComparison.OrdinalIgnoreCase));

    static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static bool IsLine(string text, int most) => text.Trim().Length > 0 && text.Length <= most && !text.Any(char.IsControl);

    static T? Parse<T>(string text) where T : struct, Enum => Enum.GetValues<T>().Skip(1).Where(value => value.ToString().Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)).Select(value => (T?)value).FirstOrDefault();

    static bool? YesNo(string text) => text.Trim().ToLowerInvariant() switch
    {
        "yes" or "y" or "true" or "1" or "x" or "on" => true,
        "" or "no" or "n" or "false" or "0" or "-" => false,
        _ => null,
    };

    static string? Length(string text) => Interval.TryParse(text, out var length, out var rest) && rest.Length == 0 ? length!.ToString() : null;
}
