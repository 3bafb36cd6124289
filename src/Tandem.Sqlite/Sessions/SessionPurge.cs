using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Sessions;

/// <summary>
/// Removes sessions that are over by their lifetimes. No index leads to them, since a refresh would have to keep it: they are looked
/// for beside the writer, and each is tested again when it is removed.
/// </summary>
internal static class SessionPurge
{
    // Their rotations go with them.
    private const string Over =
        """
        ((SELECT ifnull(r.rotated_at, created_at) + idle_ms FROM rotations r WHERE r.session_number = number) < @before
         OR absolute_expires_at < @before)
        """;

    public static List<byte[]> Find(PreparedConnection connection, DateTimeOffset before, int limit) => connection.List(
        $"SELECT id FROM sessions WHERE {Over} LIMIT @limit", row => row.Bytes(0), ("@before", before), ("@limit", limit));

    public static int Remove(PreparedConnection connection, DateTimeOffset before, IEnumerable<byte[]> ids) => ids.Sum(
        id => connection.Execute($"DELETE FROM sessions WHERE id = @id AND {Over}", ("@id", id), ("@before", before)));
}
