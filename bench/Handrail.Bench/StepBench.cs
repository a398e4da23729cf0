using Handrail.Core.Running;
using Handrail.Server.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Handrail.Bench;

/// <summary>
/// One step completed: the run read and folded, the rules asked, the fact, the run's row, the leaf and the head written, durably. Against the least that a durable
/// record can cost: a transaction of two rows in the same database.
/// </summary>
static class StepBench
{
    const int Steps = 24;
    const int Batch = 240;
    const int Compared = 11;
    /// <summary>Batches.</summary>
    const int WarmUp = 25;
    const long Million = 1_000_000;

    public static async Task<IReadOnlyList<Measured>> OnSqlite()
    {
        using var disk = new Disk();
        await using var young = await Installation.Found(Sqlite(disk, "young"));
        await using var old = await Installation.Found(Sqlite(disk, "old"));
        await using var bare = await BareSqlite.Open(young.Settings.ConnectionString);
        return await Measure("SQLite", young, old, bare.InsertTwoRows);
    }

    public static async Task<IReadOnlyList<Measured>> OnPostgres()
    {
        using var disk = new Disk();
        await using var cluster = new Cluster();
        await using var young = await Installation.Found(await cluster.Create("young", disk));
        await using var old = await Installation.Found(await cluster.Create("old", disk));
        await using var bare = await BarePostgres.Open(young.Settings.ConnectionString);
        return await Measure("PostgreSQL", young, old, bare.InsertTwoRows);
    }

    static async Task<IReadOnlyList<Measured>> Measure(string database, Installation young, Installation old, Func<int, Task> insertTwoRows)
    {
        await LongJournal.Extend(old, Million);
        var (few, many) = (await Walker.Begin(young), await Walker.Begin(old));
        // The compiler takes some thousand rounds to be done with what is on this path; a server that has been up for a day is there.
        for (var batch = 0; batch < WarmUp; batch++) await few.Rate();
        return
        [
            await Rounds.Compare($"step completed, {database}, against a bare insert of two rows", "/s", 0.5, Compared, few.Rate, () => Rounds.Rate(Batch, insertTwoRows)),
            await Rounds.Compare($"step completed, {database}, after a million facts against an empty journal", "ms", 1.3, Compared, many.Milliseconds, few.Milliseconds),
        ];
    }

    static DatabaseSettings Sqlite(Disk disk, string name) =>
        new(DatabaseKind.Sqlite, new SqliteConnectionStringBuilder { DataSource = Path.Combine(disk.Folder, name + ".db") }.ToString(), disk.Folder);

    /// <summary>Follows a handful of runs at a time, one step of each in turn. Starting them is not counted.</summary>
    sealed class Walker(Installation at, string sop)
    {
        public static async Task<Walker> Begin(Installation at) => new(at, (await at.Publish([("firewall.md", Corpus.Procedure(1, Steps))]))[0]);

        public async Task<double> Rate()
        {
            var runs = await Start();
            return await Rounds.Rate(Batch, i => Complete(runs, i));
        }

        public async Task<double> Milliseconds()
        {
            var runs = await Start();
            return await Rounds.Milliseconds(Batch, i => Complete(runs, i));
        }

        async Task<string[]> Start()
        {
            var runs = new string[Batch / Steps];
            for (var i = 0; i < runs.Length; i++) runs[i] = await at.Start(sop);
            return runs;
        }

        Task Complete(string[] runs, int i) => at.Act(runs[i % runs.Length], new CompleteStep($"step-{1 + i / runs.Length}"));
    }
}

/// <summary>What SQLite itself takes for a durable transaction of two rows: prepared statements on a connection that stays open.</summary>
sealed class BareSqlite : IAsyncDisposable
{
    readonly SqliteConnection _connection;
    readonly SqliteCommand _begin, _first, _second, _commit;

    BareSqlite(SqliteConnection connection)
    {
        _connection = connection;
        (_begin, _first, _second, _commit) = (Command("BEGIN IMMEDIATE"), Insert("BareFact"), Insert("BareRow"), Command("COMMIT"));
    }

    public static async Task<BareSqlite> Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var make = connection.CreateCommand();
        make.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=4000; CREATE TABLE BareFact (Id INTEGER PRIMARY KEY, Content BLOB); CREATE TABLE BareRow (Id INTEGER PRIMARY KEY, Content BLOB)";
        await make.ExecuteNonQueryAsync();
        return new(connection);
    }

    public Task InsertTwoRows(int _)
    {
        foreach (var command in new[] { _begin, _first, _second, _commit }) command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    SqliteCommand Insert(string table)
    {
        var insert = Command($"INSERT INTO {table} (Content) VALUES ($content)");
        insert.Parameters.AddWithValue("$content", new byte[500]);
        return insert;
    }

    SqliteCommand Command(string text)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}

/// <summary>The same for PostgreSQL.</summary>
sealed class BarePostgres(NpgsqlConnection connection) : IAsyncDisposable
{
    NpgsqlCommand? _first, _second;

    public static async Task<BarePostgres> Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var make = new NpgsqlCommand("""
            CREATE TABLE barefact (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content bytea);
            CREATE TABLE barerow (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content bytea)
            """, connection);
        await make.ExecuteNonQueryAsync();
        var bare = new BarePostgres(connection);
        (bare._first, bare._second) = (await bare.Insert("barefact"), await bare.Insert("barerow"));
        return bare;
    }

    public async Task InsertTwoRows(int _)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await _first!.ExecuteNonQueryAsync();
        await _second!.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    async Task<NpgsqlCommand> Insert(string table)
    {
        var insert = new NpgsqlCommand($"INSERT INTO {table} (content) VALUES ($1)", connection) { Parameters = { new() { Value = new byte[500] } } };
        await insert.PrepareAsync();
        return insert;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
