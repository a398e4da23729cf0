using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Environment;

/// <summary>What a placeholder stands for in this organization: {{identity_provider}} is Okta.</summary>
public sealed class EnvironmentValue : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>The placeholder's key: lower case, one spelling for "identity provider" and "identity_provider".</summary>
    public required string Name { get; init; }
    public required string Value { get; set; }
}

sealed class EnvironmentTable : IEntityTypeConfiguration<EnvironmentValue>
{
    public void Configure(EntityTypeBuilder<EnvironmentValue> value)
    {
        value.HasKey(row => new { row.OrganizationId, row.Name });
        value.Property(row => row.Name).HasMaxLength(100);
        value.Property(row => row.Value).HasMaxLength(500);
    }
}

/// <summary>The values that tailor procedures, the organization's own name among them.</summary>
static class Values
{
    public static async Task<Dictionary<string, string>> Now(HandrailDb db, CurrentMember member, CancellationToken stop)
    {
        var values = await db.EnvironmentValues.AsNoTracking().ToDictionaryAsync(row => row.Name, row => row.Value, stop);
        values[Placeholders.Organization] = member.Organization;
        return values;
    }

    /// <summary>Of a published revision the frozen ones, of a draft the present ones.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Of(HandrailDb db, CurrentMember member, Revision revision, CancellationToken stop) =>
        revision.FrozenEnvironment is { } frozen ? Thaw(frozen) : await Now(db, member, stop);

    public static string Freeze(IReadOnlyDictionary<string, string> values) => JsonSerializer.Serialize(new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal));

    public static Dictionary<string, string> Thaw(string frozen) => JsonSerializer.Deserialize<Dictionary<string, string>>(frozen) ?? [];

    public static async Task Set(HandrailDb db, Change change, CurrentMember by, string name, string value, CancellationToken stop)
    {
        var key = Placeholders.Key(name);
        var row = await db.EnvironmentValues.SingleOrDefaultAsync(row => row.Name == key, stop);
        if (row?.Value == value) return;
        if (row is null) db.EnvironmentValues.Add(new EnvironmentValue { OrganizationId = by.OrganizationId, Name = key, Value = value });
        else row.Value = value;
        _ = (await change.Append("environment/" + key, new EnvironmentValueSet(key, value), stop)).Value;
    }
}
