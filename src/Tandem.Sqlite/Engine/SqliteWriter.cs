using Tandem.Platform;

namespace Tandem.Sqlite.Engine;

/// <summary>
/// The one writer of this process. Writes that wait together share a transaction, and with it the wait for the disk; a write that
/// comes alone goes at once. Callers hear of the outcome after the commit.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Writes in one transaction, at most.</summary>
    public const int LargestGroup = 512;

    /// <summary>Writes that may wait; more are refused rather than let wait for longer than callers do.</summary>
    public const int Capacity = 16_384;

    private readonly WriteQueue queue = new(Capacity);

    // Without a write from one tick to the next, the writer is idle.
    private static readonly TimeSpan IdleTick = TimeSpan.FromSeconds(1);

    private readonly WriteGroup group;
    private readonly ITimer idle;
    private readonly Task loop;
    private readonly WriteAheadLog log;
    private int queuedSinceTick;
    private bool isIdle;

    /// <summary>Starts the writer.</summary>
    /// <param name="open">Opens its connection, at first use and again after a fault.</param>
    /// <param name="log">The write-ahead log of its database.</param>
    /// <param name="metrics">What is told of it.</param>
    /// <param name="time">Tells when it is idle.</param>
    public SqliteWriter(Func<PreparedConnection> open, WriteAheadLog log, StorageMetrics metrics, TimeProvider time)
    {
        this.log = log;
        group = new WriteGroup(open, log, metrics);
        idle = time.CreateTimer(_ => Tick(), null, IdleTick, IdleTick);
        loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Transactions and writes that storage trouble has undone, so far.</summary>
    public long Failures => group.Failures;

    /// <summary>Queues a write of any number of statements; they take effect together or not at all.</summary>
    public Task<T> WriteAsync<T>(Func<PreparedConnection, T> work, CancellationToken cancellationToken) =>
        Enqueue(new PendingWrite<T>(work, needsSavepoint: true, erases: false), cancellationToken);

    /// <summary>Queues a write after which nothing of what it removed is left, neither in the database nor in its log.</summary>
    public Task<T> EraseAsync<T>(Func<PreparedConnection, T> work, CancellationToken cancellationToken) =>
        Enqueue(new PendingWrite<T>(work, needsSavepoint: true, erases: true), cancellationToken);

    /// <summary>Queues a write of exactly one statement, which is cheaper.</summary>
    public Task<T> WriteOneAsync<T>(Func<PreparedConnection, T> statement, CancellationToken cancellationToken) =>
        Enqueue(new PendingWrite<T>(statement, needsSavepoint: false, erases: false), cancellationToken);

    /// <summary>Finishes what waits, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await idle.DisposeAsync();
        queue.Close();
        await loop;
    }

    private Task<T> Enqueue<T>(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        write.CancelWith(cancellationToken);
        Volatile.Write(ref queuedSinceTick, 1);
        if (!queue.TryAdd(write) && write.TryTake())
            write.Fail(queue.IsClosed ? Closed() : Busy());
        return write.Completion;
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref queuedSinceTick, 0) != 0 || !log.WantsIdleMoment)
            return;
        Volatile.Write(ref isIdle, true);

        // One that is taken already only wakes the writer.
        var wake = new PendingWrite<object?>(_ => null, needsSavepoint: false, erases: false);
        wake.TryTake();
        queue.TryAdd(wake);
    }

    private void Run()
    {
        try
        {
            while (queue.Wait())
            {
                group.Run(queue, LargestGroup);
                if (Interlocked.Exchange(ref isIdle, false))
                    group.RunIdle();
            }
        }
        finally
        {
            // Should the loop ever die of an error, nobody must wait for it.
            queue.Close();
            while (queue.Take() is { } write)
                write.Fail(Closed());

            group.Dispose();
        }
    }

    private static StorageUnavailableException Closed() => new("The storage is closed.");

    private static StorageUnavailableException Busy() => new($"The storage is busy: {Capacity} writes are waiting.");
}
