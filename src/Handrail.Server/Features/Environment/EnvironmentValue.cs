using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Environment;

/// <summary>What a placeholder stands for that is no system, role or contact: {{vpn_address}}.</summary>
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
