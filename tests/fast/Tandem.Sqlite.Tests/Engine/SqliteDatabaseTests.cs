using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Migrations;
using Tandem.Testing;

namespace Tandem.Sqlite.Tests.Engine;

public sealed class SqliteDatabaseTests : SqliteFileFixture
{
    [Fact]
    public async Task It_describes_library_file_and_schema()
    {
        var database = Database();
        Assert.Equal($"SQLite, {File.Path}, not open", database.Describe());

        await database.OpenAsync(Cancellation);

        Assert.Equal($"SQLite {SqliteFile.LibraryVersion}, {File.Path}, schema version {SqliteMigrationTarget.Steps[^1].Version}", database.Describe());
        await database.DisposeAsync();
    }

    [Fact]
    public async Task It_is_not_healthy_while_no_write_would_be_taken()
    {
        await using var database = Database();
        await database.OpenAsync(Cancellation);
        await database.WriteAsync(connection => connection.Execute("PRAGMA busy_timeout = 1"), Cancellation);
        using var other = File.OpenWriter();

        other.Execute("BEGIN IMMEDIATE");
        Assert.False(await database.IsHealthyAsync(Cancellation));
        other.Execute("COMMIT");
        Assert.True(await database.IsHealthyAsync(Cancellation));
    }

    // K2: a commit without changes goes through on a full disk as well, so it proves nothing after a write that failed.
    [Fact]
    public async Task After_a_write_that_failed_its_health_is_asked_with_one_real_write()
    {
        await using var database = Database();
        await database.OpenAsync(Cancellation);
        await database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"), Cancellation);
        Assert.Equal(0, await WrittenByAskingAsync());

        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => database.WriteAsync(connection => connection.Execute("CREATE TABLE large AS SELECT zeroblob(1000000)"), Cancellation));

        Assert.NotEqual(0, await WrittenByAskingAsync());
        Assert.Equal(0, await WrittenByAskingAsync());

        async Task<long> WrittenByAskingAsync()
        {
            var before = new FileInfo(File.Path + "-wal").Length;
            Assert.True(await database.IsHealthyAsync(Cancellation));
            return new FileInfo(File.Path + "-wal").Length - before;
        }
    }

    [Fact]
    public async Task Before_it_is_opened_and_after_it_is_closed_it_is_unavailable()
    {
        var database = Database();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await database.ReadAsync(_ => 0, Cancellation));
        await database.OpenAsync(Cancellation);
        Assert.Equal(0, await database.ReadAsync(_ => 0, Cancellation));

        database.Dispose();
        await database.DisposeAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await database.ReadAsync(_ => 0, Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.OpenAsync(Cancellation));
    }

    [Fact]
    public async Task Closing_moves_everything_into_the_one_file()
    {
        await using (var database = Database())
            await database.OpenAsync(Cancellation);
        Assert.False(System.IO.File.Exists(File.Path + "-wal"));
    }

    [Fact]
    public async Task Many_reads_at_once_share_a_few_connections()
    {
        await using var database = Database();
        await database.OpenAsync(Cancellation);

        var read = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            _ => Task.Run(() => database.ReadAsync(Count, Cancellation), Cancellation)));

        Assert.All(read, count => Assert.Equal(0, count));
        static int Count(PreparedConnection connection) =>
            connection.List("SELECT count(*) FROM events", row => row.GetInt32(0)).Single();
    }

    private SqliteDatabase Database() => new(
        File,
        (file, cancellationToken) => SqliteMigrationTarget.UpgradeAsync(
            file, new InstallationClock(new ManualTimeProvider()), new SeededRandom(1), MigrationProgress.None, cancellationToken),
        TimeProvider.System, null);
}
