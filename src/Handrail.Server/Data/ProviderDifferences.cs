using System.Buffers.Binary;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Procedures;
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
    /// The best hits over titles and texts: those whose title has all the words stand before the others. Whoever asks says which of them they may see.
    /// What stands in some hundred titles or texts does not tell them apart, so these are not ranked but taken as they come, always in the same order, until there are enough.
    /// </summary>
    /// <param name="most">Where there are more, the best so many.</param>
    /// <param name="enough">Where so many have the words in their title, the others are not looked at; at most <paramref name="most"/>.</param>
    /// <param name="rankable">How many are ranked; as many as the database does in no time, unless said.</param>
    public static async Task<FormattableString> Search(HandrailDb db, string q, int most, int enough, int? rankable, CancellationToken stop)
    {
        if (Kind(db) == DatabaseKind.Postgres) return WordsInRows([.. Words(q).Select(TextWords.Plain)], db.Tenant.Value, most, enough, rankable ?? RankableRows);
        var best = await Rows(db, InTitle(q), most, rankable ?? Rankable, stop);
        if (best.Count < enough) best.AddRange((await Rows(db, Match(q), most + best.Count, rankable ?? Rankable, stop)).Except(best.ToList()));
        // Which procedure a hit is stands beside the text, so that is read of the best only.
        return $"""SELECT hit."SopId", best.key AS "Place" FROM json_each({JsonSerializer.Serialize(best.Take(most))}) AS best CROSS JOIN "ProcedureSearch" AS hit ON hit.rowid = best.value""";
    }

    /// <summary>Above this a rank costs more than a page: FTS5 counts for it how often each word stands in each text.</summary>
    const int Rankable = 250;

    /// <summary>The same for rows of words, which cost less to rank and more to look at one after the other.</summary>
    const int RankableRows = 1000;

    /// <summary>Rows of FTS5, which it finds one after the other by their numbers, and all of them before it can say which is best.</summary>
    static async Task<List<long>> Rows(HandrailDb db, string match, int most, int rankable, CancellationToken stop)
    {
        var found = await db.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM "ProcedureSearch" WHERE "ProcedureSearch" MATCH {match} ORDER BY rowid LIMIT {Math.Max(most, rankable + 1)}""").ToListAsync(stop);
        return found.Count == 0 || found.Count > rankable ? found
            : await db.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM "ProcedureSearch" WHERE "ProcedureSearch" MATCH {match} ORDER BY bm25("ProcedureSearch", 0, 0, 8.0, 1.0), rowid LIMIT {most}""").ToListAsync(stop);
    }

    /// <summary>
    /// Numbers stand in the statement, and words one by one: of a list that is given PostgreSQL does not know how long it is, nor of a limit how far it goes, so where
    /// there are many procedures it would take planning anew for each search, which costs more than the search, to be cheaper than one plan for all.
    /// </summary>
    static FormattableString WordsInRows(IReadOnlyList<string> words, Guid organization, int most, int enough, int rankable)
    {
        if (words.Count == 0) return $"""SELECT "Id" AS "SopId", 0::bigint AS "Place" FROM "Sops" WHERE false""";
        var asked = string.Join(", ", words.Select((_, i) => $"({{{1 + 2 * i}}}, {{{2 + 2 * i}}}, {i})"));
        return FormattableStringFactory.Create($$"""
            WITH asked ("From", "To", "Number") AS (VALUES {{asked}}),
            titled AS ({{Hits("""AND hit."InTitle" """, "", _ => "")}}),
            other AS ({{Hits("", $"AND (SELECT count(*) FROM titled) < {enough}", sop => $"""AND {sop} NOT IN (SELECT "SopId" FROM titled)""")}})
            SELECT "SopId", row_number() OVER (ORDER BY "Tier", "Rank", "Row", "SopId") AS "Place" FROM (SELECT 0 AS "Tier", * FROM titled UNION ALL SELECT 1, * FROM other) AS best ORDER BY 2 LIMIT {{most}}
            """, [organization, .. words.SelectMany(word => new[] { word, word + Last })]);

        // Ranked where the rarest word is rare enough; else whatever comes first by number, each asked for its words. Whether any are looked at is asked once, and not of each.
        string Hits(string where, string once, Func<string, string> among) => $$"""
            WITH rare AS
              (SELECT EXISTS (SELECT FROM asked WHERE NOT EXISTS
                (SELECT FROM "ProcedureSearch" AS hit WHERE hit."OrganizationId" = {0} AND hit."Word" >= asked."From" AND hit."Word" < asked."To" {{where}} {{once}} OFFSET {{rankable}})) AS "Is")
            (SELECT hit."SopId", -sum(hit."Often" / (hit."Often" + 1.2::float8)) AS "Rank", 0 AS "Row" FROM asked JOIN "ProcedureSearch" AS hit ON hit."Word" >= asked."From" AND hit."Word" < asked."To"
             WHERE hit."OrganizationId" = {0} {{where}} AND (SELECT "Is" FROM rare) {{once}} {{among("hit.\"SopId\"")}} GROUP BY hit."SopId" HAVING bit_or(1 << asked."Number") = {{(1 << words.Count) - 1}}
             ORDER BY 2, 1 LIMIT {{most}})
            UNION ALL
            SELECT * FROM
              (SELECT sop."Id", 0, row_number() OVER (ORDER BY sop."Number", sop."Suffix") FROM "Sops" AS sop WHERE sop."OrganizationId" = {0} AND (SELECT NOT "Is" FROM rare) {{once}} {{among("sop.\"Id\"")}}
               AND NOT EXISTS (SELECT FROM asked WHERE NOT EXISTS (SELECT FROM "ProcedureSearch" AS hit WHERE hit."SopId" = sop."Id" AND hit."Word" >= asked."From" AND hit."Word" < asked."To" {{where}}))
               ORDER BY sop."Number", sop."Suffix" LIMIT {{most}}) AS walked
            """;
    }

    /// <summary>Behind every character, so that a word followed by it stands behind all that begin so.</summary>
    const string Last = "\U0010FFFF";

    /// <summary>Rows of the procedures with these ids. SQLite is told to begin with the ids: it takes an organization to have ten procedures, and reads all of them.</summary>
    public static FormattableString Sops(HandrailDb db, IReadOnlyCollection<Id<Sop>> ids) => Kind(db) == DatabaseKind.Sqlite
        ? (FormattableString)$"""SELECT sop.* FROM json_each({JsonSerializer.Serialize(ids.Select(id => id.Value.ToString().ToUpperInvariant()))}) AS one CROSS JOIN "Sops" AS sop ON sop."Id" = one.value"""
        : $"""SELECT * FROM "Sops" WHERE "Id" = ANY ({ids.Select(id => id.Value).ToArray()})""";

    /// <summary>Replaces what is known of one procedure. FTS5 finds a row by its number only, and by anything else reads all texts.</summary>
    public static IEnumerable<FormattableString> IndexForSearch(HandrailDb db, Guid sop, Guid organization, string title, string text)
    {
        if (Kind(db) == DatabaseKind.Sqlite)
            return
            [
                $"""DELETE FROM "ProcedureSearch" WHERE rowid = {SearchRow(sop)}""",
                $"""INSERT INTO "ProcedureSearch" (rowid, "SopId", "OrganizationId", "Title", "Text") VALUES ({SearchRow(sop)}, {sop}, {organization}, {title}, {text})""",
            ];
        var (titled, written) = (TextWords.Counted(title), TextWords.Counted(text));
        var words = titled.Keys.Union(written.Keys).ToArray();
        var often = Array.ConvertAll(words, word => TitleWeight * titled.GetValueOrDefault(word) + written.GetValueOrDefault(word));
        return
        [
            $"""DELETE FROM "ProcedureSearch" WHERE "SopId" = {sop} AND "Word" <> ALL ({words})""",
            $"""
            INSERT INTO "ProcedureSearch" AS known ("OrganizationId", "Word", "SopId", "InTitle", "Often")
            SELECT {organization}, given."Word", {sop}, given."InTitle", given."Often" FROM unnest({words}, {Array.ConvertAll(words, titled.ContainsKey)}, {often}) AS given ("Word", "InTitle", "Often")
            ON CONFLICT ("OrganizationId", "Word", "SopId") DO UPDATE SET "InTitle" = excluded."InTitle", "Often" = excluded."Often" WHERE (known."InTitle", known."Often") <> (excluded."InTitle", excluded."Often")
            """,
        ];
    }

    const int TitleWeight = 8;

    /// <summary>The random half of an id, which is all that tells those of one moment apart.</summary>
    static long SearchRow(Guid sop) => BinaryPrimitives.ReadInt64BigEndian(sop.ToByteArray(bigEndian: true).AsSpan(8));

    public const string SearchTableName = "ProcedureSearch";

    /// <summary>For the migration that makes the search table.</summary>
    public static string SearchTable(DatabaseKind kind) => kind == DatabaseKind.Sqlite
        ? """CREATE VIRTUAL TABLE "ProcedureSearch" USING fts5("SopId" UNINDEXED, "OrganizationId" UNINDEXED, "Title", "Text", tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"""
        // Not a tsvector: its operator is none that PostgreSQL lets an index answer under row-level security, as comparing words is.
        : """
          CREATE TABLE "ProcedureSearch" ("OrganizationId" uuid NOT NULL, "Word" text COLLATE "C" NOT NULL, "SopId" uuid NOT NULL, "InTitle" boolean NOT NULL, "Often" integer NOT NULL,
            PRIMARY KEY ("OrganizationId", "Word", "SopId") INCLUDE ("InTitle", "Often"));
          CREATE INDEX "IX_ProcedureSearch_Titles" ON "ProcedureSearch" ("OrganizationId", "Word", "SopId") INCLUDE ("Often") WHERE "InTitle";
          CREATE INDEX "IX_ProcedureSearch_SopId_Word" ON "ProcedureSearch" ("SopId", "Word");
          """;

    /// <summary>Of no letters, which nothing matches.</summary>
    const string Nothing = "\"\"";

    static string Match(string q) => string.Join(' ', Words(q).Select(word => $"\"{word}\"*").DefaultIfEmpty(Nothing));

    static string InTitle(string q) => "{Title}: (" + Match(q) + ")";

    /// <summary>Every word must occur, as a beginning; nothing typed is read as query syntax.</summary>
    public static IEnumerable<string> Words(string q) => TextWords.In(q).Take(12);

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
