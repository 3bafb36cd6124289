using Microsoft.Data.Sqlite;

using Tandem.Sessions;
using Tandem.Sqlite.Accounts;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Sessions;

/// <summary>Reads sessions with their accounts.</summary>
internal static class SessionRows
{
    private const string Select =
        $"""
        SELECT s.id, a.id, s.account_epoch, s.secret_hash, r.issued, r.base, r.used, r.rotated_at, r.confirmed,
               s.persistent, s.created_at, s.authenticated_at, s.amr, s.idle_ms, s.absolute_expires_at, s.revoked_at, s.revoke_reason,
               s.delivery, s.user_agent, s.address_prefix,
               {AccountRows.Columns}
        FROM sessions s
        JOIN rotations r ON r.session_number = s.number
        JOIN accounts a ON a.number = s.account_number
        """;

    private const int ColumnCount = 20;

    public static StoredSession? Find(PreparedConnection connection, Guid sessionId) =>
        connection.Find($"{Select} WHERE s.id = @id", ReadStored, ("@id", sessionId));

    /// <summary>Sessions of an account that are alive at <paramref name="now"/>.</summary>
    public static IEnumerable<Session> ListAlive(PreparedConnection connection, Guid accountId, DateTimeOffset now) => connection
        .List($"{Select} WHERE a.id = @account_id AND s.revoked_at IS NULL", ReadStored, ("@account_id", accountId))
        .Where(stored => stored.EndedBy(now) is null)
        .Select(stored => stored.Session);

    private static StoredSession ReadStored(SqliteDataReader row) => new(Read(row), AccountRows.Read(row, ColumnCount));

    private static Session Read(SqliteDataReader row) => new()
    {
        Id = row.Identifier(0),
        AccountId = row.Identifier(1),
        AccountEpoch = row.GetInt64(2),
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
