namespace Tandem.Sqlite.Engine;

/// <summary>Cuts a purge into transactions so short that refreshes hardly wait for them.</summary>
internal static class PurgeBatches
{
    private const int Largest = 256;

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
