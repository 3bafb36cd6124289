using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

using Microsoft.Data.Sqlite;

using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.Sqlite.Engine;

/// <summary>A SQLite file, opened: one writer, a few readers.</summary>
/// <param name="file">The file.</param>
/// <param name="upgrade">Brings the file's schema and pages up to date, and says what they are.</param>
/// <param name="time">Measures.</param>
/// <param name="meters">Where the metrics go.</param>
/// <param name="whyNotMade">Why a file that is missing is not made; null where it is.</param>
internal sealed class SqliteDatabase(
    SqliteFile file, Func<SqliteFile, CancellationToken, Task<string>> upgrade, TimeProvider time, IMeterFactory? meters, string? whyNotMade = null)
    : IStorageLifetime, IDisposable, IAsyncDisposable
{
    private const int Readers = 4;

    private readonly SemaphoreSlim opening = new(1);
    private readonly StorageMetrics metrics = new(meters, file.Log);
    private volatile Opened? opened;
    private bool disposed;

    // Failures of the writer that a later write has made up for.
    private long overcome;

    /// <summary>What seals the events that are written.</summary>
    public EventSeal Events => file.Events;

    private Opened Current => opened ?? throw new StorageUnavailableException("The storage is not open.");

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (opened is not null)
                return;
            if (whyNotMade is not null && !file.Exists)
                throw new StorageConfigurationException($"There is no database at {file.Path}. {whyNotMade}");
            file.Create();
            var recovered = file.Log.FileLength;
            var started = Stopwatch.GetTimestamp();
            var schema = await upgrade(file, cancellationToken);
            var found = recovered == 0 ? "" : string.Create(
                CultureInfo.InvariantCulture,
                $", a log of {recovered / 1e6:f1} MB read in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:f0} ms");
            opened = new(
                new SqliteWriter(file.OpenWriter, file.Log, metrics, time), new SqliteReaders(file.OpenReader, Readers), file.OpenReader(),
                $"{schema}{found}");
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Translate(fault);
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Runs statements in one transaction; completes when it is durable.</summary>
    public Task<T> WriteAsync<T>(Func<PreparedConnection, T> work, CancellationToken cancellationToken) =>
        Current.Writer.WriteAsync(work, cancellationToken);

    /// <summary>Runs statements in one transaction; completes when it is durable and nothing of what it removed is left in a file.</summary>
    public Task<T> EraseAsync<T>(Func<PreparedConnection, T> work, CancellationToken cancellationToken) =>
        Current.Writer.EraseAsync(work, cancellationToken);

    /// <summary>Runs exactly one statement that writes; completes when it is durable.</summary>
    public Task<T> WriteOneAsync<T>(Func<PreparedConnection, T> statement, CancellationToken cancellationToken) =>
        Current.Writer.WriteOneAsync(statement, cancellationToken);

    /// <summary>Reads what has been committed.</summary>
    public Task<T> ReadAsync<T>(Func<PreparedConnection, T> read, CancellationToken cancellationToken) =>
        Current.Readers.ReadAsync(read, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(HasInstallation, cancellationToken);

            // Takes the write lock and gives it back; a commit without changes does not touch the disk, and would not notice that the
            // disk takes nothing. After a write that failed, only one that succeeds proves that it is over.
            var failures = Current.Writer.Failures;
            if (failures == Interlocked.Read(ref overcome))
                await WriteAsync(HasInstallation, cancellationToken);
            else
                await WriteAsync(RewriteHeader, cancellationToken);
            Interlocked.Exchange(ref overcome, failures);
            return true;
        }
        catch (Exception error) when (error is StorageUnavailableException or SqliteException)
        {
            return false;
        }

        static object? HasInstallation(PreparedConnection connection) =>
            connection.Find<object>("SELECT 1 FROM installation", row => row.GetInt64(0));

        // The number is 0 and unused; writing it goes to the disk although nothing changes (an UPDATE to the same value would not).
        static object? RewriteHeader(PreparedConnection connection) => connection.Execute("PRAGMA user_version = 0");
    }

    /// <inheritdoc/>
    public bool IsReplaced()
    {
        if (opened is not { Sentinel: var sentinel })
            return false;
        lock (sentinel)
            return sentinel.HasMoved();
    }

    /// <inheritdoc/>
    public long LogLength => file.Log.FileLength;

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NewestTimeAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(NewestTime.Find, cancellationToken))?.At;

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> LastEndAsync(DateTimeOffset aliveAt, CancellationToken cancellationToken) =>
        (await ReadAsync(connection => NewestTime.LastEnd(connection, aliveAt), cancellationToken))?.At;

    /// <inheritdoc/>
    public string Describe() => opened is { } now
        ? $"SQLite {SqliteFile.LibraryVersion}, {file.Path}, {now.Found}"
        : $"SQLite, {file.Path}, not open";

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await opening.WaitAsync();
        try
        {
            disposed = true;
            if (opened is not { } last)
                return;
            opened = null;

            // The writer last: the last connection to close moves the write-ahead log into the file.
            last.Readers.Dispose();
            lock (last.Sentinel)
                last.Sentinel.Dispose();
            await last.Writer.DisposeAsync();
        }
        finally
        {
            opening.Release();
        }
    }

    // The sentinel only knows which file was opened; the others may be opened anew, and then find another one.
    private sealed record Opened(SqliteWriter Writer, SqliteReaders Readers, PreparedConnection Sentinel, string Found);
}
