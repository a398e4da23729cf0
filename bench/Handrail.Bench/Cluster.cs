using Handrail.Server.Data;
using Npgsql;

namespace Handrail.Bench;

/// <summary>Databases in the cluster of HANDRAIL_BENCH_POSTGRES, dropped afterwards. Their owner is a role that is no superuser, as docs/operating.md asks for: row-level security decides which index may answer.</summary>
sealed class Cluster : IAsyncDisposable
{
    const string Role = "handrail_bench";

    readonly string _password = Guid.CreateVersion7().ToString("N");
    readonly List<string> _made = [];

    /// <summary>A superuser's connection string; null where there is no cluster.</summary>
    public static string? ConnectionString => Environment.GetEnvironmentVariable("HANDRAIL_BENCH_POSTGRES") is { Length: > 0 } given ? given : null;

    public async Task<DatabaseSettings> Create(string name, Disk disk)
    {
        var database = $"handrail_bench_{name}_{Guid.CreateVersion7():N}";
        if (_made.Count == 0) await Execute($"DO $$ BEGIN CREATE ROLE {Role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$; ALTER ROLE {Role} LOGIN PASSWORD '{_password}'");
        await Execute($"CREATE DATABASE {database} OWNER {Role}");
        _made.Add(database);
        return new(DatabaseKind.Postgres, new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, Username = Role, Password = _password }.ToString(), disk.Folder);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var database in _made) await Execute($"DROP DATABASE {database} WITH (FORCE)");
    }

    static async Task Execute(string command)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var execute = new NpgsqlCommand(command, connection);
        await execute.ExecuteNonQueryAsync();
    }
}
