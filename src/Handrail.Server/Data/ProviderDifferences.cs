using Handrail.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Handrail.Server.Data;

public enum DatabaseKind { Sqlite, Postgres }

/// <summary>The only place that asks which database it is.</summary>
public static class ProviderDifferences
{
    public static DatabaseKind Kind(HandrailDb db) => db is SqliteDb ? DatabaseKind.Sqlite : DatabaseKind.Postgres;

    public static IServiceCollection AddHandrailDb(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings);
        if (settings.Kind == DatabaseKind.Postgres)
            services.AddDbContext<HandrailDb, PostgresDb>(options => options.UseNpgsql(settings.ConnectionString));
        else
            services.AddDbContext<HandrailDb, SqliteDb>(options => options.UseSqlite(settings.ConnectionString).AddInterceptors(new SqlitePragmas()));
        return services;
    }

    /// <summary>Two rows with the same unique key: somebody was there first.</summary>
    public static bool IsUniqueViolation(DbUpdateException failure) => failure.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555, // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };

    /// <summary>The database cannot take a write now: full disk, read-only, locked too long, not reachable.</summary>
    public static Refusal.Unavailable? Unavailable(Exception failure) => (failure is DbUpdateException { InnerException: { } inner } ? inner : failure) switch
    {
        SqliteException { SqliteErrorCode: 13 } => new Refusal.Unavailable("The disk of the server is full. Nothing was saved; free some space and send it again."),
        SqliteException { SqliteErrorCode: 5 or 6 } => new Refusal.Unavailable("The database is busy. Nothing was saved; send it again in a moment."),
        SqliteException { SqliteErrorCode: 8 or 14 } => new Refusal.Unavailable("The database cannot be written to. Nothing was saved; the administrator of the server has to look at its data folder."),
        NpgsqlException { IsTransient: true } => new Refusal.Unavailable("The database cannot be reached. Nothing was saved; send it again in a moment."),
        _ => null,
    };

    /// <summary>
    /// SQLite lets one writer in at a time and makes the others poll; a queue in the process is fair and does not wait in steps.
    /// PostgreSQL queues on the head row itself.
    /// </summary>
    public static async Task<IDisposable?> EnterWriteQueue(HandrailDb db, CancellationToken stop)
    {
        if (db is not SqliteDb) return null;
        var queue = WriteQueues.GetOrAdd(db.Database.GetConnectionString() ?? "", _ => new SemaphoreSlim(1, 1));
        await queue.WaitAsync(stop);
        return new Turn(queue);
    }

    static readonly System.Collections.Concurrent.ConcurrentDictionary<string, SemaphoreSlim> WriteQueues = new();

    sealed class Turn(SemaphoreSlim queue) : IDisposable
    {
        public void Dispose() => queue.Release();
    }

    /// <summary>WAL: readers never wait. FULL: a committed change survives a power cut.</summary>
    sealed class SqlitePragmas : DbConnectionInterceptor
    {
        const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; PRAGMA cache_size=-16000;";

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
