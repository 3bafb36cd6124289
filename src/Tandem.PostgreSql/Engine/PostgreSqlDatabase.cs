using Npgsql;

using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.Engine;

/// <summary>A PostgreSQL database, opened: its primary, whichever of the named hosts that is.</summary>
/// <param name="location">Where it is.</param>
/// <param name="upgrade">Brings its schema up to date, and says what it is.</param>
internal sealed class PostgreSqlDatabase(PostgreSqlLocation location, Func<NpgsqlDataSource, CancellationToken, Task<string>> upgrade) : IStorageLifetime, IDisposable, IAsyncDisposable
{
    // Of a transaction that another one undid, or whose connection was lost before it was committed.
    private const int MostAttempts = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim opening = new(1);
    private volatile Opened? opened;
    private bool disposed;

    /// <summary>What seals the events that are written.</summary>
    public EventSeal Events { get; } = new();

    /// <inheritdoc/>
    public long LogLength => 0;

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
            var source = location.CreateSource();
            try
            {
                opened = new(source, new SemaphoreSlim(location.MostConnections), await upgrade(source, cancellationToken));
            }
            catch
            {
                await source.DisposeAsync();
                throw;
            }
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Runs statements in one transaction; completes when it is durable.</summary>
    /// <param name="work">The statements. It runs again if the transaction was undone: it changes nothing but the database.</param>
    /// <param name="cancellationToken">Gives up, until it is committed.</param>
    /// <exception cref="StorageUnavailableException">It was not written, or nobody knows whether it was: repeating it is safe.</exception>
    public Task<T> WriteAsync<T>(Func<Statements, Task<T>> work, CancellationToken cancellationToken) => RunAsync(
        async (connection, sent) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(new Statements(connection, Events, cancellationToken));
            sent();
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        },
        cancellationToken);

    /// <summary>Runs one statement that writes, and that may run twice; completes when it is durable.</summary>
    public Task<T> WriteOneAsync<T>(Func<Statements, Task<T>> statement, CancellationToken cancellationToken) =>
        RunAsync((connection, _) => statement(new Statements(connection, Events, cancellationToken)), cancellationToken);

    /// <summary>Reads what has been committed.</summary>
    public Task<T> ReadAsync<T>(Func<Statements, Task<T>> read, CancellationToken cancellationToken) => RunAsync(
        (connection, _) => read(new Statements(connection, Events, cancellationToken)), cancellationToken);

    /// <summary>Uses a connection. Until it calls back, it may run again if the connection turns out to be lost.</summary>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Action, Task<T>> use, CancellationToken cancellationToken)
    {
        var now = Current;
        if (!await now.Turns.WaitAsync(LongestWait, cancellationToken))
            throw new StorageUnavailableException("The database is busy: all connections are in use.");
        try
        {
            return await RunAsync(now.Source, use, cancellationToken);
        }
        finally
        {
            now.Turns.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(
                statements => statements.ValueAsync<bool>(
                    "SELECT EXISTS (SELECT 1 FROM installation) AND NOT pg_is_in_recovery() AND NOT current_setting('transaction_read_only')::boolean"),
                cancellationToken);
        }
        catch (Exception error) when (error is StorageUnavailableException or PostgresException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool IsReplaced() => false;

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NewestTimeAsync(CancellationToken cancellationToken) => AsTime(await ReadAsync(
        statements => statements.ListAsync(
            "SELECT greatest((SELECT at FROM events ORDER BY sequence DESC LIMIT 1), (SELECT max(rotated_at) FROM rotations))", row => row.NumberOrNull(0)),
        cancellationToken));

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> LastEndAsync(DateTimeOffset aliveAt, CancellationToken cancellationToken) => AsTime(await ReadAsync(
        statements => statements.ListAsync(
            """
            SELECT max(ends)
            FROM (
                SELECT least(coalesce(r.rotated_at, s.created_at) + s.idle_ms, s.absolute_expires_at) AS ends
                FROM sessions s
                JOIN rotations r ON r.session_id = s.id
                WHERE s.revoked_at IS NULL AND s.created_at <= @alive_at) AS alive
            WHERE ends > @alive_at
            """,
            row => row.NumberOrNull(0), ("@alive_at", aliveAt)),
        cancellationToken));

    /// <inheritdoc/>
    public string Describe() => opened is { } now ? $"PostgreSQL {location}, {now.Found}" : $"PostgreSQL {location}, not open";

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
            await last.Source.DisposeAsync();
        }
        finally
        {
            opening.Release();
        }
    }

    private static async Task<T> RunAsync<T>(NpgsqlDataSource source, Func<NpgsqlConnection, Action, Task<T>> use, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var sent = false;
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                return await use(connection, () => sent = true);
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                if (PostgreSqlFault.IsConnectionLost(error))
                    source.Clear();
                if (attempt < MostAttempts && (PostgreSqlFault.IsUndone(error) || (PostgreSqlFault.IsConnectionLost(error) && !sent)))
                    continue;
                var told = PostgreSqlFault.Translate(error);
                if (told != error)
                    throw told;
                throw;
            }
        }
    }

    private static DateTimeOffset? AsTime(List<long?> found) => found.Single() is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    // Whoever waits for a connection waits in turn, and not for the pool, which gives up as if the server could not be reached.
    private sealed record Opened(NpgsqlDataSource Source, SemaphoreSlim Turns, string Found);
}
