using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Settings.Numbering;

/// <summary>What the numbers of a family's procedures begin with, from now on: IR-014.</summary>
public sealed class FamilyPrefix : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>"" for all others; lower case.</summary>
    public required string Family { get; init; }
    public required string Prefix { get; set; }
}

sealed class FamilyPrefixTable : IEntityTypeConfiguration<FamilyPrefix>
{
    public void Configure(EntityTypeBuilder<FamilyPrefix> prefix)
    {
        prefix.HasKey(row => new { row.OrganizationId, row.Family });
        prefix.Property(row => row.Family).HasMaxLength(100);
        prefix.Property(row => row.Prefix).HasMaxLength(Labels.LongestPrefix);
    }
}

static class Numbering
{
    /// <summary>The prefix for a new procedure of this family.</summary>
    public static async Task<string> PrefixFor(HandrailDb db, string? family, CancellationToken stop)
    {
        var name = (family ?? "").Trim().ToLowerInvariant();
        var set = await db.FamilyPrefixes.AsNoTracking().Where(row => row.Family == name || row.Family == "").OrderByDescending(row => row.Family).FirstOrDefaultAsync(stop);
        return set?.Prefix ?? Labels.UsualPrefix;
    }
}
