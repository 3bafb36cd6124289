using Microsoft.Data.Sqlite;

using SQLitePCL;

using Tandem.Sqlite.SecurityEvents;

namespace Tandem.Sqlite.Engine;

/// <summary>A connection that parses each statement once. Used by one thread at a time.</summary>
internal sealed class PreparedConnection(SqliteConnection connection, EventSeal events) : IDisposable
{
    // Statements are constants: the same text is the same object.
    private readonly Dictionary<string, SqliteCommand> prepared = new(ReferenceEqualityComparer.Instance);

    /// <summary>What seals the events that are written on it.</summary>
    public EventSeal Events { get; } = events;

    /// <summary>Whether a transaction is open; SQLite itself ends one after some errors.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Runs a statement.</summary>
    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first row of a statement, or null.</summary>
    public T? Find<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
        where T : class
    {
        using var rows = Prepare(sql, values).ExecuteReader();
        return rows.Read() ? read(rows) : null;
    }

    /// <summary>All rows of a statement.</summary>
    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var rows = Prepare(sql, values).ExecuteReader();
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            prepared.Add(sql, command);
        }

        foreach (var (name, value) in values)
            command.Parameters[name].Value = SqliteValue.From(value);
        return command;
    }
}
