using Tandem.PostgreSql.Engine;
using Tandem.PostgreSql.SecurityEvents;

namespace Tandem.PostgreSql.Revocation;

/// <summary>
/// Tells the revocation feed inside the transaction of the change. Entries are numbered and committed in one order: whoever writes one has
/// the turn that <see cref="EventChain"/> gives until the transaction ends.
/// </summary>
internal static class RevocationRows
{
    /// <summary>A session is over.</summary>
    public static Task AppendSessionAsync(Statements statements, DateTimeOffset at, Guid sessionId) =>
        AppendAsync(statements, at, sessionId, null, 0, endsSessions: false);

    /// <summary>Tokens of the account below <paramref name="epoch"/> are over, and their sessions as well where it says so.</summary>
    public static Task AppendAccountAsync(Statements statements, DateTimeOffset at, Guid accountId, long epoch, bool endsSessions = false) =>
        AppendAsync(statements, at, null, accountId, epoch, endsSessions);

    private static async Task AppendAsync(Statements statements, DateTimeOffset at, Guid? sessionId, Guid? accountId, long epoch, bool endsSessions)
    {
        await EventChain.TakeTurnAsync(statements);
        await statements.ExecuteAsync(
            """
            INSERT INTO revocations (at, session_id, account_id, epoch, ends_sessions)
            VALUES (@at, @session_id, @account_id, @epoch, @ends_sessions)
            """,
            ("at", at), ("session_id", sessionId), ("account_id", accountId), ("epoch", epoch), ("ends_sessions", endsSessions));
    }
}
