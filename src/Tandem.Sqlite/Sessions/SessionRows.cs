using Microsoft.Data.Sqlite;

using Tandem.Sessions;
using Tandem.Sqlite.Accounts;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Sessions;

/// <summary>Reads sessions with their accounts.</summary>
internal static class SessionRows
{
    private const string Columns =
        $"""
        s.id, a.id, s.session_epoch, s.secret_hash, r.issued, r.base, r.used, r.rotated_at, r.confirmed,
        s.persistent, s.created_at, s.authenticated_at, s.amr, s.idle_ms, s.absolute_expires_at, s.revoked_at, s.revoke_reason,
        s.delivery, s.user_agent, s.address_prefix,
        {AccountRows.Columns}
        """;

    // The index holds those that were ended elsewhere: they are not read.
    private const string OfAccount =
        $"""
        SELECT {Columns}, s.number
        FROM accounts a
        CROSS JOIN sessions s ON s.account_number = a.number AND s.session_epoch = a.session_epoch AND s.revoked_at IS NULL
        CROSS JOIN rotations r ON r.session_number = s.number
        WHERE a.id = @account_id
        """;

    private const int ColumnCount = 20;

    public static StoredSession? Find(PreparedConnection connection, Guid sessionId) => connection.Find(
        $"""
        SELECT {Columns}
        FROM sessions s
        JOIN rotations r ON r.session_number = s.number
        JOIN accounts a ON a.number = s.account_number
        WHERE s.id = @id
        """,
        ReadStored, ("@id", sessionId));

    /// <summary>Of an account's sessions that were not ended, the latest before <paramref name="before"/>, the latest sign-in first.</summary>
    public static List<(long Place, StoredSession Stored)> ListLatest(
        PreparedConnection connection, Guid accountId, long before, int limit) => connection.List(
        $"{OfAccount} AND s.number < @before ORDER BY s.number DESC LIMIT @limit",
        row => (row.GetInt64(ColumnCount + AccountRows.ColumnCount), ReadStored(row)),
        ("@account_id", accountId), ("@before", before), ("@limit", limit));

    /// <summary>Of an account's sessions that were not ended, the earliest sign-ins.</summary>
    public static List<StoredSession> ListEarliest(PreparedConnection connection, Guid accountId, int limit) => connection.List(
        $"{OfAccount} ORDER BY s.number LIMIT @limit", ReadStored, ("@account_id", accountId), ("@limit", limit));

    /// <summary>How many of an account's sessions were not ended, up to <paramref name="limit"/>.</summary>
    public static int Count(PreparedConnection connection, Guid accountId, int limit) => connection.List(
        """
        SELECT count(*)
        FROM (
            SELECT 1
            FROM accounts a
            CROSS JOIN sessions s ON s.account_number = a.number AND s.session_epoch = a.session_epoch AND s.revoked_at IS NULL
            WHERE a.id = @account_id
            LIMIT @limit)
        """,
        row => row.GetInt32(0), ("@account_id", accountId), ("@limit", limit)).Single();

    /// <summary>Where a session of an account stands in the order of sign-ins; null when it is none of the account's.</summary>
    public static long? Place(PreparedConnection connection, Guid accountId, Guid sessionId) => connection.List<long?>(
        """
        SELECT s.number
        FROM sessions s JOIN accounts a ON a.number = s.account_number
        WHERE s.id = @id AND a.id = @account_id
        """,
        row => row.GetInt64(0), ("@id", sessionId), ("@account_id", accountId)).SingleOrDefault();

    private static StoredSession ReadStored(SqliteDataReader row) => new(Read(row), AccountRows.Read(row, ColumnCount));

    private static Session Read(SqliteDataReader row) => new()
    {
        Id = row.Identifier(0),
        AccountId = row.Identifier(1),
        SessionEpoch = row.GetInt64(2),
        SecretHash = row.Bytes(3),
        Rotation = new(row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.TimeOrNull(7), row.GetInt64(8)),
        Persistent = row.Flag(9),
        CreatedAt = row.Time(10),
        AuthenticatedAt = row.Time(11),
        AuthenticationMethods = row.Names(12),
        IdleLifetime = row.Duration(13),
        AbsoluteExpiresAt = row.TimeOrNull(14),
        RevokedAt = row.TimeOrNull(15),
        RevokedBecause = row.IsDBNull(16) ? null : (SessionEnd)row.GetInt32(16),
        Delivery = (SessionDelivery)row.GetInt32(17),
        Client = new(row.GetString(18), row.GetString(19)),
    };
}
