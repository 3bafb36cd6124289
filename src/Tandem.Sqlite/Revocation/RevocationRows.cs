using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Revocation;

/// <summary>Tells the revocation feed inside the transaction of the change.</summary>
internal static class RevocationRows
{
    /// <summary>A session is over.</summary>
    public static void AppendSession(PreparedConnection connection, DateTimeOffset at, Guid sessionId) =>
        Append(connection, at, sessionId, null, 0, endsSessions: false);

    /// <summary>Tokens of the account below <paramref name="epoch"/> are over, and their sessions as well where it says so.</summary>
    public static void AppendAccount(PreparedConnection connection, DateTimeOffset at, Guid accountId, long epoch, bool endsSessions = false) =>
        Append(connection, at, null, accountId, epoch, endsSessions);

    private static void Append(
        PreparedConnection connection, DateTimeOffset at, Guid? sessionId, Guid? accountId, long epoch, bool endsSessions) => connection.Execute(
        """
        INSERT INTO revocations (at, session_id, account_id, epoch, ends_sessions)
        VALUES (@at, @session_id, @account_id, @epoch, @ends_sessions)
        """,
        ("@at", at), ("@session_id", sessionId), ("@account_id", accountId), ("@epoch", epoch), ("@ends_sessions", endsSessions));
}
