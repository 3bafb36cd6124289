namespace Tandem.PostgreSql.Engine;

/// <summary>Cuts a purge into short transactions, with pauses for the others.</summary>
internal static class PurgeBatches
{
    private const int Largest = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Lets others go first. Time of the machine, whatever clock the installation goes by.</summary>
    public static Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(Pause, TimeProvider.System, cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> rows.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="remove">Removes up to so many in one transaction, and tells how many it found.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> RunAsync(int limit, Func<int, Task<int>> remove, CancellationToken cancellationToken)
    {
        var total = 0;
        while (total < limit)
        {
            var batch = Math.Min(Largest, limit - total);
            var removed = await remove(batch);
            total += removed;
            if (removed < batch)
                break;
            await PauseAsync(cancellationToken);
        }

        return total;
    }
}
