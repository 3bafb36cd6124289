using System.Collections.Concurrent;

using Microsoft.Data.Sqlite;

using Tandem.Platform;

namespace Tandem.Sqlite.Engine;

/// <summary>A few connections that read beside the writer.</summary>
internal sealed class SqliteReaders(Func<PreparedConnection> open, int count) : IDisposable
{
    private readonly SemaphoreSlim free = new(count);
    private readonly ConcurrentBag<PreparedConnection> idle = [];
    private volatile bool closed;

    /// <summary>Reads on a connection of its own, on the caller's thread: reads are short and come from memory.</summary>
    public async Task<T> ReadAsync<T>(Func<PreparedConnection, T> read, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        PreparedConnection? connection = null;
        try
        {
            if (!idle.TryTake(out connection))
                connection = closed ? throw new StorageUnavailableException("The storage is closed.") : open();
            return read(connection);
        }
        catch (SqliteException fault)
        {
            connection?.Dispose();
            connection = null;
            throw SqliteFault.Translate(fault);
        }
        finally
        {
            Return(connection);
            free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }

    private void Return(PreparedConnection? connection)
    {
        if (connection is null)
            return;
        idle.Add(connection);
        if (closed)
            Dispose();
    }
}
