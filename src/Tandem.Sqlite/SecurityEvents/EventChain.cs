using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.SecurityEvents;

/// <summary>Beginning and end of the event log's chain. The end is read and moved in the transaction that writes the event.</summary>
internal static class EventChain
{
    /// <summary>
    /// The link that the next event follows, and its place. Never one that is taken, whatever was done to the table. An end that the log
    /// did not write itself is not signed again: the log goes on anew, and says so.
    /// </summary>
    public static (byte[] Link, long Sequence) Next(PreparedConnection connection, DateTimeOffset now)
    {
        if (Find(connection) is not { } state || !connection.Events.Sealer.IsHead(state))
            state = BeginAnew(connection, now);
        return (state.Head.Value, Math.Max(state.Head.Sequence, state.LastSequence) + 1);
    }

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

    /// <summary>Begins with what is there, if that was never done before.</summary>
    public static void Start(PreparedConnection connection, DateTimeOffset now, bool wasBegun)
    {
        if (Find(connection) is not null)
            return;
        if (wasBegun || LastLinked(connection) is not null)
        {
            BeginAnew(connection, now);
            return;
        }

        Insert(connection, ChainLink.Start, ChainLink.Start);
        var covered = Cover(connection);
        if (covered > 0)
            EventRows.Append(connection, new EventChainStarted(covered) { At = now, Context = EventContext.Local });
    }

    // No row that is there gets a link: they keep those that they have, and what is wrong with them stays to be seen. Where the beginning
    // was removed as well, it is not known what the first row followed.
    private static ChainState BeginAnew(PreparedConnection connection, DateTimeOffset now)
    {
        if (Find(connection) is not { } found)
        {
            var first = FirstSequence(connection) ?? 1;
            var anchor = first == 1 ? ChainLink.Start : new ChainLink(first - 1, []);
            Insert(connection, LastLinked(connection) ?? anchor, anchor);
        }
        else
        {
            MoveHead(connection, LastLinked(connection) ?? found.Anchor);
        }

        EventRows.Append(connection, new EventChainStarted(0, Again: true) { At = now, Context = EventContext.Local });
        return Find(connection)!;
    }

    private static void Insert(PreparedConnection connection, ChainLink head, ChainLink anchor) => connection.Execute(
        "INSERT INTO event_chain VALUES (1, @head_sequence, @head_link, @head_seal, @anchor_sequence, @anchor_link, @anchor_seal)",
        ("@head_sequence", head.Sequence), ("@head_link", head.Value), ("@head_seal", connection.Events.Sealer.SealHead(head)),
        ("@anchor_sequence", anchor.Sequence), ("@anchor_link", anchor.Value), ("@anchor_seal", connection.Events.Sealer.SealAnchor(anchor)));

    private static ChainLink? LastLinked(PreparedConnection connection) => connection.Find(
        "SELECT sequence, link FROM events WHERE typeof(link) = 'blob' ORDER BY sequence DESC LIMIT 1",
        row => new ChainLink(row.GetInt64(0), row.Bytes(1)));

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

    private static long? FirstSequence(PreparedConnection connection) =>
        connection.List("SELECT min(sequence) FROM events WHERE sequence > 0", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)).Single();
}
