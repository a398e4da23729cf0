using System.Net;
using Handrail.Server.Data;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Handrail.Server.Tests.Data;

/// <summary>PostgreSQL itself keeps organizations apart, whatever a query forgets. All server tests run as a role that is held to it.</summary>
public sealed class RowSecurityTests(RowSecurityTests.TwoOrganizations two) : IClassFixture<RowSecurityTests.TwoOrganizations>
{
    /// <summary>Northwind with something in every table, and a rival with a little.</summary>
    public sealed class TwoOrganizations : IAsyncLifetime
    {
        public Furnished Site { get; } = new();

        public async ValueTask InitializeAsync()
        {
            if (!TestServer.OnPostgres) return;
            await Site.InitializeAsync();
            var rival = await Site.Office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");
            await rival.Run("# Lock up\n\n## Steps\n1. Lock up {#lock}\n");
        }

        public ValueTask DisposeAsync() => TestServer.OnPostgres ? Site.DisposeAsync() : ValueTask.CompletedTask;
    }

    /// <summary>The tables with rows of Northwind's, so that finding none of them means something.</summary>
    static readonly string[] Furnished = ["ApiTokens", "ImportFiles", "Imports", "JournalHeads", "JournalRows", "Members", "Organizations", "ProcedureSearch", "RevisionImages", "Revisions", "Runs", "Sops", "StoredFiles"];

    Task<T> InDatabase<T>(Func<HandrailDb, Task<T>> work)
    {
        Assert.SkipUnless(TestServer.OnPostgres, "Row-level security is PostgreSQL's; SQLite has the query filters alone.");
        return two.Site.Office.Server.InDatabase(work);
    }

    Task<Dictionary<string, Guid>> Organizations() => InDatabase(db => db.Organizations.ToDictionaryAsync(row => row.Name, row => row.Id.Value));

    /// <summary>A connection as SQL from elsewhere would have it: for one organization, without any filter in the way.</summary>
    async Task<NpgsqlConnection> Connect(string tenant)
    {
        var connection = new NpgsqlConnection(two.Site.Office.Server.Settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var say = new NpgsqlCommand("SELECT set_config('handrail.tenant', $1, false)", connection) { Parameters = { new() { Value = tenant } } };
        await say.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    static async Task<long> Count(NpgsqlConnection connection, string sql)
    {
        await using var count = new NpgsqlCommand($"SELECT count(*) FROM {sql}", connection);
        return (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public Task Every_table_of_an_organization_has_its_policy_and_the_servers_role_is_held_to_it() => InDatabase(async db =>
    {
        Assert.Empty(await RowSecurity.Unprotected(db, TestContext.Current.CancellationToken));
        Assert.False(await RowSecurity.IsBypassed(db, TestContext.Current.CancellationToken));
        var tables = RowSecurity.Tables(db.Model);
        Assert.All(db.Model.GetEntityTypes().Where(type => typeof(ITenantRow).IsAssignableFrom(type.ClrType)), type => Assert.Equal("OrganizationId", tables[type.GetTableName()!]));
        var named = await db.Database.SqlQuery<string>($"""SELECT table_name::text AS "Value" FROM information_schema.columns WHERE column_name = 'OrganizationId' AND table_schema = 'public'""").ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(named.Except(tables.Keys));
        return 0;
    });

    [Fact]
    public async Task One_organization_sees_nothing_of_another_with_any_sql()
    {
        var organizations = await Organizations();
        var (northwind, rival) = (organizations["Northwind Dental"], organizations["Rival & Sons"]);
        var tables = await InDatabase(db => Task.FromResult(RowSecurity.Tables(db.Model)));
        await using var own = await Connect(northwind.ToString());
        await using var other = await Connect(rival.ToString());

        var seen = new List<string>();
        foreach (var (table, column) in tables)
        {
            var rows = await Count(own, $"\"{table}\" WHERE \"{column}\" = '{northwind}'");
            if (Furnished.Contains(table)) Assert.True(rows > 0, $"{table} holds nothing of Northwind's; the test would prove nothing.");
            Assert.Equal(rows, await Count(own, $"\"{table}\""));
            if (await Count(other, $"\"{table}\" WHERE \"{column}\" <> '{rival}'") > 0) seen.Add(table);
        }
        Assert.Empty(seen);
        Assert.True(await Count(other, "\"Runs\"") > 0);
    }

    [Fact]
    public async Task Whoever_does_not_say_whose_they_are_sees_nothing()
    {
        var tables = await InDatabase(db => Task.FromResult(RowSecurity.Tables(db.Model)));
        await using var nobody = await Connect("");

        foreach (var table in tables.Keys) Assert.Equal(0, await Count(nobody, $"\"{table}\""));
    }

    [Fact]
    public async Task Nothing_of_another_organization_is_changed_removed_or_put_under_its_name()
    {
        var northwind = (await Organizations())["Northwind Dental"];
        await using var rival = await Connect((await Organizations())["Rival & Sons"].ToString());

        Assert.Equal(0, await Run(rival, $"UPDATE \"Members\" SET \"Permission\" = 0 WHERE \"OrganizationId\" = '{northwind}'"));
        Assert.Equal(0, await Run(rival, $"DELETE FROM \"JournalRows\" WHERE \"OrganizationId\" = '{northwind}'"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Run(rival, $"INSERT INTO \"EnvironmentValues\" (\"OrganizationId\", \"Name\", \"Value\") VALUES ('{northwind}', 'planted', 'x')"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal(HttpStatusCode.OK, (await two.Site.Office.Ada.Get("/settings/members")).Status);
    }

    [Fact]
    public Task A_table_without_its_policy_gets_it_at_the_next_start() => InDatabase(async db =>
    {
        await db.Database.ExecuteSqlAsync($"""DROP POLICY handrail_tenant ON "Runs"; ALTER TABLE "Sops" NO FORCE ROW LEVEL SECURITY""", TestContext.Current.CancellationToken);
        Assert.Equal(["Runs", "Sops"], await RowSecurity.Unprotected(db, TestContext.Current.CancellationToken));

        Assert.Null((await Schema.Update(two.Site.Office.Server.Services)).Refusal);

        Assert.Empty(await RowSecurity.Unprotected(db, TestContext.Current.CancellationToken));
        return 0;
    });

    static async Task<int> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
