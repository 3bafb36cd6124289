using Microsoft.Data.Sqlite;

using Tandem.Platform;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Tests.Engine;

public sealed class SqliteWriterTests : SqliteFileFixture, IAsyncDisposable
{
    private readonly SqliteWriter writer;
    private readonly PreparedConnection observer;

    public SqliteWriterTests()
    {
        writer = Writer(File.OpenWriter);
        observer = File.OpenWriter();
        observer.Execute("CREATE TABLE written (value TEXT NOT NULL UNIQUE)");
    }

    public async ValueTask DisposeAsync()
    {
        observer.Dispose();
        await writer.DisposeAsync();
        Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_share_a_transaction_that_others_see_as_a_whole()
    {
        using var gate = new Gate(writer);
        var writes = Enumerable.Range(0, 20).Select(i => InsertAsync($"{i}")).ToArray();
        var seenInside = writer.WriteAsync(_ => Values().Count, Cancellation);

        gate.Open();
        await Task.WhenAll(writes);

        Assert.Equal(0, await seenInside);
        Assert.Equal(20, Values().Count);
    }

    [Fact]
    public async Task A_group_has_a_largest_size()
    {
        using var gate = new Gate(writer);
        var seen = Enumerable.Range(0, SqliteWriter.LargestGroup + 50).Select(i => writer.WriteAsync(
            connection =>
            {
                Insert(connection, $"{i}");
                return Values().Count;
            },
            Cancellation)).ToArray();

        gate.Open();

        // The gate itself is a member of the first group.
        Assert.Equal([0, SqliteWriter.LargestGroup - 1], (await Task.WhenAll(seen)).Distinct().Order());
    }

    [Fact]
    public async Task A_failing_write_is_undone_whole_and_leaves_its_neighbours_alone()
    {
        using var gate = new Gate(writer);
        var before = InsertAsync("before");
        var failing = writer.WriteAsync<int>(
            connection =>
            {
                Insert(connection, "half");
                throw new InvalidOperationException("mistake");
            },
            Cancellation);
        var after = InsertAsync("after");
        gate.Open();

        await before;
        await after;
        Assert.Equal("mistake", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal(["after", "before"], Values());
    }

    [Fact]
    public async Task A_failing_single_statement_leaves_its_neighbours_alone_and_stays_what_it_is()
    {
        using var gate = new Gate(writer);
        var first = writer.WriteOneAsync(connection => Insert(connection, "same"), Cancellation);
        var second = writer.WriteOneAsync(connection => Insert(connection, "same"), Cancellation);
        var third = writer.WriteOneAsync(connection => Insert(connection, "other"), Cancellation);
        gate.Open();

        await first;
        await third;
        await Assert.ThrowsAsync<SqliteException>(() => second);
        Assert.Equal(["other", "same"], Values());
    }

    [Fact]
    public async Task When_the_commit_fails_every_write_of_the_group_fails_and_the_next_group_succeeds()
    {
        observer.Execute("CREATE TABLE child (parent TEXT REFERENCES written (value) DEFERRABLE INITIALLY DEFERRED)");
        using var gate = new Gate(writer);
        var innocent = InsertAsync("innocent");
        var culprit = writer.WriteAsync(connection => connection.Execute("INSERT INTO child VALUES ('nobody')"), Cancellation);
        gate.Open();

        await Assert.ThrowsAsync<SqliteException>(() => innocent);
        await Assert.ThrowsAsync<SqliteException>(() => culprit);
        await InsertAsync("later");
        Assert.Equal(["later"], Values());
    }

    [Fact]
    public async Task A_write_waits_for_another_program_that_writes()
    {
        observer.Execute("BEGIN IMMEDIATE");
        var write = InsertAsync("patient");
        Assert.False(write.IsCompleted);
        observer.Execute("COMMIT");

        await write;
        Assert.Equal(["patient"], Values());
    }

    [Fact]
    public async Task When_another_program_does_not_stop_writing_the_group_is_told_so_and_the_next_succeeds()
    {
        await writer.WriteAsync(connection => connection.Execute("PRAGMA busy_timeout = 1"), Cancellation);
        observer.Execute("BEGIN IMMEDIATE");
        var refused = Enumerable.Range(0, 5).Select(i => InsertAsync($"{i}")).ToArray();
        var told = new List<StorageUnavailableException>();
        foreach (var write in refused)
            told.Add(await Assert.ThrowsAsync<StorageUnavailableException>(() => write));
        observer.Execute("COMMIT");

        Assert.All(told, refusal => Assert.Contains("busy", refusal.Message, StringComparison.Ordinal));

        // One wait for the lock for all, not one after the other.
        Assert.Single(told.Select(refusal => refusal.InnerException).Distinct());

        await InsertAsync("later");
        Assert.Equal(["later"], Values());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_full_disk_is_told_and_passes_when_there_is_space_again(bool oneStatement)
    {
        await InsertAsync("before");
        await writer.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"), Cancellation);
        using (var gate = new Gate(writer))
        {
            var small = InsertAsync("small");
            Func<PreparedConnection, int> insertLarge = connection => Insert(connection, new string('x', 100_000));
            var large = oneStatement ? writer.WriteOneAsync(insertLarge, Cancellation) : writer.WriteAsync(insertLarge, Cancellation);
            gate.Open();
            Assert.Contains("full", (await Assert.ThrowsAsync<StorageUnavailableException>(() => large)).Message, StringComparison.Ordinal);

            // It may have been undone with its neighbour or kept; it must have been told which.
            var kept = await Record.ExceptionAsync(() => small) is null;
            Assert.Equal(kept, Values().Contains("small"));
        }

        await writer.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1000000"), Cancellation);
        await InsertAsync(new string('y', 100_000));
        Assert.Contains(Values(), value => value.StartsWith('y'));
    }

    [Fact]
    public async Task A_connection_that_cannot_be_opened_is_tried_again_with_the_next_group()
    {
        var tries = 0;
        await using var unlucky = Writer(
            () => tries++ == 0 ? throw new SqliteException("no such folder", 14) : File.OpenWriter());
        Task WriteAsync(string value) => unlucky.WriteAsync(connection => Insert(connection, value), Cancellation);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync("1"));
        await WriteAsync("2");
        Assert.Equal(["2"], Values());
    }

    [Fact]
    public async Task A_connection_that_met_an_error_of_the_disk_is_replaced()
    {
        var opened = 0;
        await using var unlucky = Writer(() =>
        {
            opened++;
            return File.OpenWriter();
        });

        // An error after which SQLite itself has given the transaction up.
        await Assert.ThrowsAsync<StorageUnavailableException>(() => unlucky.WriteAsync<int>(
            connection =>
            {
                connection.Execute("ROLLBACK");
                throw new SqliteException("disk I/O error", 10);
            },
            Cancellation));
        await unlucky.WriteAsync(connection => Insert(connection, "after"), Cancellation);

        Assert.Equal(2, opened);
        Assert.Equal(["after"], Values());
    }

    [Fact]
    public async Task A_write_cancelled_while_it_waits_is_withdrawn()
    {
        using var cancellationToken = new CancellationTokenSource();
        using var gate = new Gate(writer);
        var withdrawn = writer.WriteAsync(connection => Insert(connection, "withdrawn"), cancellationToken.Token);
        await cancellationToken.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        gate.Open();
        await InsertAsync("other");
        Assert.Equal(["other"], Values());
    }

    [Fact]
    public async Task A_write_cancelled_after_it_began_completes()
    {
        using var cancellationToken = new CancellationTokenSource();
        await writer.WriteAsync(
            connection =>
            {
                cancellationToken.Cancel();
                return Insert(connection, "begun");
            },
            cancellationToken.Token);
        Assert.Equal(["begun"], Values());
    }

    [Fact]
    public async Task More_writes_than_may_wait_are_refused()
    {
        using var gate = new Gate(writer);
        var waiting = Enumerable.Range(0, SqliteWriter.Capacity).Select(_ => writer.WriteOneAsync(_ => 0, Cancellation)).ToArray();

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => InsertAsync("too many"));

        Assert.Contains("busy", refused.Message, StringComparison.Ordinal);
        gate.Open();
        await Task.WhenAll(waiting);
        await InsertAsync("later");
        Assert.Equal(["later"], Values());
    }

    [Fact]
    public async Task Closing_finishes_what_waits_and_refuses_what_comes_later()
    {
        var closing = Writer(File.OpenWriter);
        Task<int> waiting;
        Task closed;
        using (var gate = new Gate(closing))
        {
            waiting = closing.WriteAsync(connection => Insert(connection, "waiting"), Cancellation);
            closed = closing.DisposeAsync().AsTask();
            var late = await Assert.ThrowsAsync<StorageUnavailableException>(() => closing.WriteAsync(_ => 0, Cancellation));
            Assert.Contains("closed", late.Message, StringComparison.Ordinal);
            gate.Open();
        }

        await waiting;
        await closed;
        Assert.Equal(["waiting"], Values());
    }

    private static int Insert(PreparedConnection connection, string value) =>
        connection.Execute("INSERT INTO written VALUES (@value)", ("@value", value));

    private Task<int> InsertAsync(string value) => writer.WriteAsync(connection => Insert(connection, value), Cancellation);

    private List<string> Values() => observer.List("SELECT value FROM written ORDER BY value", row => row.GetString(0));
}
