using Microsoft.Data.Sqlite;

using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.SecurityEvents;

/// <summary>Rows of the event log.</summary>
internal static class EventRows
{
    public const string Columns =
        "sequence, at, kind, account_id, session_id, request_id, address, user_agent, data, personal_data, salt, personal_hash, link";

    /// <summary>Writes an event inside the transaction of the change it reports, as the next link of the chain.</summary>
    public static void Append(PreparedConnection connection, SecurityEvent reported)
    {
        var (last, sequence) = EventChain.Next(connection, reported.At);
        var record = connection.Events.Sealer.Seal(EventRecord.Of(reported, sequence), last);
        connection.Execute(
            $"""
            INSERT INTO events ({Columns})
            VALUES (
                @sequence, @at, @kind, @account_id, @session_id, @request_id, @address, @user_agent, @data, @personal_data, @salt,
                @personal_hash, @link)
            """,
            ("@sequence", record.Sequence), ("@at", record.At), ("@kind", record.Kind), ("@account_id", record.AccountId),
            ("@session_id", record.SessionId), ("@request_id", record.Context.RequestId), ("@address", record.Context.Address),
            ("@user_agent", record.Context.UserAgent), ("@data", record.Data), ("@personal_data", record.PersonalData),
            ("@salt", record.Salt), ("@personal_hash", record.PersonalHash), ("@link", record.Link));
        EventChain.MoveHead(connection, new(record.Sequence, record.Link!));
    }

    /// <summary>A row as it is. What somebody put into it that cannot be there is read as nothing, and breaks the chain.</summary>
    public static EventRecord Read(SqliteDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        At = row.Time(1),
        Kind = row.GetString(2),
        AccountId = Identifier(row, 3),
        SessionId = Identifier(row, 4),
        Context = new(row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7)),
        Data = row.GetString(8),
        PersonalData = row.TextOrNull(9),
        Salt = Bytes(row, 10),
        PersonalHash = Bytes(row, 11),
        Link = Bytes(row, 12),
    };

    /// <summary>Takes away what the events of an account tell of its person.</summary>
    /// <returns>How many events told something.</returns>
    public static long Erase(PreparedConnection connection, Guid accountId) => connection.Execute(
        """
        UPDATE events SET address = NULL, user_agent = NULL, personal_data = NULL, salt = NULL
        WHERE account_id = @account_id AND (address IS NOT NULL OR user_agent IS NOT NULL OR personal_data IS NOT NULL)
        """,
        ("@account_id", accountId));

    private static Guid? Identifier(SqliteDataReader row, int column) => Bytes(row, column) is { Length: 16 } id ? new Guid(id, bigEndian: true) : null;

    private static byte[]? Bytes(SqliteDataReader row, int column) => row.GetValue(column) as byte[];
}
