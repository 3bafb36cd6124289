namespace Tandem.Sqlite.Engine;

/// <summary>Cuts a purge into transactions so short that refreshes hardly wait for them.</summary>
internal static class PurgeBatches
{
    private const int Largest = 256;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Leaves the writer to others for twice as long as a batch took it. A purge is never urgent, and a refresh that comes meanwhile waits for nothing.
    /// Time of the machine, whatever clock the installation goes by.
    /// </summary>
    public static Task PauseAfterAsync(TimeSpan worked, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromTicks(Math.Clamp(2 * worked.Ticks, TimeSpan.TicksPerMillisecond, LongestPause.Ticks)), TimeProvider.System, cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> rows.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="remove">Removes up to so many in one transaction, and tells how many it found.</param>
    public static async Task<int> RunAsync(int limit, Func<int, Task<int>> remove)
    {
        var total = 0;
        while (total < limit)
        {
            var batch = Math.Min(Largest, limit - total);
            var removed = await remove(batch);
            total += removed;
            if (removed < batch)
                break;
        }

        return total;
    }
}
