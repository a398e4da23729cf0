using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Data;

/// <summary>
/// How long the journal of an organization is: the one number that every answer from <see cref="Web.KeptPages"/> reads. With SQLite opening a connection and
/// asking through the model takes several times as long as the query, so here connections stay open with the query parsed.
/// </summary>
/// <param name="sqlite">The connection string; null for PostgreSQL, whose driver keeps both by itself.</param>
sealed class JournalSize(string? sqlite) : IDisposable
{
    static readonly Func<HandrailDb, Task<long>> Ask = EF.CompileAsyncQuery((HandrailDb db) => db.JournalHeads.Select(head => head.Size).Single());

    readonly ConcurrentBag<SqliteCommand> _ready = [];

    public async Task<long> Of(HandrailDb db)
    {
        if (sqlite is null) return await Ask(db);
        if (!_ready.TryTake(out var query)) query = Parsed(sqlite);
        query.Parameters[0].Value = db.Tenant.Value;
        var size = (long?)query.ExecuteScalar() ?? throw new InvalidOperationException("An organization without a journal.");
        _ready.Add(query);
        return size;
    }

    static SqliteCommand Parsed(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        var query = connection.CreateCommand();
        query.CommandText = """SELECT "Size" FROM "JournalHeads" WHERE "OrganizationId" = $organization""";
        query.Parameters.Add("$organization", SqliteType.Text);
        return query;
    }

    public void Dispose()
    {
        foreach (var query in _ready)
        {
            query.Connection?.Dispose();
            query.Dispose();
        }
    }
}
