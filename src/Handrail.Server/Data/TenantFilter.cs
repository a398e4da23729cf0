using System.Linq.Expressions;
using Handrail.Core;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Data;

/// <summary>A row that belongs to exactly one organization.</summary>
public interface ITenantRow
{
    Id<Organization> OrganizationId { get; }
}

/// <summary>A row that evidence rests on: it changes only together with a fact in the journal.</summary>
public interface IEvidenceRow : ITenantRow;

static class TenantFilter
{
    const string Name = "tenant";

    /// <summary>row => row.OrganizationId == db.Tenant, for every tenant row, so that no query can forget it.</summary>
    public static void Apply(ModelBuilder builder, Type type, HandrailDb db)
    {
        var row = Expression.Parameter(type, "row");
        var belongs = Expression.Equal(
            Expression.Property(row, nameof(ITenantRow.OrganizationId)),
            Expression.Property(Expression.Constant(db), nameof(HandrailDb.Tenant)));
        builder.Entity(type).HasQueryFilter(Name, Expression.Lambda(belongs, row));
    }
}

static class EvidenceGuard
{
    /// <summary>The journal never lies: a changed evidence row without a fact in the same transaction is a bug and stops here.</summary>
    /// <exception cref="InvalidOperationException">Such a row is about to be saved, or a row of another organization.</exception>
    public static void Check(HandrailDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries<ITenantRow>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (entry.Entity.OrganizationId != db.Tenant)
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another organization was about to be saved.");
            if (entry.Entity is IEvidenceRow && db.Change is not { HasFacts: true })
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} was about to be saved without a fact in the journal.");
        }
    }
}
