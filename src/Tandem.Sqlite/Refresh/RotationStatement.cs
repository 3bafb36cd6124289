using Microsoft.Data.Sqlite;

using Tandem.Accounts;
using Tandem.Sessions;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Refresh;

/// <summary>
/// The statement of the common path. Its condition is <see cref="RotationOutcome.Rotate"/> of <see cref="RotationDecision"/>, which a
/// test compares it with; what changes there changes here.
/// </summary>
internal static class RotationStatement
{
    private const string Sql =
        """
        UPDATE sessions
        SET used = @generation,
            converge_from = @generation,
            base = issued,
            issued = issued + 1,
            rotated_at = max(ifnull(rotated_at, @now), @now),
            user_agent = @user_agent,
            address_prefix = @address_prefix
        WHERE id = @id
          AND secret_hash = @secret_hash
          AND base < @generation AND @generation <= issued
          AND (rotated_at IS NULL OR @settled_after = 0 OR @now - rotated_at >= @settled_after)
          AND revoked_at IS NULL
          AND @now < ifnull(rotated_at, created_at) + idle_ms
          AND (absolute_expires_at IS NULL OR @now < absolute_expires_at)
          AND account_epoch = (SELECT a.epoch FROM accounts a WHERE a.id = sessions.account_id AND a.status = 1)
        RETURNING
            account_id, account_epoch, issued, rotated_at, confirmed, persistent, created_at, authenticated_at, amr, idle_ms,
            absolute_expires_at, delivery,
            (SELECT a.email FROM accounts a WHERE a.id = sessions.account_id),
            (SELECT a.email_verified FROM accounts a WHERE a.id = sessions.account_id),
            (SELECT a.display_name FROM accounts a WHERE a.id = sessions.account_id),
            (SELECT a.roles FROM accounts a WHERE a.id = sessions.account_id),
            (SELECT a.created_at FROM accounts a WHERE a.id = sessions.account_id)
        """;

    public static StoredSession? Run(PreparedConnection connection, SessionRotation rotation) => connection.Find(
        Sql,
        row => Read(row, rotation),
        ("@id", rotation.SessionId), ("@secret_hash", rotation.SecretHash), ("@generation", rotation.Generation), ("@now", rotation.Now),
        ("@settled_after", SettledAfter(rotation.SettlingTime)), ("@user_agent", rotation.Client.UserAgent),
        ("@address_prefix", rotation.Client.AddressPrefix));

    // "Older than the settling time", in whole milliseconds; 0 for no settling time at all.
    private static long SettledAfter(TimeSpan settlingTime) =>
        settlingTime > TimeSpan.Zero ? settlingTime.Ticks / TimeSpan.TicksPerMillisecond + 1 : 0;

    // What the condition and the assignments fix is not read back.
    private static StoredSession Read(SqliteDataReader row, SessionRotation rotation)
    {
        var accountId = row.Identifier(0);
        var epoch = row.GetInt64(1);
        var issued = row.GetInt64(2);
        var session = new Session
        {
            Id = rotation.SessionId,
            AccountId = accountId,
            AccountEpoch = epoch,
            SecretHash = rotation.SecretHash,
            Rotation = new(issued, issued - 1, rotation.Generation, rotation.Generation, row.Time(3), row.GetInt64(4)),
            Persistent = row.Flag(5),
            CreatedAt = row.Time(6),
            AuthenticatedAt = row.Time(7),
            AuthenticationMethods = row.Names(8),
            IdleLifetime = row.Duration(9),
            AbsoluteExpiresAt = row.TimeOrNull(10),
            Delivery = (SessionDelivery)row.GetInt32(11),
            Client = rotation.Client,
        };
        var account = new Account
        {
            Id = accountId,
            Email = row.GetString(12),
            EmailVerified = row.Flag(13),
            DisplayName = row.TextOrNull(14),
            Roles = row.Names(15),
            Status = AccountStatus.Active,
            Epoch = epoch,
            CreatedAt = row.Time(16),
        };
        return new(session, account);
    }
}
