using System.Data.Common;

using Tandem.PostgreSql.Engine;
using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.SecurityEvents;

/// <summary>Rows of the event log.</summary>
internal static class EventRows
{
    public const string Columns =
        "sequence, at, kind, account_id, session_id, request_id, address, user_agent, data, personal_data, salt, personal_hash, link";

    /// <summary>
    /// Writes an event inside the transaction of the change it reports, as the next link of the chain. Until the transaction ends nobody else
    /// writes one: it comes after everything else that the transaction has to hold.
    /// </summary>
    public static async Task AppendAsync(Statements statements, SecurityEvent reported)
    {
        var (last, sequence) = await EventChain.NextAsync(statements, reported.At);
        await AppendAsync(statements, statements.Sealer.Seal(EventRecord.Of(reported, sequence), last));
    }

    /// <summary>A row as it is.</summary>
    public static EventRecord Read(DbDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        At = row.Time(1),
        Kind = row.GetString(2),
        AccountId = row.IdentifierOrNull(3),
        SessionId = row.IdentifierOrNull(4),
        Context = new(row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7)),
        Data = row.GetString(8),
        PersonalData = row.TextOrNull(9),
        Salt = row.BytesOrNull(10),
        PersonalHash = row.BytesOrNull(11),
        Link = row.BytesOrNull(12),
    };

    /// <summary>Takes away what the events of an account tell of its person.</summary>
    /// <returns>How many events told something.</returns>
    public static Task<int> EraseAsync(Statements statements, Guid accountId) => statements.ExecuteAsync(
        """
        UPDATE events SET address = NULL, user_agent = NULL, personal_data = NULL, salt = NULL
        WHERE account_id = @account_id AND (address IS NOT NULL OR user_agent IS NOT NULL OR personal_data IS NOT NULL)
        """,
        ("account_id", accountId));

    private static async Task AppendAsync(Statements statements, EventRecord record)
    {
        var head = new ChainLink(record.Sequence, record.Link!);
        await statements.ExecuteAsync(
            $"""
            WITH written AS (
                INSERT INTO events ({Columns})
                VALUES (
                    @sequence, @at, @kind, @account_id, @session_id, @request_id, @address, @user_agent, @data, @personal_data, @salt,
                    @personal_hash, @link))
            UPDATE event_chain SET head_sequence = @sequence, head_link = @link, head_seal = @seal
            """,
            ("sequence", record.Sequence), ("at", record.At), ("kind", record.Kind), ("account_id", record.AccountId),
            ("session_id", record.SessionId), ("request_id", record.Context.RequestId), ("address", record.Context.Address),
            ("user_agent", record.Context.UserAgent), ("data", record.Data), ("personal_data", record.PersonalData),
            ("salt", record.Salt), ("personal_hash", record.PersonalHash), ("link", record.Link),
            ("seal", statements.Sealer.SealHead(head)));
    }
}
