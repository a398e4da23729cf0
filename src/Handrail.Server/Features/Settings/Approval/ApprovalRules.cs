using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Settings.Approval;

/// <summary>Who approves procedures of one scope.</summary>
public sealed class ApprovalRuleRow : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>"" for all, "family/incident-response", "classification/secret"; lower case.</summary>
    public required string Scope { get; init; }
    /// <summary>The steps as JSON.</summary>
    public required string Steps { get; set; }
    public required bool InOrder { get; set; }
    public required DirectPublication Direct { get; set; }

    public ApprovalRule Rule => new(JsonSerializer.Deserialize<ApprovalStep[]>(Steps) ?? [], InOrder, Direct);
}

sealed class ApprovalRuleTable : IEntityTypeConfiguration<ApprovalRuleRow>
{
    public void Configure(EntityTypeBuilder<ApprovalRuleRow> rule)
    {
        rule.HasKey(row => new { row.OrganizationId, row.Scope });
        rule.Property(row => row.Scope).HasMaxLength(150);
        rule.Property(row => row.Steps).HasMaxLength(4000);
    }
}

static class ApprovalRules
{
    public static string ForFamily(string family) => "family/" + family.Trim().ToLowerInvariant();

    public static string ForClassification(string classification) => "classification/" + classification.Trim().ToLowerInvariant();

    /// <summary>
    /// The rule of the classification goes before that of the family, and both before the general one. What the text in force says counts too,
    /// so that nobody escapes a rule by changing the front matter.
    /// </summary>
    public static async Task<ApprovalRule> For(HandrailDb db, Sop sop, Core.Procedures.Header header, CancellationToken stop)
    {
        var scopes = Scopes(sop, header);
        return Of(await db.ApprovalRules.AsNoTracking().Where(row => scopes.Contains(row.Scope)).ToListAsync(stop), sop, header);
    }

    /// <summary>The one of all rules that holds for this text.</summary>
    public static ApprovalRule Of(IReadOnlyList<ApprovalRuleRow> rules, Sop sop, Core.Procedures.Header header)
    {
        var scopes = Scopes(sop, header);
        return rules.Where(row => scopes.Contains(row.Scope)).MinBy(row => Array.IndexOf(scopes, row.Scope))?.Rule ?? ApprovalRule.Default;
    }

    static string[] Scopes(Sop sop, Core.Procedures.Header header) => [ForClassification(header.Classification ?? ""), ForClassification(sop.Classification), ForFamily(header.Family ?? ""), ForFamily(sop.Family), ""];
}
