using System.Data.Common;
using System.Globalization;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Handrail.Bench;

/// <summary>Procedures put into the database of a server that somebody has claimed, past its pages, as if they had been written over years.</summary>
static class Furniture
{
    const int AtOnce = 100;

    /// <returns>The labels.</returns>
    public static async Task<List<string>> Publish(DatabaseSettings settings, int procedures)
    {
        await using var installation = await Installation.Of(settings);
        var labels = new List<string>();
        foreach (var some in Corpus.Procedures(procedures).Chunk(AtOnce)) labels.AddRange(await installation.Publish(some));
        return labels;
    }

    /// <summary>Gives each procedure earlier revisions, whose texts differ from the one in force: that one becomes number <paramref name="revisions"/>.</summary>
    public static async Task Age(DatabaseSettings settings, int revisions)
    {
        var isSqlite = settings.Kind == DatabaseKind.Sqlite;
        await using DbConnection connection = isSqlite ? new SqliteConnection(settings.ConnectionString) : new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        if (!isSqlite) await Execute(connection, null, $"SELECT set_config('{RowSecurity.Setting}', '{RowSecurity.Everybody}', false)");
        await using var transaction = await connection.BeginTransactionAsync();
        await Execute(connection, transaction, $"UPDATE \"Revisions\" SET \"Number\" = {revisions}");
        var columns = await Columns(connection, transaction, isSqlite ? "SELECT name FROM pragma_table_info('Revisions')" : "SELECT column_name FROM information_schema.columns WHERE table_name = 'Revisions'");
        for (var number = 1; number < revisions; number++)
        {
            var values = columns.Select(column => column switch
            {
                "Id" when isSqlite => "hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))",
                "Id" => "gen_random_uuid()",
                "Number" => number.ToString(CultureInfo.InvariantCulture),
                "State" => ((int)RevisionState.Superseded).ToString(CultureInfo.InvariantCulture),
                "Text" => $"replace(\"Text\", 'as the [handbook]', 'as version {number} of the [handbook]')",
                "Sha256" => isSqlite ? "lower(hex(randomblob(32)))" : "md5(random()::text) || md5(random()::text)",
                "SupersededAt" => "\"PublishedAt\"",
                _ => $"\"{column}\"",
            });
            await Execute(connection, transaction, $"INSERT INTO \"Revisions\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) SELECT {string.Join(", ", values)} FROM \"Revisions\" WHERE \"Number\" = {revisions}");
        }
        await transaction.CommitAsync();
        // A server that has been up for a while knows how much there is: PostgreSQL finds out by itself within a minute or so.
        if (!isSqlite) await Execute(connection, null, "VACUUM ANALYZE");
    }

    public static DatabaseSettings Settings(string folder) => new(DatabaseKind.Sqlite, new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "handrail.db") }.ToString(), folder);

    static async Task<List<string>> Columns(DbConnection connection, DbTransaction transaction, string text)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, text);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync()) columns.Add(reader.GetString(0));
        return columns;
    }

    static async Task Execute(DbConnection connection, DbTransaction? transaction, string text)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, text, 0);
        await command.ExecuteNonQueryAsync();
    }
}
