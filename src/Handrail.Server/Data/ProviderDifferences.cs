using System.Buffers.Binary;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Handrail.Core;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Features.Runs;
using Handrail.Server.Work;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
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
        return settings.Kind == DatabaseKind.Postgres
            // Only there can several servers share a database.
            ? services.AddPooled<PostgresDb>(options => options.UseNpgsql(Hurried(settings.ConnectionString)).AddInterceptors(new RowSecurity.SayTenant())).AddHostedService<NodeRelay>().AddSingleton(_ => new JournalSize(null))
            : services.AddPooled<SqliteDb>(options => options.UseSqlite(settings.ConnectionString).AddInterceptors(new SqlitePragmas())).AddSingleton<SqliteWriter>().AddSingleton(_ => new JournalSize(settings.ConnectionString));
    }

    static IServiceCollection AddPooled<TDb>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure) where TDb : HandrailDb => services
        .AddSingleton<RunsInHand>()
        .AddSingleton(all => new AcrossRequests(all.GetRequiredService<LiveFeed>(), all.GetRequiredService<RunsInHand>(), all.GetService<SqliteWriter>(), all.GetService<ReviewFollower>(), all.GetService<MeasureRuns>()))
        .AddPooledDbContextFactory<TDb>(configure)
        .AddScoped(request => request.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext().ForNewRequest(request.GetRequiredService<AcrossRequests>()));

    /// <summary>
    /// Statements are parsed and planned once per connection, and a connection is not reset between uses: all that stays behind in a session is whose it was, which
    /// <see cref="RowSecurity.SayTenant"/> says anew each time. Whoever stands between, a pooler for example, and cannot bear that, is helped by naming the setting in the connection string.
    /// </summary>
    static string Hurried(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var hurried = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey("Max Auto Prepare")) hurried.MaxAutoPrepare = 100;
        if (!given.ContainsKey("No Reset On Close")) hurried.NoResetOnClose = true;
        return hurried.ToString();
    }

    /// <summary>Has the database itself keep organizations apart, where it can: after a migration everywhere, at other times where that is missing.</summary>
    public static async Task KeepApart(HandrailDb db, bool isNew, ILogger log)
    {
        if (Kind(db) != DatabaseKind.Postgres) return;
        if (await RowSecurity.IsBypassed(db)) log.LogWarning("The role that Handrail uses on PostgreSQL is above row-level security. See docs/operating.md for one that is not.");
        IEnumerable<string> open = isNew ? RowSecurity.Tables(db.Model).Keys : await RowSecurity.Unprotected(db);
        if (open.Any()) await RowSecurity.Protect(db, open);
    }

    /// <summary>Says what lets rows of one organization through to another, and who is above that.</summary>
    public static async Task ExamineKeepingApart(HandrailDb db, Action<string> wrong, Action<string> remark, CancellationToken stop)
    {
        if (Kind(db) != DatabaseKind.Postgres) return;
        foreach (var table in await RowSecurity.Unprotected(db, stop)) wrong($"The table {table} has no policy that keeps organizations apart. The next start of the server mends it.");
        if (await RowSecurity.IsBypassed(db, stop)) remark("The role that Handrail uses is above row-level security; docs/operating.md shows one that is not.");
    }

    /// <summary>Which database, without any secret.</summary>
    public static string Describe(HandrailDb db) => db.Database.GetDbConnection() is var connection && Kind(db) == DatabaseKind.Sqlite
        ? $"SQLite in {connection.DataSource}"
        : $"PostgreSQL, {connection.Database} at {connection.DataSource}";

    /// <summary>Damage that the database finds in itself; PostgreSQL looks for it with checksums and pg_amcheck.</summary>
    public static async Task<IReadOnlyList<string>> Damage(HandrailDb db, CancellationToken stop) => Kind(db) == DatabaseKind.Postgres ? [] :
        [.. (await db.Database.SqlQuery<string>($"SELECT quick_check AS \"Value\" FROM pragma_quick_check").ToListAsync(stop)).Where(line => line != "ok")];

    /// <summary>Everything read until it is disposed is as it was at one moment, while others go on writing.</summary>
    public static async Task<IAsyncDisposable> BeginSnapshot(HandrailDb db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        // Deferred, which is not SQLite's usual way here: it only reads, so it neither waits for the writer nor makes it wait.
        var transaction = db.Database.GetDbConnection() is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await db.Database.GetDbConnection().BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        return new Snapshot(db, transaction, await db.Database.UseTransactionAsync(transaction, stop));
    }

    sealed class Snapshot(HandrailDb db, DbTransaction transaction, IDbContextTransaction? used) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // Each of the two counts as somebody who needs the connection open.
            if (used is not null) await used.DisposeAsync();
            await transaction.DisposeAsync();
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Two rows with the same unique key: somebody was there first.</summary>
    public static bool IsUniqueViolation(DbUpdateException failure) => failure.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555, // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };

    /// <summary>A text with a NUL in it: PostgreSQL cannot hold one, and nobody types one.</summary>
    public static bool IsUnreadableText(Exception failure) =>
        (failure as PostgresException ?? failure.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.CharacterNotInRepertoire;

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
    /// The best hits over titles and texts with their rank, the best lowest: FTS5 here, tsvector there. Titles weigh more. Whoever asks says which of them they may see.
    /// FTS5 ranks from its index alone; which procedure a hit is stands beside the text, so that is read of the best only.
    /// </summary>
    public static FormattableString Search(HandrailDb db, string q, int most = int.MaxValue) => Kind(db) == DatabaseKind.Sqlite
        ? (FormattableString)$"""
            SELECT hit."SopId", best."Rank" FROM
              (SELECT rowid AS "Row", bm25("ProcedureSearch", 0, 0, 8.0, 1.0) AS "Rank" FROM "ProcedureSearch" WHERE "ProcedureSearch" MATCH {Match(q)} ORDER BY 2 LIMIT {most}) AS best
            CROSS JOIN "ProcedureSearch" AS hit ON hit.rowid = best."Row"
            """
        : $"""
            SELECT "SopId", -ts_rank("Words", query)::double precision AS "Rank" FROM "ProcedureSearch", to_tsquery('simple', {Query(q)}) AS query
            WHERE "OrganizationId" = {db.Tenant.Value} AND "Words" @@ query ORDER BY 2 LIMIT {most}
            """;

    /// <summary>Replaces what is known of one procedure. FTS5 finds a row by its number only, and by anything else reads all texts.</summary>
    public static IEnumerable<FormattableString> IndexForSearch(HandrailDb db, Guid sop, Guid organization, string title, string text) => Kind(db) == DatabaseKind.Sqlite
        ?
        [
            $"""DELETE FROM "ProcedureSearch" WHERE rowid = {SearchRow(sop)}""",
            $"""INSERT INTO "ProcedureSearch" (rowid, "SopId", "OrganizationId", "Title", "Text") VALUES ({SearchRow(sop)}, {sop}, {organization}, {title}, {text})""",
        ]
        :
        [
            $"""DELETE FROM "ProcedureSearch" WHERE "SopId" = {sop}""",
            $"""INSERT INTO "ProcedureSearch" ("SopId", "OrganizationId", "Title", "Text") VALUES ({sop}, {organization}, {title}, {text})""",
        ];

    /// <summary>The random half of an id, which is all that tells those of one moment apart.</summary>
    static long SearchRow(Guid sop) => BinaryPrimitives.ReadInt64BigEndian(sop.ToByteArray(bigEndian: true).AsSpan(8));

    public const string SearchTableName = "ProcedureSearch";

    /// <summary>For the migration that makes the search table.</summary>
    public static string SearchTable(DatabaseKind kind) => kind == DatabaseKind.Sqlite
        ? """CREATE VIRTUAL TABLE "ProcedureSearch" USING fts5("SopId" UNINDEXED, "OrganizationId" UNINDEXED, "Title", "Text", tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"""
        : """
          CREATE TABLE "ProcedureSearch" ("SopId" uuid PRIMARY KEY, "OrganizationId" uuid NOT NULL, "Title" text NOT NULL, "Text" text NOT NULL,
            "Words" tsvector GENERATED ALWAYS AS (setweight(to_tsvector('simple', "Title"), 'A') || to_tsvector('simple', left("Text", 500000))) STORED);
          CREATE INDEX "IX_ProcedureSearch_Words" ON "ProcedureSearch" USING gin ("Words");
          """;

    static string Query(string q) => string.Join(" & ", Words(q).Select(word => word + ":*"));

    static string Match(string q) => string.Join(' ', Words(q).Select(word => $"\"{word}\"*").DefaultIfEmpty("\"\""));

    /// <summary>Every word must occur, as a beginning; nothing typed is read as query syntax.</summary>
    public static IEnumerable<string> Words(string q) => new string([.. q.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12);

    /// <summary>
    /// WAL: readers never wait. FULL: a committed change survives a power cut. They stay with a connection of SQLite's own, which the driver keeps
    /// and hands out again, so each of those is told once. Pages go back from the WAL to the file in lots of 16 MB rather than 4: a page that many steps change goes once.
    /// </summary>
    sealed class SqlitePragmas : DbConnectionInterceptor
    {
        const string ForReading = "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; PRAGMA cache_size=-16000;";
        const string ForWriting = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;";

        readonly ConditionalWeakTable<object, object> _told = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (((SqliteConnection)connection).Handle is not { } own || _told.TryGetValue(own, out _)) return;
            using var command = connection.CreateCommand();
            // Whether a database exists is asked through a connection that may not write, and a copy that was put back is not in WAL yet.
            command.CommandText = connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? ForReading : ForWriting + ForReading;
            command.ExecuteNonQuery();
            _told.TryAdd(own, own);
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData); // SQLite has nothing to wait for.
            return Task.CompletedTask;
        }
    }
}
