using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;

using Tandem.AccessTokens;
using Tandem.PostgreSql.Engine;
using Tandem.Tickets;

namespace Tandem.PostgreSql.Tickets;

/// <summary>Statements on tickets.</summary>
internal static class TicketRows
{
    public static Task InsertAsync(Statements statements, Ticket ticket) => statements.ExecuteAsync(
        "INSERT INTO tickets (secret_hash, session_id, claims, expires_at) VALUES (@secret_hash, @session_id, @claims, @expires_at)",
        ("secret_hash", ticket.SecretHash), ("session_id", ticket.Token.SessionId),
        ("claims", JsonSerializer.Serialize(ticket.Token, TicketJson.Default.AccessToken)), ("expires_at", ticket.ExpiresAt));

    /// <summary>Removes those of a session but the newest.</summary>
    public static Task RemoveSurplusAsync(Statements statements, Guid sessionId, int most) => statements.ExecuteAsync(
        """
        DELETE FROM tickets
        WHERE session_id = @session_id AND number <= (
            SELECT number FROM tickets WHERE session_id = @session_id ORDER BY number DESC LIMIT 1 OFFSET @most)
        """,
        ("session_id", sessionId), ("most", most));

    public static Task<Ticket?> TakeAsync(Statements statements, byte[] secretHash) => statements.FindAsync(
        "DELETE FROM tickets WHERE secret_hash = @secret_hash RETURNING secret_hash, claims, expires_at", Read, ("secret_hash", secretHash));

    public static Task<int> PurgeAsync(Statements statements, DateTimeOffset before, int limit) => statements.ExecuteAsync(
        "DELETE FROM tickets WHERE secret_hash IN (SELECT secret_hash FROM tickets WHERE expires_at < @before LIMIT @limit FOR UPDATE SKIP LOCKED)",
        ("before", before), ("limit", limit));

    private static Ticket Read(DbDataReader row) => new(
        row.Bytes(0), JsonSerializer.Deserialize(row.GetString(1), TicketJson.Default.AccessToken)!, row.Time(2));
}

/// <summary>How a ticket's claims are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AccessToken))]
internal sealed partial class TicketJson : JsonSerializerContext;
