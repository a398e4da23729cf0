using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
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

    /// <summary>What can always be given a rule of its own, though no text is classified so yet.</summary>
    public static IReadOnlyList<string> Guarded { get; } = [ForClassification($"{Secrecy.Restricted}"), ForClassification($"{Secrecy.Secret}")];

    /// <summary>What the rule of the text in force and that of the draft ask, both: nobody escapes a rule by changing the front matter.</summary>
    public static async Task<ApprovalRule> For(HandrailDb db, Sop sop, Core.Procedures.Header header, CancellationToken stop) =>
        Of(await db.ApprovalRules.AsNoTracking().ToListAsync(stop), sop, header);

    /// <inheritdoc cref="For"/>
    public static ApprovalRule Of(IReadOnlyList<ApprovalRuleRow> rules, Sop sop, Core.Procedures.Header header)
    {
        var (inForce, draft) = Each(rules, sop, header);
        return inForce.And(draft);
    }

    /// <summary>The rule of what is in force, and that of the draft; of what never was in force, its own twice.</summary>
    public static (ApprovalRule InForce, ApprovalRule Draft) Each(IReadOnlyList<ApprovalRuleRow> rules, Sop sop, Core.Procedures.Header header) =>
        (One(rules, sop.Family, sop.Classification), One(rules, header.Family ?? "", header.Classification ?? ""));

    /// <summary>
    /// The rule of the classification goes before that of the family, and both before the general one. One for "secret" holds for every word that means the same, unless
    /// there is one for that very word.
    /// </summary>
    static ApprovalRule One(IReadOnlyList<ApprovalRuleRow> rules, string family, string classification)
    {
        var secrecy = Classification.Of(classification);
        string[] scopes = [ForClassification(classification), .. secrecy == Secrecy.Open ? [] : new[] { ForClassification($"{secrecy}") }, ForFamily(family), ""];
        return rules.Where(row => scopes.Contains(row.Scope)).MinBy(row => Array.IndexOf(scopes, row.Scope))?.Rule ?? ApprovalRule.Default;
    }
}
