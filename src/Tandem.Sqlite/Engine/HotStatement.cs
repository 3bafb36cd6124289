using System.Text;

using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace Tandem.Sqlite.Engine;

/// <summary>
/// A statement of the common path: parsed once, bound and read without objects for parameters and rows. Values have the form that
/// <see cref="SqliteValue"/> gives them. Used by one thread at a time.
/// </summary>
internal sealed class HotStatement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly nint handle;
    private readonly nint mutex;
    private bool running;

    public HotStatement(sqlite3 connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        handle = statement.DangerousGetHandle();
        mutex = SqliteCalls.Mutex(connection.DangerousGetHandle());
    }

    public void Bind(int parameter, long value) => Check(SqliteCalls.BindNumber(handle, parameter, value));

    public void Bind(int parameter, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(statement, parameter, value));

    public void Bind(int parameter, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Bind(parameter, bytes);
    }

    /// <summary>Runs it up to its next row, if there is one. Whatever comes of it, <see cref="Reset"/> must follow.</summary>
    public bool Step()
    {
        // The library locks the connection in every call; a lock that this thread has already costs it next to nothing.
        if (!running)
            SqliteCalls.Enter(mutex);
        running = true;
        return raw.sqlite3_step(statement) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            var fault => throw Fault(fault),
        };
    }

    /// <summary>Runs it without rows.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ends the run; what was bound stays. A fault of the run was told by <see cref="Step"/>.</summary>
    public void Reset()
    {
        raw.sqlite3_reset(statement);
        if (running)
            SqliteCalls.Leave(mutex);
        running = false;
    }

    public bool IsNull(int column) => SqliteCalls.Type(handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => SqliteCalls.Number(handle, column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Number(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>A blob, or a text in UTF-8; valid up to the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => SqliteCalls.Bytes(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw Fault(result);
    }

    private SqliteException Fault(int result)
    {
        var extended = raw.sqlite3_extended_errcode(connection);
        return new SqliteException(raw.sqlite3_errmsg(connection).utf8_to_string(), result & 0xff, extended);
    }
}
