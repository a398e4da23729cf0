using System.Globalization;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Microsoft.Data.Sqlite;

namespace Handrail.Bench;

/// <summary>Procedures put into the database of a server that somebody has claimed, past its pages, as if they had been written over years.</summary>
static class Furniture
{
    const int AtOnce = 100;

    /// <returns>The labels.</returns>
    public static async Task<List<string>> Publish(string folder, int procedures)
    {
        await using var installation = await Installation.Of(Settings(folder));
        var labels = new List<string>();
        foreach (var some in Corpus.Procedures(procedures).Chunk(AtOnce)) labels.AddRange(await installation.Publish(some));
        return labels;
    }

    /// <summary>Gives each procedure earlier revisions, whose texts differ from the one in force: that one becomes number <paramref name="revisions"/>.</summary>
    public static async Task Age(string folder, int revisions)
    {
        await using var connection = new SqliteConnection(Settings(folder).ConnectionString);
        await connection.OpenAsync();
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
        await Execute(connection, transaction, $"UPDATE \"Revisions\" SET \"Number\" = {revisions}");
        var columns = await Columns(connection, transaction);
        for (var number = 1; number < revisions; number++)
        {
            var values = columns.Select(column => column switch
            {
                // The last twelve digits of an id are random; these stay unlike all others.
                "Id" => $"substr(\"Id\", 1, 24) || printf('%04X', {number}) || substr(\"Id\", 29)",
                "Number" => number.ToString(CultureInfo.InvariantCulture),
                "State" => ((int)RevisionState.Superseded).ToString(CultureInfo.InvariantCulture),
                "Text" => $"replace(\"Text\", 'as the [handbook]', 'as version {number} of the [handbook]')",
                "Sha256" => "lower(hex(randomblob(32)))",
                "SupersededAt" => "\"PublishedAt\"",
                _ => $"\"{column}\"",
            });
            await Execute(connection, transaction, $"INSERT INTO \"Revisions\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) SELECT {string.Join(", ", values)} FROM \"Revisions\" WHERE \"Number\" = {revisions}");
        }
        await transaction.CommitAsync();
    }

    public static DatabaseSettings Settings(string folder) => new(DatabaseKind.Sqlite, new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "handrail.db") }.ToString(), folder);

    static async Task<List<string>> Columns(SqliteConnection connection, SqliteTransaction transaction)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, "SELECT name FROM pragma_table_info('Revisions')");
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync()) columns.Add(reader.GetString(0));
        return columns;
    }

    static async Task Execute(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, text);
        await command.ExecuteNonQueryAsync();
    }
}
