using Tandem.PostgreSql.Engine;
using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.SecurityEvents;

/// <summary>
/// Beginning and end of the event log's chain: one row. Whoever writes an event holds it until the transaction ends, so that events are
/// committed in the order of their numbers, by any number of nodes.
/// </summary>
internal static class EventChain
{
    private const string Columns = "head_sequence, head_link, head_seal, anchor_sequence, anchor_link, anchor_seal";

    /// <summary>Waits until no other transaction writes events; none does until this one ends.</summary>
    public static Task TakeTurnAsync(Statements statements) => statements.ExecuteAsync("SELECT 1 FROM event_chain FOR UPDATE");

    /// <summary>
    /// The link that the next event follows, and its place. Never one that is taken, whatever was done to the table. An end that the log
    /// did not write itself is not signed again: the log goes on anew, and says so.
    /// </summary>
    public static async Task<(byte[] Link, long Sequence)> NextAsync(Statements statements, DateTimeOffset now)
    {
        await TakeTurnAsync(statements);
        if (await FindAsync(statements) is not { } state || !statements.Sealer.IsHead(state))
            state = await BeginAnewAsync(statements, now);
        return (state.Head.Value, Math.Max(state.Head.Sequence, state.LastSequence) + 1);
    }

    public static Task<ChainState?> FindAsync(Statements statements) => statements.FindAsync(
        $"SELECT {Columns}, (SELECT max(sequence) FROM events) FROM event_chain",
        row => new ChainState(
            new(row.GetInt64(0), row.Bytes(1)), row.Bytes(2), new(row.GetInt64(3), row.Bytes(4)), row.Bytes(5), row.NumberOrNull(6) ?? 0));

    public static Task MoveAnchorAsync(Statements statements, ChainLink anchor) => statements.ExecuteAsync(
        "UPDATE event_chain SET anchor_sequence = @sequence, anchor_link = @link, anchor_seal = @seal",
        ("sequence", anchor.Sequence), ("link", anchor.Value), ("seal", statements.Sealer.SealAnchor(anchor)));

    /// <summary>Begins with an empty log, if there has never been a chain.</summary>
    public static async Task StartAsync(Statements statements, DateTimeOffset now, bool wasBegun)
    {
        await LockAsync(statements);
        if (await FindAsync(statements) is not null)
            return;
        // Every event here is a link from the first: a log whose chain is gone was tampered with.
        if (wasBegun || await FirstSequenceAsync(statements) is not null)
            await BeginAnewAsync(statements, now);
        else
            await InsertAsync(statements, ChainLink.Start, ChainLink.Start);
    }

    // No row that is there gets a link: they keep those that they have, and what is wrong with them stays to be seen. Where the beginning
    // was removed as well, it is not known what the first row followed.
    private static async Task<ChainState> BeginAnewAsync(Statements statements, DateTimeOffset now)
    {
        await LockAsync(statements);
        if (await FindAsync(statements) is not { } found)
        {
            var first = await FirstSequenceAsync(statements) ?? 1;
            var anchor = first == 1 ? ChainLink.Start : new ChainLink(first - 1, []);
            await InsertAsync(statements, await LastLinkedAsync(statements) ?? anchor, anchor);
        }
        else if (!statements.Sealer.IsHead(found))
        {
            await MoveHeadAsync(statements, await LastLinkedAsync(statements) ?? found.Anchor);
        }
        else
        {
            // Another node was faster.
            return found;
        }

        await EventRows.AppendAsync(statements, new EventChainStarted(0, Again: true) { At = now, Context = EventContext.Local });
        return (await FindAsync(statements))!;
    }

    // Where the row is missing there is nothing else to hold.
    private static Task<int> LockAsync(Statements statements) => statements.ExecuteAsync("LOCK TABLE event_chain IN SHARE ROW EXCLUSIVE MODE");

    private static Task<int> MoveHeadAsync(Statements statements, ChainLink head) => statements.ExecuteAsync(
        "UPDATE event_chain SET head_sequence = @sequence, head_link = @link, head_seal = @seal",
        ("sequence", head.Sequence), ("link", head.Value), ("seal", statements.Sealer.SealHead(head)));

    private static Task<int> InsertAsync(Statements statements, ChainLink head, ChainLink anchor) => statements.ExecuteAsync(
        $"""
        INSERT INTO event_chain (only_row, {Columns})
        VALUES (1, @head_sequence, @head_link, @head_seal, @anchor_sequence, @anchor_link, @anchor_seal)
        """,
        ("head_sequence", head.Sequence), ("head_link", head.Value), ("head_seal", statements.Sealer.SealHead(head)),
        ("anchor_sequence", anchor.Sequence), ("anchor_link", anchor.Value), ("anchor_seal", statements.Sealer.SealAnchor(anchor)));

    private static Task<ChainLink?> LastLinkedAsync(Statements statements) => statements.FindAsync(
        "SELECT sequence, link FROM events WHERE link IS NOT NULL ORDER BY sequence DESC LIMIT 1", row => new ChainLink(row.GetInt64(0), row.Bytes(1)));

    private static async Task<long?> FirstSequenceAsync(Statements statements) =>
        (await statements.ListAsync("SELECT min(sequence) FROM events WHERE sequence > 0", row => row.NumberOrNull(0))).Single();
}
