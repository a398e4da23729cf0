using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Data;

/// <summary>
/// SQLite lets one writer in at a time and makes the others poll. Here they queue, fairly and without waiting in steps, for the one connection that writes:
/// it stays open, and statements that it has parsed once it need not parse again.
/// </summary>
sealed class SqliteWriter(IDbContextFactory<SqliteDb> contexts) : IDisposable
{
    readonly SemaphoreSlim _queue = new(1, 1);
    readonly Dictionary<string, DbCommand> _prepared = [];
    SqliteDb? _owner;

    /// <summary>Lends the connection to a context until the turn is given back.</summary>
    public async Task<IDisposable> Enter(HandrailDb db, CancellationToken stop)
    {
        await _queue.WaitAsync(stop);
        Turn? turn = null;
        try
        {
            return turn = new Turn(this, db, Opened());
        }
        finally
        {
            if (turn is null) _queue.Release();
        }
    }

    DbConnection Opened()
    {
        _owner ??= contexts.CreateDbContext();
        var connection = _owner.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open) _owner.Database.OpenConnection();
        return connection;
    }

    /// <summary>A transaction that was begun and never ended would be everybody's: the connection that has one is closed, which undoes it.</summary>
    void Leave()
    {
        if (_owner?.Database.GetDbConnection() is SqliteConnection { Handle: { } own } && SQLitePCL.raw.sqlite3_get_autocommit(own) == 0) Close();
        _queue.Release();
    }

    void Close()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
        _owner?.Database.CloseConnection();
        _owner?.Dispose();
        _owner = null;
    }

    public void Dispose()
    {
        Close();
        _queue.Dispose();
    }

    sealed class Turn : IDisposable
    {
        readonly SqliteWriter _writer;
        readonly HandrailDb _db;
        readonly DbConnection _own;

        public Turn(SqliteWriter writer, HandrailDb db, DbConnection connection)
        {
            (_writer, _db, _own) = (writer, db, db.Database.GetDbConnection());
            db.Database.SetDbConnection(connection);
            db.Prepared = writer._prepared;
        }

        public void Dispose()
        {
            _db.Prepared = null;
            _db.Database.SetDbConnection(_own);
            _writer.Leave();
        }
    }
}
