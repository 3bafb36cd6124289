using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Testing;

/// <summary>Looks past the endpoints, into what was stored.</summary>
internal static class TandemHostStorage
{
    /// <summary>All events of a kind so far.</summary>
    public static async Task<IReadOnlyList<T>> EventsAsync<T>(this TandemHost host) where T : SecurityEvent
    {
        const int page = 1000;
        var found = new List<T>();
        long after = 0;
        IReadOnlyList<EventRecord> records;
        do
        {
            records = await host.Get<IEventStore>().ReadAsync(after, page, CancellationToken.None);
            found.AddRange(records.Select(record => record.Event).OfType<T>());
            after = records.Count > 0 ? records[^1].Sequence : after;
        }
        while (records.Count == page);
        return found;
    }

    /// <summary>All events of a kind about a session.</summary>
    public static async Task<IReadOnlyList<T>> EventsAsync<T>(this TandemHost host, Guid sessionId) where T : SecurityEvent =>
        [.. (await host.EventsAsync<T>()).Where(reported => reported.SessionId == sessionId)];

    /// <summary>A session as stored.</summary>
    public static async Task<Session> SessionAsync(this TandemHost host, Guid sessionId) =>
        (await host.Get<ISessionStore>().FindAsync(sessionId, CancellationToken.None))!.Session;

    /// <summary>Whether a session is still stored, alive or over.</summary>
    public static async Task<bool> IsStoredAsync(this TandemHost host, Guid sessionId) =>
        await host.Get<ISessionStore>().FindAsync(sessionId, CancellationToken.None) is not null;
}
