using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Handrail.Server.Data;

/// <summary>
/// A few rows written in one command, past the change tracker, which takes longer over them than the database does. Tables, columns and conversions come from
/// the model, so that nothing here has to follow it. Only for <see cref="Change"/>, which sees to it that what bears evidence is written with a fact.
/// </summary>
sealed class PlainCommand : IDisposable
{
    /// <summary>Statements differ by the columns that changed: some dozens in practice.</summary>
    const int MostPrepared = 200;

    static readonly ConditionalWeakTable<IEntityType, Columns> Known = [];

    readonly HandrailDb _db;
    readonly DbCommand _command;
    readonly StringBuilder _text = new(1000);
    bool _isKept;
    int _rows;

    public PlainCommand(HandrailDb db)
    {
        _db = db;
        _command = db.Database.GetDbConnection().CreateCommand();
        _command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
    }

    /// <summary>A statement about one row, written the same on both databases.</summary>
    public PlainCommand Add(FormattableString statement)
    {
        var names = statement.GetArguments().Select(value =>
        {
            var parameter = _command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (NextName, value);
            _command.Parameters.Add(parameter);
            return (object)parameter.ParameterName;
        }).ToArray();
        _text.AppendFormat(CultureInfo.InvariantCulture, statement.Format, names);
        return Ended();
    }

    public PlainCommand Insert<T>(T row) where T : class
    {
        var columns = Of<T>();
        _text.Append(columns.InsertInto);
        for (var i = 0; i < columns.All.Count; i++) _text.Append(i == 0 ? "" : ", ").Append(Parameter(columns.All[i], row));
        _text.Append(')');
        return Ended();
    }

    /// <summary>Writes what differs between a row as it was and as it is to be.</summary>
    public PlainCommand Update<T>(T before, T after) where T : class
    {
        var columns = Of<T>();
        var changed = columns.All.Where(column => !column.IsPrimaryKey() && !column.GetValueComparer().Equals(Value(column, before), Value(column, after))).ToList();
        if (changed.Count == 0) return this;
        _text.Append("UPDATE ").Append(columns.Table).Append(" SET ").AppendJoin(", ", changed.Select(column => $"{Name(column)} = {Parameter(column, after)}"))
            .Append(" WHERE ").AppendJoin(" AND ", columns.Key.Select(column => $"{Name(column)} = {Parameter(column, after)}"));
        return Ended();
    }

    /// <exception cref="InvalidOperationException">A row was not there.</exception>
    public async Task Execute(CancellationToken stop)
    {
        var written = await Prepared().ExecuteNonQueryAsync(stop);
        if (written != _rows) throw new InvalidOperationException($"{_rows} rows were to be written, and {written} were.");
    }

    public Task<DbDataReader> Read(CancellationToken stop) => Prepared().ExecuteReaderAsync(stop);

    /// <summary>The command to execute: on a connection that keeps them, the one of the same text that was parsed before.</summary>
    DbCommand Prepared()
    {
        var text = _command.CommandText = _text.ToString();
        if (_db.Prepared is not { } prepared) return _command;
        if (!prepared.TryGetValue(text, out var known))
        {
            if (_isKept = prepared.Count < MostPrepared) prepared[text] = _command;
            return _command;
        }
        known.Transaction = _command.Transaction;
        known.Parameters.Clear();
        foreach (DbParameter parameter in _command.Parameters) known.Parameters.Add(parameter);
        return known;
    }

    public void Dispose()
    {
        if (!_isKept) _command.Dispose();
    }

    PlainCommand Ended()
    {
        _text.Append(";\n");
        _rows++;
        return this;
    }

    string NextName => string.Create(CultureInfo.InvariantCulture, $"@p{_command.Parameters.Count}");

    string Parameter(IProperty column, object row)
    {
        var name = NextName;
        _command.Parameters.Add(column.GetRelationalTypeMapping().CreateParameter(_command, name, Value(column, row), column.IsNullable));
        return name;
    }

    static object? Value(IProperty column, object row) => column.PropertyInfo!.GetValue(row);

    static string Name(IProperty column) => $"\"{column.GetColumnName()}\"";

    Columns Of<T>() => Known.GetValue(_db.Model.FindEntityType(typeof(T))!, type => new(type));

    /// <summary>What statements about one kind of row begin with.</summary>
    sealed class Columns(IEntityType type)
    {
        public IReadOnlyList<IProperty> All { get; } = [.. type.GetProperties()];
        public IReadOnlyList<IProperty> Key { get; } = type.FindPrimaryKey()!.Properties;
        public string Table { get; } = $"\"{type.GetTableName()}\"";
        public string InsertInto { get; } = $"INSERT INTO \"{type.GetTableName()}\" ({string.Join(", ", type.GetProperties().Select(Name))}) VALUES (";
    }
}
