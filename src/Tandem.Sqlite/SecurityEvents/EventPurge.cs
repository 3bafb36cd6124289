using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.SecurityEvents;

/// <summary>
/// Removes the oldest events. Only ever from the beginning: a gap would break the chain. One event whose time lies wrongly in the future
/// keeps what comes after it until then.
/// </summary>
internal static class EventPurge
{
    public static int Remove(PreparedConnection connection, DateTimeOffset before, int limit)
    {
        var old = connection.List(
            "SELECT sequence, at, link FROM events ORDER BY sequence LIMIT @limit",
            row => (Sequence: row.GetInt64(0), At: row.Time(1), Link: row.GetValue(2) as byte[]),
            ("@limit", limit)).TakeWhile(row => row.At < before).ToList();
        if (old.Count == 0 || EventChain.Find(connection) is not { } chain)
            return 0;

        // A row without a link is not part of the chain; what follows it continues the one before.
        var link = old.LastOrDefault(row => row.Link is not null).Link ?? chain.Anchor.Value;
        EventChain.MoveAnchor(connection, new(old[^1].Sequence, link));
        return connection.Execute("DELETE FROM events WHERE sequence <= @last", ("@last", old[^1].Sequence));
    }
}
