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
        SELECT s.id, a.id, s.account_epoch, s.secret_hash, r.issued, r.base, r.used, r.converge_from, r.rotated_at, r.confirmed,
               s.persistent, s.created_at, s.authenticated_at, s.amr, s.idle_ms, s.absolute_expires_at, s.revoked_at, s.revoke_reason,
               s.delivery, s.user_agent, s.address_prefix,
               {AccountRows.Columns}
        FROM sessions s
        JOIN rotations r ON r.session_number = s.number
        JOIN accounts a ON a.number = s.account_number
        """;

    private const int ColumnCount = 21;

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
        Rotation = new(row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.TimeOrNull(8), row.GetInt64(9)),
        Persistent = row.Flag(10),
        CreatedAt = row.Time(11),
        AuthenticatedAt = row.Time(12),
        AuthenticationMethods = row.Names(13),
        IdleLifetime = row.Duration(14),
        AbsoluteExpiresAt = row.TimeOrNull(15),
        RevokedAt = row.TimeOrNull(16),
        RevokedBecause = row.IsDBNull(17) ? null : (SessionEnd)row.GetInt32(17),
        Delivery = (SessionDelivery)row.GetInt32(18),
        Client = new(row.GetString(19), row.GetString(20)),
    };
}
