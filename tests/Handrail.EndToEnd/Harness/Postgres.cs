using Npgsql;

namespace Handrail.EndToEnd.Harness;

/// <summary>A new database on the cluster that HANDRAIL_TEST_POSTGRES names, owned by a role that is no superuser, as docs/operating.md asks for.</summary>
public sealed class Postgres : IAsyncDisposable
{
    const string Role = "handrail_test";
    const string Password = "only for tests";

    readonly string _cluster;
    readonly string _name = "handrail_" + Guid.CreateVersion7().ToString("N");

    Postgres(string cluster) => _cluster = cluster;

    /// <summary>As on the command line of the server.</summary>
    public (string, string)[] Settings =>
        [("Database:Provider", "postgres"), ("Database:ConnectionString", new NpgsqlConnectionStringBuilder(_cluster) { Database = _name, Username = Role, Password = Password, MaxPoolSize = 20 }.ToString())];

    /// <summary>Skips the test, with the reason, where there is no cluster.</summary>
    public static async Task<Postgres> Create()
    {
        var cluster = Environment.GetEnvironmentVariable("HANDRAIL_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(cluster), "There is no PostgreSQL here; HANDRAIL_TEST_POSTGRES names a cluster where databases may be made.");
        var made = new Postgres(cluster!);
        await made.Run($"DO $$ BEGIN CREATE ROLE {Role} LOGIN PASSWORD '{Password}'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        await made.Run($"CREATE DATABASE {made._name} OWNER {Role}");
        return made;
    }

    async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(_cluster);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", connection);
        await command.ExecuteNonQueryAsync();
    }
}
