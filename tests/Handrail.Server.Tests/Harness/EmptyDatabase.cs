using Handrail.Server.Data;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Work;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(EmptyDatabase))]

namespace Handrail.Server.Tests.Harness;

/// <summary>
/// The databases of tests on PostgreSQL. The first is left as a server leaves it that nobody has claimed, and the others are copies of it:
/// on SQLite, where a new one is made in no time, that would gain nothing.
/// </summary>
public sealed class EmptyDatabase : IAsyncLifetime
{
    // No superuser, as an installation has it: only such a role is held to row-level security.
    const string Role = "handrail_test";
    const string Password = "only for tests";

    static readonly string Name = "handrail_empty_" + Guid.CreateVersion7().ToString("N");

    static string Cluster => Environment.GetEnvironmentVariable("HANDRAIL_TEST_POSTGRES") ?? throw new InvalidOperationException("HANDRAIL_TEST_POSTGRES is not set.");

    /// <summary>How a server signs in there.</summary>
    public static string As(string database) => new NpgsqlConnectionStringBuilder(Cluster) { Database = database, MaxPoolSize = 20, Username = Role, Password = Password }.ToString();

    public async ValueTask InitializeAsync()
    {
        if (!TestServer.OnPostgres) return;
        await InCluster($"DO $$ BEGIN CREATE ROLE {Role} LOGIN PASSWORD '{Password}'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        await Create(Name);
        var folder = Directory.CreateTempSubdirectory("handrail-empty-");
        await using (var services = new ServiceCollection().AddLogging().AddSingleton<LiveFeed>().AddHandrailDb(new(DatabaseKind.Postgres, As(Name), folder.FullName)).BuildServiceProvider())
            Assert.True((await Schema.Update(services)).Granted(out _, out _));
        folder.Delete(recursive: true);
        // Nobody may be in a database that is copied.
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>With nothing in it, not even tables.</summary>
    public static Task Create(string database) => InCluster($"CREATE DATABASE {database} OWNER {Role}");

    public static Task Copy(string database) => InCluster($"CREATE DATABASE {database} OWNER {Role} TEMPLATE {Name}");

    public static Task Drop(string database) => InCluster($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    static async Task InCluster(string statement)
    {
        await using var cluster = new NpgsqlConnection(Cluster);
        await cluster.OpenAsync();
        await using var command = new NpgsqlCommand(statement, cluster);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (TestServer.OnPostgres) await Drop(Name);
    }
}
