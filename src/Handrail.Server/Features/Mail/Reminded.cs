using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Mail;

/// <summary>What a member has been told of by mail that still waits for them. One row a member; what no longer waits is in it no more, so it needs no cleaning.</summary>
public sealed class Reminded : ITenantRow
{
    public required Id<Member> MemberId { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>The last day on which it was looked at what waits for them. Of two servers that look at once, one finds it changed.</summary>
    public required DateOnly Day { get; set; }
    /// <summary>When each thing was first and last told of, by its key, in JSON.</summary>
    public string Things { get; set; } = "{}";

    public IReadOnlyDictionary<string, Told> Read() => JsonSerializer.Deserialize<Dictionary<string, Told>>(Things) ?? [];

    public void Keep(DateOnly day, IReadOnlyDictionary<string, Told> things) => (Day, Things) = (day, JsonSerializer.Serialize(things));
}

sealed class RemindedTable : IEntityTypeConfiguration<Reminded>
{
    public void Configure(EntityTypeBuilder<Reminded> reminded)
    {
        reminded.ToTable("Reminded");
        reminded.HasKey(row => row.MemberId);
        reminded.Property(row => row.Day).IsConcurrencyToken();
        reminded.HasOne<Member>().WithOne().HasForeignKey<Reminded>(row => row.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
