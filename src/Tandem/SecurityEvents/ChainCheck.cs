using Tandem.Platform;

namespace Tandem.SecurityEvents;

/// <summary>Walks the chain of an event log in batches, while the log may grow and retention may shorten it.</summary>
internal static class ChainCheck
{
    private const int Batch = 1000;

    /// <summary>Checks the whole chain.</summary>
    /// <param name="store">The log.</param>
    /// <param name="sealer">With the log's key.</param>
    /// <param name="known">A head that an earlier check told, or null.</param>
    /// <param name="progress">Is told the last row checked so far and the last row there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public static async Task<ChainReport> RunAsync(
        IEventStore store, EventSealer sealer, ChainLink? known, Action<long, long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(progress);
        var state = await store.FindChainAsync(cancellationToken);
        var walk = new ChainVerifier(sealer, state?.Anchor ?? ChainLink.Start, known);
        long after = 0;
        while (true)
        {
            after = await WalkAsync(after, state?.LastSequence ?? long.MaxValue);
            if (!walk.HasUnreportedErasures)
                return walk.End(state);

            // An erasure during the walk is told by an event behind what was its end.
            var grown = await store.FindChainAsync(cancellationToken);
            if (grown is null || grown.LastSequence == state?.LastSequence)
                return walk.End(state);
            state = grown;
        }

        async Task<long> WalkAsync(long from, long until)
        {
            while (await store.ReadAsync(new EventQuery { After = from }, Batch, cancellationToken) is { Count: > 0 } rows)
            {
                // Retention may have removed rows since the walk began; then the log says so.
                if (rows[0].Sequence > walk.LastSequence + 1 && await store.FindChainAsync(cancellationToken) is { } now
                    && sealer.IsAnchor(now))
                    walk.Skip(now.Anchor);
                foreach (var row in rows)
                {
                    if (row.Sequence > until)
                        return from;
                    walk.Add(row);
                    from = row.Sequence;
                }

                progress(from, until);
            }

            return from;
        }
    }
}
