using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.SecurityEvents;

/// <summary>Beginning and end of the event log's chain. The end is read and moved in the transaction that writes the event.</summary>
internal static class EventChain
{
    /// <summary>The link that the next event follows, and its place. Never one that is taken, whatever was done to the table.</summary>
    public static (byte[] Link, long Sequence) Next(PreparedConnection connection) =>
        Find(connection) is { } state
            ? (state.Head.Value, Math.Max(state.Head.Sequence, state.LastSequence) + 1)
            : (ChainLink.Start.Value, LastSequence(connection) + 1);

    public static ChainState? Find(PreparedConnection connection) => connection.Find(
        """
        SELECT head_sequence, head_link, head_seal, anchor_sequence, anchor_link, anchor_seal, (SELECT max(sequence) FROM events)
        FROM event_chain
        """,
        row => new ChainState(
            new(row.GetInt64(0), row.Bytes(1)), row.Bytes(2), new(row.GetInt64(3), row.Bytes(4)), row.Bytes(5), row.IsDBNull(6) ? 0 : row.GetInt64(6)));

    public static void MoveHead(PreparedConnection connection, ChainLink head) => connection.Execute(
        "UPDATE event_chain SET head_sequence = @sequence, head_link = @link, head_seal = @seal",
        ("@sequence", head.Sequence), ("@link", head.Value), ("@seal", connection.Events.Sealer.SealHead(head)));

    public static void MoveAnchor(PreparedConnection connection, ChainLink anchor) => connection.Execute(
        "UPDATE event_chain SET anchor_sequence = @sequence, anchor_link = @link, anchor_seal = @seal",
        ("@sequence", anchor.Sequence), ("@link", anchor.Value), ("@seal", connection.Events.Sealer.SealAnchor(anchor)));

    /// <summary>Begins with what is there, unless that was done before.</summary>
    public static void Start(PreparedConnection connection, DateTimeOffset now)
    {
        if (Find(connection) is not null)
            return;
        connection.Execute(
            "INSERT INTO event_chain VALUES (1, @sequence, @link, @head_seal, @sequence, @link, @anchor_seal)",
            ("@sequence", ChainLink.Start.Sequence), ("@link", ChainLink.Start.Value),
            ("@head_seal", connection.Events.Sealer.SealHead(ChainLink.Start)),
            ("@anchor_seal", connection.Events.Sealer.SealAnchor(ChainLink.Start)));
        var covered = Cover(connection);
        if (covered > 0)
            EventRows.Append(connection, new EventChainStarted(covered) { At = now, Context = EventContext.Local });
    }

    private static long Cover(PreparedConnection connection)
    {
        var (covered, last) = (0L, ChainLink.Start);
        while (NextUnlinked(connection, last.Sequence) is { Count: > 0 } rows)
        {
            // What came before the first of them is not known, as if retention had removed it.
            if (covered == 0 && rows[0].Sequence > 1)
                MoveAnchor(connection, ChainLink.Start with { Sequence = rows[0].Sequence - 1 });
            foreach (var row in rows)
            {
                var record = connection.Events.Sealer.Seal(row.WithPersonalDataApart(), last.Value);
                connection.Execute(
                    """
                    UPDATE events SET data = @data, personal_data = @personal_data, salt = @salt, personal_hash = @personal_hash, link = @link
                    WHERE sequence = @sequence
                    """,
                    ("@sequence", record.Sequence), ("@data", record.Data), ("@personal_data", record.PersonalData),
                    ("@salt", record.Salt), ("@personal_hash", record.PersonalHash), ("@link", record.Link));
                last = new(record.Sequence, record.Link!);
            }

            covered += rows.Count;
        }

        if (covered > 0)
            MoveHead(connection, last);
        return covered;
    }

    private static List<EventRecord> NextUnlinked(PreparedConnection connection, long after) => connection.List(
        $"SELECT {EventRows.Columns} FROM events WHERE sequence > @after AND link IS NULL ORDER BY sequence LIMIT 1000",
        EventRows.Read, ("@after", after));

    private static long LastSequence(PreparedConnection connection) =>
        connection.List("SELECT ifnull(max(sequence), 0) FROM events", row => row.GetInt64(0)).Single();
}
