using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.Oracle;

/// <summary>A session as the server has it: its row, and the events about it.</summary>
/// <param name="Issued">The latest generation handed out.</param>
/// <param name="EndReason">Why it is over; null while it lives.</param>
/// <param name="Events">Kinds of its events, in order.</param>
internal sealed record SessionState(long Issued, string? EndReason, IReadOnlyList<string> Events)
{
    public static async Task<SessionState> ReadAsync(TandemProcess server, Guid session)
    {
        var row = Assert.Single(await server.QueryAsync(
            "SELECT issued, revoked_at, revoke_reason FROM sessions JOIN rotations ON session_number = number WHERE id = @session",
            session,
            read => (Issued: read.GetInt64(0), End: read.IsDBNull(1) ? null : $"reason {read.GetInt64(2)}")));
        var events = await server.QueryAsync("SELECT kind FROM events WHERE session_id = @session ORDER BY sequence", session, read => read.GetString(0));
        return new(row.Issued, row.End, events);
    }
}
