using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Revocation;

/// <summary>Tells the revocation feed inside the transaction of the change.</summary>
internal static class RevocationRows
{
    /// <summary>A session is over.</summary>
    public static void AppendSession(PreparedConnection connection, DateTimeOffset at, Guid sessionId) =>
        Append(connection, at, sessionId, null, 0);

    /// <summary>Tokens of the account below <paramref name="epoch"/> are over.</summary>
    public static void AppendAccount(PreparedConnection connection, DateTimeOffset at, Guid accountId, long epoch) =>
        Append(connection, at, null, accountId, epoch);

    private static void Append(PreparedConnection connection, DateTimeOffset at, Guid? sessionId, Guid? accountId, long epoch) =>
        connection.Execute(
            "INSERT INTO revocations (at, session_id, account_id, epoch) VALUES (@at, @session_id, @account_id, @epoch)",
            ("@at", at), ("@session_id", sessionId), ("@account_id", accountId), ("@epoch", epoch));
}
