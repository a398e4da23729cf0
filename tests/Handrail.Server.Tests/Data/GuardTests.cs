using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Data;

public sealed class GuardTests(Office office) : IClassFixture<Office>
{
    /// <summary>Somebody of the office, as a handler is given them.</summary>
    async Task<CurrentMember> Member(HandrailDb db)
    {
        var member = await db.Members.IgnoreQueryFilters().OrderBy(row => row.JoinedAt).FirstAsync();
        db.Tenant = member.OrganizationId;
        return new(member.Id, member.OrganizationId, member.Name, "Northwind Dental", member.Permission);
    }

    [Fact]
    public Task A_row_that_bears_evidence_is_not_saved_without_a_fact() => office.Server.InDatabase(async db =>
    {
        var ada = await Member(db);
        db.EnvironmentValues.Add(new EnvironmentValue { OrganizationId = ada.OrganizationId, Name = "alone", Value = "x" });

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
        return 0;
    });

    [Fact]
    public Task A_change_without_a_fact_saves_no_such_row_either() => office.Server.InDatabase(async db =>
    {
        var ada = await Member(db);
        await using var change = await Change.Begin(db, ada, office.Server.Clock, TestContext.Current.CancellationToken);
        (await db.Members.SingleAsync(row => row.Id == ada.Id, TestContext.Current.CancellationToken)).Name = "Somebody else";

        await Assert.ThrowsAsync<InvalidOperationException>(() => change.Commit(TestContext.Current.CancellationToken));
        return 0;
    });

    [Fact]
    public Task A_row_of_another_organization_is_not_saved() => office.Server.InDatabase(async db =>
    {
        var ada = await Member(db);
        await using var change = await Change.Begin(db, ada, office.Server.Clock, TestContext.Current.CancellationToken);
        await change.Append("environment/x", new EnvironmentValueSet("x", "y"), TestContext.Current.CancellationToken);
        db.EnvironmentValues.Add(new EnvironmentValue { OrganizationId = Id<Organization>.New(change.At), Name = "x", Value = "y" });

        await Assert.ThrowsAsync<InvalidOperationException>(() => change.Commit(TestContext.Current.CancellationToken));
        return 0;
    });

    [Fact]
    public Task Two_changes_are_not_begun_on_one_context() => office.Server.InDatabase(async db =>
    {
        var ada = await Member(db);
        await using var change = await Change.Begin(db, ada, office.Server.Clock, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Change.Begin(db, ada, office.Server.Clock, TestContext.Current.CancellationToken));
        return 0;
    });

    [Fact]
    public async Task Every_table_of_an_organization_is_filtered_and_without_a_tenant_nothing_is_seen()
    {
        await using var scope = office.Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();

        var tables = db.Model.GetEntityTypes().Where(type => typeof(ITenantRow).IsAssignableFrom(type.ClrType)).ToList();
        Assert.InRange(tables.Count, 12, 100);
        Assert.All(tables, type => Assert.NotEmpty(type.GetDeclaredQueryFilters()));
        Assert.Empty(await db.Members.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.JournalRows.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.JournalHeads.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_row_that_names_an_organization_is_a_tenant_row()
    {
        var loose = typeof(HandrailDb).Assembly.GetTypes().Where(type => type.IsClass && type.GetProperty("OrganizationId") is not null && type.GetProperty("OrganizationId")!.PropertyType == typeof(Id<Organization>))
            .Where(type => !typeof(ITenantRow).IsAssignableFrom(type) && type != typeof(CurrentMember) && type != typeof(Membership));

        Assert.Empty(loose);
    }
}
