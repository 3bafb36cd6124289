namespace Tandem.Client.Tests.Support;

/// <summary>Requests to a path that wait until they are released.</summary>
public sealed class HeldPath(Action stop)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Until a request is there.</summary>
    public Task Arrived => arrived.Task.WaitAsync(Patience);

    /// <summary>Until its connection is closed.</summary>
    public Task Gone => gone.Task.WaitAsync(Patience);

    /// <summary>Lets it go, and those that come later.</summary>
    public void Release()
    {
        stop();
        released.TrySetResult();
    }

    internal async Task WaitAsync(CancellationToken aborted)
    {
        arrived.TrySetResult();
        await using var watch = aborted.Register(() => gone.TrySetResult());
        await Task.WhenAny(released.Task, gone.Task);
    }
}
