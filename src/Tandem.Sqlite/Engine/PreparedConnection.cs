using Microsoft.Data.Sqlite;

using SQLitePCL;

using Tandem.SecurityEvents;

namespace Tandem.Sqlite.Engine;

/// <summary>A connection that parses each statement once. Used by one thread at a time.</summary>
internal sealed class PreparedConnection(SqliteConnection connection, EventSeal events) : IDisposable
{
    // Statements are constants: the same text is the same object.
    private readonly Dictionary<string, SqliteCommand> prepared = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, IDisposable> owned = [];

    private HotStatement? begin;
    private HotStatement? commit;

    /// <summary>What seals the events that are written on it.</summary>
    public EventSeal Events { get; } = events;

    /// <summary>Whether a transaction is open; SQLite itself ends one after some errors.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Begins a transaction that has the write lock from now on.</summary>
    public void Begin() => (begin ??= Prepare("BEGIN IMMEDIATE")).Run();

    /// <summary>Ends it durably.</summary>
    public void Commit() => (commit ??= Prepare("COMMIT")).Run();

    /// <summary>Runs a statement.</summary>
    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>Runs a statement that takes long, and can be given up.</summary>
    public void Execute(string sql, CancellationToken cancellationToken) =>
        SqliteInterruption.Run(connection.Handle!, () => Execute(sql), cancellationToken);

    /// <summary>The first row of a statement, or null.</summary>
    public T? Find<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
        where T : class
    {
        using var rows = Command(sql, values).ExecuteReader();
        return rows.Read() ? read(rows) : null;
    }

    /// <summary>All rows of a statement.</summary>
    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var rows = Command(sql, values).ExecuteReader();
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }

    /// <summary>A statement for the common path; whoever asks for it disposes of it.</summary>
    public HotStatement Prepare(string sql) => new(connection.Handle!, sql);

    /// <summary>What belongs to this connection and is made at its first use.</summary>
    public T Owned<T>(Func<PreparedConnection, T> make) where T : class, IDisposable
    {
        if (!owned.TryGetValue(typeof(T), out var existing))
            owned.Add(typeof(T), existing = make(this));
        return (T)existing;
    }

    /// <summary>Moves the write-ahead log into the file, as far as <paramref name="mode"/> goes; never throws for a lock.</summary>
    /// <returns>Pages in the log; 0 where it could not be told.</returns>
    public int Checkpoint(int mode)
    {
        raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out var pages, out _);
        return Math.Max(0, pages);
    }

    /// <summary>Whether the file that it has open is not the one of that name any more.</summary>
    public bool HasMoved()
    {
        var moved = 0;
        return SqliteCalls.FileControl(connection.Handle!.DangerousGetHandle(), "main", SqliteCalls.HasMoved, ref moved) == raw.SQLITE_OK && moved != 0;
    }

    /// <summary>How long it waits for another connection's lock.</summary>
    public void WaitForLocks(TimeSpan longest) => raw.sqlite3_busy_timeout(connection.Handle, (int)longest.TotalMilliseconds);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in owned.Values.Append(begin).Append(commit))
            statement?.Dispose();
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
        connection.Dispose();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
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
