using Tandem.Events;

namespace Tandem.Storage;

/// <summary>The log of security events.</summary>
public interface IEventStore
{
    /// <summary>Writes an event that reports no change of its own.</summary>
    Task AppendAsync(SecurityEvent reported, CancellationToken cancellation);

    /// <summary>Events after a position, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<EventRecord>> ReadAsync(long after, int limit, CancellationToken cancellation);
}
