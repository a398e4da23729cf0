using System.Runtime.CompilerServices;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Handrail.Server.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Handrail.Server.Features.Setup.Demonstration;

/// <summary>Removes a demonstration with everything in it. The one thing in the product that is ever deleted whole: nothing in it was real.</summary>
sealed class EraseDemonstration(FileStore files, LiveFeed feed)
{
    public async Task<Outcome<bool>> Handle(CurrentMember by, Account account, HandrailDb db, CancellationToken stop)
    {
        var organization = await db.Organizations.SingleAsync(row => row.Id == by.OrganizationId, stop);
        if (!organization.IsDemonstration) return new Refusal.Forbidden("This is a real organization. Only a demonstration can be removed.");
        var held = await db.StoredFiles.AsNoTracking().Select(file => file.Sha256).ToListAsync(stop);
        var members = await db.Members.AsNoTracking().ToListAsync(stop);
        var invented = members.Select(member => member.AccountId).Where(id => id != account.Id).ToList();

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // A member whose place is gone must not be chosen at the next sign-in.
        await db.Users.Where(user => user.Id == account.Id).ExecuteUpdateAsync(user => user.SetProperty(row => row.ChosenMemberId, (Id<Member>?)null), stop);
        foreach (var table in DependentsFirst(db.Model)) await db.Database.ExecuteSqlAsync(Delete(table, organization.Id), stop);
        await db.Users.Where(user => invented.Contains(user.Id)).ExecuteDeleteAsync(stop);
        await db.Organizations.Where(row => row.Id == organization.Id).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);

        foreach (var member in members) feed.Publish(organization.Id, member.Subject, 0);
        using var everybody = db.LookAcross();
        var shared = await db.StoredFiles.IgnoreQueryFilters().Where(file => held.Contains(file.Sha256)).Select(file => file.Sha256).ToListAsync(stop);
        foreach (var sha256 in held.Except(shared)) files.Delete(sha256);
        return true;
    }

    static FormattableString Delete(string table, Id<Organization> organization) =>
        FormattableStringFactory.Create($"DELETE FROM \"{table}\" WHERE \"OrganizationId\" = {{0}}", organization.Value);

    /// <summary>Every table of an organization, each before those it refers to.</summary>
    static List<string> DependentsFirst(IModel model)
    {
        var left = model.GetEntityTypes().Where(type => typeof(ITenantRow).IsAssignableFrom(type.ClrType)).ToList();
        List<string> ordered = ["ProcedureSearch"];
        while (left.Count > 0)
        {
            var free = left.First(type => left.TrueForAll(other => other == type || other.GetForeignKeys().All(key => key.PrincipalEntityType != type)));
            ordered.Add(free.GetTableName()!);
            left.Remove(free);
        }
        return ordered;
    }
}
