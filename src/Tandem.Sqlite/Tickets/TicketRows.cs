using System.Text.Json;
using System.Text.Json.Serialization;

using Microsoft.Data.Sqlite;

using Tandem.AccessTokens;
using Tandem.Sqlite.Engine;
using Tandem.Tickets;

namespace Tandem.Sqlite.Tickets;

/// <summary>Statements on tickets.</summary>
internal static class TicketRows
{
    public static void Insert(PreparedConnection connection, Ticket ticket) => connection.Execute(
        "INSERT INTO tickets (secret_hash, session_id, claims, expires_at) VALUES (@secret_hash, @session_id, @claims, @expires_at)",
        ("@secret_hash", ticket.SecretHash), ("@session_id", ticket.Token.SessionId),
        ("@claims", JsonSerializer.Serialize(ticket.Token, TicketJson.Default.AccessToken)), ("@expires_at", ticket.ExpiresAt));

    /// <summary>Removes those of a session but the newest.</summary>
    public static void RemoveSurplus(PreparedConnection connection, Guid sessionId, int most) => connection.Execute(
        """
        DELETE FROM tickets
        WHERE session_id = @session_id AND sequence <= (
            SELECT sequence FROM tickets WHERE session_id = @session_id ORDER BY sequence DESC LIMIT 1 OFFSET @most)
        """,
        ("@session_id", sessionId), ("@most", most));

    public static bool Exists(PreparedConnection connection, byte[] secretHash) => connection.Find<object>(
        "SELECT 1 FROM tickets WHERE secret_hash = @secret_hash", row => row.GetInt64(0), ("@secret_hash", secretHash)) is not null;

    public static Ticket? Take(PreparedConnection connection, byte[] secretHash) => connection.Find(
        "DELETE FROM tickets WHERE secret_hash = @secret_hash RETURNING secret_hash, claims, expires_at",
        Read,
        ("@secret_hash", secretHash));

    public static int Purge(PreparedConnection connection, DateTimeOffset before, int limit) => connection.Execute(
        "DELETE FROM tickets WHERE sequence IN (SELECT sequence FROM tickets WHERE expires_at < @before LIMIT @limit)",
        ("@before", before), ("@limit", limit));

    private static Ticket Read(SqliteDataReader row) => new(
        row.Bytes(0), JsonSerializer.Deserialize(row.GetString(1), TicketJson.Default.AccessToken)!, row.Time(2));
}

/// <summary>How a ticket's claims are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AccessToken))]
internal sealed partial class TicketJson : JsonSerializerContext;
