using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Sessions;

/// <summary>
/// Statements that change sessions, off the common path. The column <c>converge_from</c> is written for nodes of the version before, which
/// read it, and read by nobody else.
/// </summary>
internal static class SessionWrites
{
    public static void Insert(PreparedConnection connection, Session session)
    {
        connection.Execute(
            """
            INSERT INTO sessions
                (id, account_number, session_epoch, secret_hash, persistent, created_at, authenticated_at, amr, idle_ms,
                 absolute_expires_at, revoked_at, revoke_reason, delivery, user_agent, address_prefix)
            VALUES
                (@id, (SELECT number FROM accounts WHERE id = @account_id), @session_epoch, @secret_hash, @persistent, @created_at,
                 @authenticated_at, @amr, @idle_ms, @absolute_expires_at, @revoked_at, @revoke_reason, @delivery, @user_agent,
                 @address_prefix)
            """,
            ("@id", session.Id), ("@account_id", session.AccountId), ("@session_epoch", session.SessionEpoch),
            ("@secret_hash", session.SecretHash), ("@persistent", session.Persistent), ("@created_at", session.CreatedAt),
            ("@authenticated_at", session.AuthenticatedAt), ("@amr", session.AuthenticationMethods), ("@idle_ms", session.IdleLifetime),
            ("@absolute_expires_at", session.AbsoluteExpiresAt), ("@revoked_at", session.RevokedAt),
            ("@revoke_reason", session.RevokedBecause), ("@delivery", session.Delivery), ("@user_agent", session.Client.UserAgent),
            ("@address_prefix", session.Client.AddressPrefix));
        SessionPurge.Note(connection, session.ExpiresAt);
        connection.Execute(
            """
            INSERT INTO rotations (session_number, issued, base, used, converge_from, rotated_at, confirmed)
            VALUES (last_insert_rowid(), @issued, @base, @used, @used, @rotated_at, @confirmed)
            """,
            ("@issued", session.Rotation.Issued), ("@base", session.Rotation.Base), ("@used", session.Rotation.Used),
            ("@rotated_at", session.Rotation.RotatedAt), ("@confirmed", session.Rotation.Confirmed));
    }

    public static bool Advance(
        PreparedConnection connection, Guid sessionId, RotationState expected, RotationState next, ClientInfo client)
    {
        var advanced = connection.Execute(
            """
            UPDATE rotations
            SET issued = @next_issued, base = @next_base, used = @next_used, converge_from = @next_used,
                rotated_at = @next_rotated_at, confirmed = @next_confirmed
            WHERE session_number = (SELECT number FROM sessions WHERE id = @id AND revoked_at IS NULL)
              AND issued = @issued AND base = @base AND used = @used AND rotated_at IS @rotated_at AND confirmed = @confirmed
            """,
            ("@id", sessionId), ("@issued", expected.Issued), ("@base", expected.Base), ("@used", expected.Used),
            ("@rotated_at", expected.RotatedAt), ("@confirmed", expected.Confirmed),
            ("@next_issued", next.Issued), ("@next_base", next.Base), ("@next_used", next.Used),
            ("@next_rotated_at", next.RotatedAt), ("@next_confirmed", next.Confirmed)) > 0;
        if (advanced)
            NoteClient(connection, sessionId, client);
        return advanced;
    }

    public static bool Revoke(PreparedConnection connection, Guid sessionId, SessionEnd reason, DateTimeOffset at) => connection.Execute(
        "UPDATE sessions SET revoked_at = @at, revoke_reason = @reason WHERE id = @id AND revoked_at IS NULL",
        ("@at", at), ("@reason", reason), ("@id", sessionId)) > 0;

    public static bool RevokeExpecting(
        PreparedConnection connection, Guid sessionId, RotationState expected, SessionEnd reason, DateTimeOffset at) => connection.Execute(
        """
        UPDATE sessions
        SET revoked_at = @at, revoke_reason = @reason
        WHERE id = @id AND revoked_at IS NULL AND EXISTS (
            SELECT 1 FROM rotations
            WHERE session_number = number
              AND issued = @issued AND base = @base AND used = @used AND rotated_at IS @rotated_at AND confirmed = @confirmed)
        """,
        ("@at", at), ("@reason", reason), ("@id", sessionId), ("@issued", expected.Issued), ("@base", expected.Base),
        ("@used", expected.Used), ("@rotated_at", expected.RotatedAt),
        ("@confirmed", expected.Confirmed)) > 0;

    public static int Confirm(PreparedConnection connection, DeliveredGeneration delivered) => connection.Execute(
        """
        UPDATE rotations SET confirmed = @generation
        WHERE session_number = (SELECT number FROM sessions WHERE id = @id)
          AND base < @generation AND @generation <= issued AND confirmed <= base
          AND (rotated_at IS NULL OR rotated_at < @issued_at + 1000)
        """,
        ("@id", delivered.SessionId), ("@generation", delivered.Generation), ("@issued_at", delivered.IssuedAt));

    public static bool Touch(
        PreparedConnection connection, Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client)
    {
        var touched = connection.Execute(
            """
            UPDATE rotations SET rotated_at = @now
            FROM sessions s
            WHERE s.id = @id AND session_number = s.number AND s.revoked_at IS NULL
              AND ifnull(rotated_at, s.created_at) <= @unused_since
            """,
            ("@id", sessionId), ("@unused_since", unusedSince), ("@now", now)) > 0;
        if (touched)
            NoteClient(connection, sessionId, client);
        return touched;
    }

    // Rarely another one: its row is wide, and not rewritten for nothing.
    private static void NoteClient(PreparedConnection connection, Guid sessionId, ClientInfo client) => connection.Execute(
        """
        UPDATE sessions SET user_agent = @user_agent, address_prefix = @address_prefix
        WHERE id = @id AND (user_agent <> @user_agent OR address_prefix <> @address_prefix)
        """,
        ("@user_agent", client.UserAgent), ("@address_prefix", client.AddressPrefix), ("@id", sessionId));
}
