using System.Collections.Concurrent;

using Tandem.AccessTokens;
using Tandem.Sessions;

namespace Tandem.Refresh;

/// <summary>
/// Collects proof that answers were delivered: an access token seen later than the settling time after it was issued was kept by its
/// client, and so was the refresh token beside it. Written in batches, off the verifying path; losing some costs nothing.
/// </summary>
internal sealed class DeliveryConfirmations(SessionPolicy policy)
{
    private const int Bound = 100_000;
    private readonly ConcurrentDictionary<Guid, Sighting> waiting = new();
    private readonly ConcurrentDictionary<Guid, Sighting> written = new();

    /// <summary>Notes a validated access token.</summary>
    public void Observe(AccessToken token, DateTimeOffset now)
    {
        if (!policy.ProvesDelivery(token.IssuedAt, now))
            return;
        var seen = new Sighting(token.Generation, token.IssuedAt);
        if (written.TryGetValue(token.SessionId, out var known) && !seen.IsNewerThan(known))
            return;
        if (waiting.Count < Bound)
            waiting.AddOrUpdate(token.SessionId, seen, (_, present) => seen.IsNewerThan(present) ? seen : present);
    }

    /// <summary>Writes what has been collected.</summary>
    public async Task FlushAsync(ISessionStore store, CancellationToken cancellationToken)
    {
        var batch = waiting.ToArray();
        if (batch.Length == 0)
            return;
        await store.ConfirmAsync([.. batch.Select(entry => new DeliveredGeneration(entry.Key, entry.Value.Generation, entry.Value.IssuedAt))], cancellationToken);
        if (written.Count > Bound)
            written.Clear();
        foreach (var entry in batch)
        {
            written[entry.Key] = entry.Value;
            waiting.TryRemove(entry);
        }
    }

    /// <summary>
    /// What was seen. The latest counts, not the highest generation: after lost commits a generation is handed out again, and is written
    /// again.
    /// </summary>
    private readonly record struct Sighting(long Generation, DateTimeOffset IssuedAt)
    {
        public bool IsNewerThan(Sighting other) => IssuedAt > other.IssuedAt;
    }
}
