namespace Tandem.Sqlite.Engine;

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

    /// <summary>Withdraws it when <paramref name="cancellation"/> fires before it was begun.</summary>
    public void CancelWith(CancellationToken cancellation) =>
        registration = cancellation.UnsafeRegister(
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
