using Tandem.PostgreSql.Engine;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.PostgreSql.Sessions;

/// <summary>Statements that change sessions, off the common path. Whoever changes a session holds its row of rotations first.</summary>
internal static class SessionWrites
{
    // Whether the row is what it was; the parameters are those of Expected.
    private const string IsExpected =
        "issued = @issued AND base = @base AND used = @used AND rotated_at IS NOT DISTINCT FROM @rotated_at::bigint AND confirmed = @confirmed";

    public static async Task InsertAsync(Statements statements, Session session)
    {
        await statements.ExecuteAsync(
            """
            WITH inserted AS (
                INSERT INTO sessions
                    (id, account_id, session_epoch, secret_hash, persistent, created_at, authenticated_at, amr, idle_ms, absolute_expires_at,
                     revoked_at, revoke_reason, delivery, user_agent, address_prefix)
                VALUES
                    (@id, @account_id, @session_epoch, @secret_hash, @persistent, @created_at, @authenticated_at, @amr, @idle_ms, @absolute_expires_at,
                     @revoked_at, @revoke_reason, @delivery, @user_agent, @address_prefix)),
            rotated AS (
                INSERT INTO rotations (session_id, issued, base, used, rotated_at, confirmed)
                VALUES (@id, @issued, @base, @used, @rotated_at, @confirmed))
            INSERT INTO session_ends (due, session_id) VALUES (@due, @id)
            """,
            [
                ("id", session.Id), ("account_id", session.AccountId), ("session_epoch", session.SessionEpoch), ("secret_hash", session.SecretHash),
                ("persistent", session.Persistent), ("created_at", session.CreatedAt), ("authenticated_at", session.AuthenticatedAt),
                ("amr", session.AuthenticationMethods), ("idle_ms", session.IdleLifetime), ("absolute_expires_at", session.AbsoluteExpiresAt),
                ("revoked_at", session.RevokedAt), ("revoke_reason", session.RevokedBecause), ("delivery", session.Delivery),
                ("user_agent", session.Client.UserAgent), ("address_prefix", session.Client.AddressPrefix), ("due", session.ExpiresAt),
                .. Expected(session.Rotation),
            ]);
    }

    public static async Task<bool> AdvanceAsync(
        Statements statements, Guid sessionId, RotationState expected, RotationState next, ClientInfo client)
    {
        if (!await HoldAsync(statements, sessionId))
            return false;
        var advanced = await statements.ExecuteAsync(
            $"""
            UPDATE rotations
            SET issued = @next_issued, base = @next_base, used = @next_used, rotated_at = @next_rotated_at, confirmed = @next_confirmed
            WHERE session_id = @id AND {IsExpected} AND EXISTS (SELECT 1 FROM sessions WHERE id = @id AND revoked_at IS NULL)
            """,
            [
                ("id", sessionId), .. Expected(expected), ("next_issued", next.Issued), ("next_base", next.Base), ("next_used", next.Used),
                ("next_rotated_at", next.RotatedAt), ("next_confirmed", next.Confirmed),
            ]) > 0;
        if (advanced)
            await NoteClientAsync(statements, sessionId, client);
        return advanced;
    }

    public static async Task<bool> RevokeAsync(Statements statements, Guid sessionId, RotationState? expected, SessionEnd reason, DateTimeOffset at)
    {
        if (!await HoldAsync(statements, sessionId))
            return false;
        const string Revoke = "UPDATE sessions SET revoked_at = @at, revoke_reason = @reason WHERE id = @id AND revoked_at IS NULL";
        return await (expected is { } state
            ? statements.ExecuteAsync(
                $"{Revoke} AND EXISTS (SELECT 1 FROM rotations WHERE session_id = @id AND {IsExpected})",
                [("at", at), ("reason", reason), ("id", sessionId), .. Expected(state)])
            : statements.ExecuteAsync(Revoke, ("at", at), ("reason", reason), ("id", sessionId))) > 0;
    }

    public static async Task<int> ConfirmAsync(Statements statements, IReadOnlyCollection<DeliveredGeneration> delivered)
    {
        var ids = delivered.Select(each => each.SessionId).ToArray();
        // In the order in which refreshes hold them: nobody waits for somebody who waits for him.
        await statements.ExecuteAsync("SELECT 1 FROM rotations WHERE session_id = ANY(@ids) ORDER BY session_id FOR UPDATE", ("ids", ids));
        return await statements.ExecuteAsync(
            """
            UPDATE rotations SET confirmed = seen.generation
            FROM (
                SELECT session_id, max(generation) AS generation, max(issued_at) AS issued_at
                FROM unnest(@ids, @generations, @times) AS each (session_id, generation, issued_at)
                GROUP BY session_id, generation) AS seen
            WHERE rotations.session_id = seen.session_id
              AND base < seen.generation AND seen.generation <= issued AND confirmed <= base
              AND (rotated_at IS NULL OR rotated_at < seen.issued_at + 1000)
            """,
            ("ids", ids), ("generations", delivered.Select(each => each.Generation).ToArray()),
            ("times", delivered.Select(each => each.IssuedAt.ToUnixTimeMilliseconds()).ToArray()));
    }

    public static async Task<bool> TouchAsync(
        Statements statements, Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client)
    {
        if (!await HoldAsync(statements, sessionId))
            return false;
        var touched = await statements.ExecuteAsync(
            """
            UPDATE rotations SET rotated_at = @now
            FROM sessions s
            WHERE s.id = @id AND session_id = s.id AND s.revoked_at IS NULL AND coalesce(rotated_at, s.created_at) <= @unused_since
            """,
            ("id", sessionId), ("unused_since", unusedSince), ("now", now)) > 0;
        if (touched)
            await NoteClientAsync(statements, sessionId, client);
        return touched;
    }

    // Statements that follow see what was committed before this one had the row. False when there is none.
    private static async Task<bool> HoldAsync(Statements statements, Guid sessionId) =>
        (await statements.ListAsync("SELECT 1 FROM rotations WHERE session_id = @id FOR UPDATE", row => row.GetInt32(0), ("id", sessionId))).Count > 0;

    private static (string, object?)[] Expected(RotationState state) =>
    [
        ("issued", state.Issued), ("base", state.Base), ("used", state.Used), ("rotated_at", state.RotatedAt), ("confirmed", state.Confirmed),
    ];

    // Rarely another one: its row is wide, and not rewritten for nothing.
    private static Task<int> NoteClientAsync(Statements statements, Guid sessionId, ClientInfo client) => statements.ExecuteAsync(
        """
        UPDATE sessions SET user_agent = @user_agent, address_prefix = @address_prefix
        WHERE id = @id AND (user_agent <> @user_agent OR address_prefix <> @address_prefix)
        """,
        ("user_agent", client.UserAgent), ("address_prefix", client.AddressPrefix), ("id", sessionId));
}
