namespace Tandem.Sqlite.Engine;

/// <summary>One write on its way through <see cref="SqliteWriter"/>.</summary>
internal abstract class PendingWrite
{
    private const int Waiting = 0;
    private const int Taken = 1;

    private int state = Waiting;

    /// <summary>
    /// Whether it is more than one statement. A single statement undoes itself when it fails; several need a savepoint, so that a
    /// failure leaves the neighbours in the group alone.
    /// </summary>
    public abstract bool NeedsSavepoint { get; }

    /// <summary>Whether nothing of what it removes may stay readable: the write-ahead log is emptied before the caller hears of it.</summary>
    public abstract bool Erases { get; }

    /// <summary>Claims it, for running or for cancelling; only the first claim succeeds.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    /// <summary>Runs its statements inside the group's transaction.</summary>
    public abstract void Run(PreparedConnection connection);

    /// <summary>Tells the caller the result: the transaction is durable.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing was written, or that it is not known.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>A write with a result.</summary>
internal sealed class PendingWrite<T>(Func<PreparedConnection, T> work, bool needsSavepoint, bool erases) : PendingWrite
{
    // Callers must not run on the writer's thread.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration registration;
    private T result = default!;

    /// <inheritdoc/>
    public override bool NeedsSavepoint => needsSavepoint;

    /// <inheritdoc/>
    public override bool Erases => erases;

    /// <summary>The caller's side.</summary>
    public Task<T> Completion => completion.Task;

    /// <summary>Withdraws it when <paramref name="cancellationToken"/> fires before it was begun.</summary>
    public void CancelWith(CancellationToken cancellationToken) =>
        registration = cancellationToken.UnsafeRegister(
            static (self, token) =>
            {
                var write = (PendingWrite<T>)self!;
                if (write.TryTake())
                    write.completion.TrySetCanceled(token);
            },
            this);

    /// <inheritdoc/>
    public override void Run(PreparedConnection connection) => result = work(connection);

    /// <inheritdoc/>
    public override void Complete()
    {
        registration.Unregister();
        completion.SetResult(result);
    }

    /// <inheritdoc/>
    public override void Fail(Exception error)
    {
        registration.Unregister();
        completion.SetException(error);
    }
}
