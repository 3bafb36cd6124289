using System.Data.Common;

using Tandem.PostgreSql.Accounts;
using Tandem.PostgreSql.Engine;
using Tandem.Sessions;

namespace Tandem.PostgreSql.Sessions;

/// <summary>Reads sessions with their accounts.</summary>
internal static class SessionRows
{
    // What ReadStored expects.
    private const string Columns =
        $"""
        s.id, a.id, s.session_epoch, s.secret_hash, r.issued, r.base, r.used, r.rotated_at, r.confirmed,
        s.persistent, s.created_at, s.authenticated_at, s.amr, s.idle_ms, s.absolute_expires_at, s.revoked_at, s.revoke_reason,
        s.delivery, s.user_agent, s.address_prefix,
        {AccountRows.Columns}
        """;

    private const int OwnColumnCount = 20;

    // The index holds none that was ended elsewhere.
    private const string OfAccount =
        $"""
        SELECT {Columns}, s.number
        FROM accounts a
        JOIN sessions s ON s.account_id = a.id AND s.session_epoch = a.session_epoch AND s.revoked_at IS NULL
        JOIN rotations r ON r.session_id = s.id
        WHERE a.id = @account_id
        """;

    public static Task<StoredSession?> FindAsync(Statements statements, Guid sessionId) => statements.FindAsync(
        $"""
        SELECT {Columns}
        FROM sessions s
        JOIN rotations r ON r.session_id = s.id
        JOIN accounts a ON a.id = s.account_id
        WHERE s.id = @id
        """,
        ReadStored, ("id", sessionId));

    /// <summary>Of an account's sessions that were not ended, the latest before <paramref name="before"/>, the latest sign-in first.</summary>
    public static Task<List<(long Place, StoredSession Stored)>> ListLatestAsync(
        Statements statements, Guid accountId, long before, int limit) => statements.ListAsync(
        $"{OfAccount} AND s.number < @before ORDER BY s.number DESC LIMIT @limit",
        row => (row.GetInt64(OwnColumnCount + AccountRows.ColumnCount), ReadStored(row)), ("account_id", accountId), ("before", before), ("limit", limit));

    /// <summary>Of an account's sessions that were not ended, the earliest sign-ins.</summary>
    public static Task<List<StoredSession>> ListEarliestAsync(Statements statements, Guid accountId, int limit) => statements.ListAsync(
        $"{OfAccount} ORDER BY s.number LIMIT @limit", ReadStored, ("account_id", accountId), ("limit", limit));

    /// <summary>How many of an account's sessions were not ended, up to <paramref name="limit"/>.</summary>
    public static async Task<int> CountAsync(Statements statements, Guid accountId, int limit) => (int)await statements.ValueAsync<long>(
        """
        SELECT count(*)
        FROM (
            SELECT 1
            FROM accounts a
            JOIN sessions s ON s.account_id = a.id AND s.session_epoch = a.session_epoch AND s.revoked_at IS NULL
            WHERE a.id = @account_id
            LIMIT @limit) AS counted
        """,
        ("account_id", accountId), ("limit", limit));

    /// <summary>Where a session of an account stands in the order of sign-ins; null when it is none of the account's.</summary>
    public static async Task<long?> PlaceAsync(Statements statements, Guid accountId, Guid sessionId) =>
        (await statements.ListAsync(
            "SELECT number FROM sessions WHERE id = @id AND account_id = @account_id", row => row.NumberOrNull(0), ("id", sessionId), ("account_id", accountId)))
        .SingleOrDefault();

    private static StoredSession ReadStored(DbDataReader row) => new(Read(row), AccountRows.Read(row, OwnColumnCount));

    private static Session Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        AccountId = row.GetGuid(1),
        SessionEpoch = row.GetInt64(2),
        SecretHash = row.Bytes(3),
        Rotation = new(row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.TimeOrNull(7), row.GetInt64(8)),
        Persistent = row.GetBoolean(9),
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
