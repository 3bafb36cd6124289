using Tandem.Events;

namespace Tandem.Storage.Sqlite;

/// <summary>Writes events inside the transaction of the change they report.</summary>
internal static class EventRows
{
    public static void Append(PreparedConnection connection, SecurityEvent reported) => connection.Execute(
        """
        INSERT INTO events (at, kind, account_id, session_id, request_id, address, user_agent, data)
        VALUES (@at, @kind, @account_id, @session_id, @request_id, @address, @user_agent, @data)
        """,
        ("@at", reported.At), ("@kind", StoredEvents.KindOf(reported)), ("@account_id", reported.AccountId),
        ("@session_id", reported.SessionId), ("@request_id", reported.Context.RequestId), ("@address", reported.Context.Address),
        ("@user_agent", reported.Context.UserAgent), ("@data", StoredEvents.DataOf(reported)));
}
