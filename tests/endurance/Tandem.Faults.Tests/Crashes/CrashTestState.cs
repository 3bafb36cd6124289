using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>What the users share: the server of the moment, the storage beside it, and the history.</summary>
internal sealed class CrashTestState(ServedFolder folder)
{
    private TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public History History { get; } = new();

    /// <summary>The server that runs now.</summary>
    public ServedProcess Server { get; set; } = null!;

    /// <summary>The storage in this process, open for as long as it is here; null when each change opens its own.</summary>
    public OpenedStorage? Storage { get; set; }

    /// <summary>When the users should come to rest.</summary>
    public Task Ended => ended.Task;

    public void Begin() => ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void End() => ended.TrySetResult();

    /// <summary>Changes something beside the server, as the command line does.</summary>
    public async Task ChangeAsync(Func<OpenedStorage, Task> change)
    {
        if (Storage is { } held)
        {
            await change(held);
            return;
        }

        await using var opened = await folder.OpenAsync();
        await change(opened);
    }
}
