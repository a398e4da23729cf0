using System.Data.Common;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Handrail.Server.Data;

/// <summary>
/// PostgreSQL keeps organizations apart by itself, so that a query that forgot its filter, or SQL that somebody smuggled in, finds nothing of another one:
/// each connection says whose it is, and every table of an organization has a policy that compares. Made from the model, so that no table can be forgotten.
/// Superusers are above it; see docs/operating.md for a role that is not.
/// </summary>
static class RowSecurity
{
    public const string Setting = "handrail.tenant";
    public const string Everybody = "all";
    const string Policy = "handrail_tenant";
    const string Said = $"current_setting('{Setting}', true)";

    /// <summary>Every table whose rows belong to an organization, and the column that says to which.</summary>
    public static IReadOnlyDictionary<string, string> Tables(IModel model) => model.GetEntityTypes()
        .Where(type => typeof(ITenantRow).IsAssignableFrom(type.ClrType)).ToDictionary(type => type.GetTableName()!, _ => nameof(ITenantRow.OrganizationId))
        .Append(KeyValuePair.Create(model.FindEntityType(typeof(Organization))!.GetTableName()!, nameof(Organization.Id)))
        .Append(KeyValuePair.Create(ProviderDifferences.SearchTableName, nameof(ITenantRow.OrganizationId)))
        .ToDictionary();

    /// <summary>Those of them that let everything through.</summary>
    public static async Task<IReadOnlyList<string>> Unprotected(HandrailDb db, CancellationToken stop = default)
    {
        var protectedTables = await db.Database.SqlQuery<string>($"""
            SELECT tables.relname AS "Value" FROM pg_class tables JOIN pg_policy policy ON policy.polrelid = tables.oid
            WHERE tables.relnamespace = current_schema()::regnamespace AND tables.relrowsecurity AND tables.relforcerowsecurity AND policy.polname = {Policy}
            """).ToListAsync(stop);
        return [.. Tables(db.Model).Keys.Except(protectedTables).Order(StringComparer.Ordinal)];
    }

    /// <summary>A superuser, or a role that was told so, passes by every policy.</summary>
    public static async Task<bool> IsBypassed(HandrailDb db, CancellationToken stop = default) =>
        await db.Database.SqlQuery<bool>($"""SELECT rolsuper OR rolbypassrls AS "Value" FROM pg_roles WHERE rolname = current_user""").SingleAsync(stop);

    /// <summary>FORCE: the policy holds for the owner of the table too, and that is who the server signs in as.</summary>
    public static async Task Protect(HandrailDb db, IEnumerable<string> tables)
    {
        var columns = Tables(db.Model);
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Two nodes may start at once; the second finds the work done and does it again.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({Policy}))");
        foreach (var table in tables)
        {
            // The setting is read, and made an id, once a query, because it stands in SELECTs of its own: each row then compares 16 bytes. In CASE, of which PostgreSQL takes one
            // row in two to pass; of the comparison alone it takes one in a hundred, and then reads a table to its end where an index would give the first page.
            var protect = $"""
                ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
                ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
                DROP POLICY IF EXISTS {Policy} ON "{table}";
                CREATE POLICY {Policy} ON "{table}" USING (CASE "{columns[table]}" WHEN (SELECT CASE WHEN {Said} NOT IN ('', '{Everybody}') THEN {Said}::uuid END) THEN true ELSE (SELECT {Said}) = '{Everybody}' END);
                """;
            await db.Database.ExecuteSqlRawAsync(protect);
        }
        await transaction.CommitAsync();
    }

    /// <summary>Says at each opening of a connection whose rows may be touched through it.</summary>
    public sealed class SayTenant : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = Command(connection, eventData);
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = Command(connection, eventData);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        static DbCommand Command(DbConnection connection, ConnectionEndEventData opened)
        {
            var command = connection.CreateCommand();
            var tenant = command.CreateParameter();
            tenant.Value = opened.Context is not HandrailDb db ? "" : db.SeesAll ? Everybody : db.Tenant == default ? "" : db.Tenant.ToString();
            command.Parameters.Add(tenant);
            command.CommandText = $"SELECT set_config('{Setting}', $1, false)";
            return command;
        }
    }
}
