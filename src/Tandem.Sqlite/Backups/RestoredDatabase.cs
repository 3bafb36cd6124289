using Tandem.Operations;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.SecurityEvents;

namespace Tandem.Sqlite.Backups;

/// <summary>Makes harmless what a backup brings back: what was ended, changed or destroyed after it was made.</summary>
internal static class RestoredDatabase
{
    /// <summary>More steps than the revocation feed can have made between a backup and its restoration.</summary>
    private const long Beyond = 1_000_000;

    /// <summary>
    /// In one transaction: destroys the signing keys, so that no access token of before is accepted; forgets tickets, which may have been
    /// used since; raises every account's epoch beyond those that were handed out since, and tells the revocation feed; ends the sessions
    /// unless they are to go on; writes the event. Locks and counters of sign-ins stay as they were.
    /// </summary>
    public static Task<BackupRestored> DisarmAsync(
        SqliteDatabase database, bool keepSessions, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var backedUpAt = NewestTime.Find(connection)?.At ?? now;
            var alive = CountAlive(connection, now);
            DestroySigningKeys(connection, now);
            connection.Execute("DELETE FROM tickets");
            if (!keepSessions)
                EndSessions(connection, now);
            RaiseEpochs(connection, now);
            var restored = new BackupRestored(backedUpAt, keepSessions ? 0 : alive, keepSessions ? alive : 0)
            {
                At = now > backedUpAt ? now : backedUpAt,
                Context = EventContext.Local,
            };
            EventRows.Append(connection, restored);
            return restored;
        },
        cancellationToken);

    private static long CountAlive(PreparedConnection connection, DateTimeOffset now) => connection.List(
        """
        SELECT count(*)
        FROM sessions s JOIN rotations r ON r.session_number = s.number JOIN accounts a ON a.number = s.account_number
        WHERE s.revoked_at IS NULL AND @now < ifnull(r.rotated_at, s.created_at) + s.idle_ms
          AND (s.absolute_expires_at IS NULL OR @now < s.absolute_expires_at)
          AND a.status = 1 AND a.session_epoch = s.session_epoch
        """,
        row => row.GetInt64(0),
        ("@now", now)).Single();

    // The next start finds none that could sign, and makes new ones.
    private static void DestroySigningKeys(PreparedConnection connection, DateTimeOffset now) => connection.Execute(
        "UPDATE signing_keys SET state = @destroyed, destroyed_at = @now, wrapped_private_key = x'' WHERE state <> @destroyed",
        ("@destroyed", SigningKeyState.Destroyed), ("@now", now));

    // Those that are over by their lifetime as well: a clock that is set back must not bring them back.
    private static void EndSessions(PreparedConnection connection, DateTimeOffset now) => connection.Execute(
        "UPDATE sessions SET revoked_at = @now, revoke_reason = @reason WHERE revoked_at IS NULL",
        ("@now", now), ("@reason", SessionEnd.Restored));

    private static void RaiseEpochs(PreparedConnection connection, DateTimeOffset now)
    {
        // As Account.NextEpoch: above whatever was handed out since the backup.
        connection.Execute("UPDATE accounts SET epoch = max(epoch + 1, @now_seconds)", ("@now_seconds", now.AddMinutes(1).ToUnixTimeSeconds()));

        // Whoever follows the feed has a position that the backup may not have reached.
        if (connection.Execute("UPDATE sqlite_sequence SET seq = seq + @beyond WHERE name = 'revocations'", ("@beyond", Beyond)) == 0)
            connection.Execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('revocations', @beyond)", ("@beyond", Beyond));
        connection.Execute(
            "INSERT INTO revocations (at, session_id, account_id, epoch) SELECT @now, NULL, id, epoch FROM accounts", ("@now", now));
    }
}
