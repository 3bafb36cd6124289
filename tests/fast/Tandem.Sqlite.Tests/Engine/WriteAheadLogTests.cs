using Tandem.Sqlite.Engine;
using Tandem.Testing;

namespace Tandem.Sqlite.Tests.Engine;

public sealed class WriteAheadLogTests : SqliteFileFixture, IAsyncDisposable
{
    private const string Fill =
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO filled SELECT randomblob(1500) FROM n
        """;

    private readonly ManualTimeProvider time = new();
    private readonly SqliteWriter writer;

    public WriteAheadLogTests() =>
        writer = new SqliteWriter(File.OpenWriter, File.Log, new StorageMetrics(null, File.Log), time);

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        Dispose();
    }

    [Fact]
    public async Task It_is_emptied_when_nobody_writes()
    {
        await WriteAsync("CREATE TABLE filled (value BLOB)");
        await WriteAsync(Fill);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(0, await LengthAsync());

        time.Advance(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));

        // The first may share the moment with the writer's idle work.
        await LengthAsync();
        Assert.Equal(0, await LengthAsync());
        Assert.Equal(0, File.Log.Length);
    }

    [Fact]
    public async Task Without_a_pause_it_is_moved_before_it_grows_beyond_its_bound()
    {
        await WriteAsync("CREATE TABLE filled (value BLOB)");

        var longest = 0L;
        for (var i = 0; i < 30; i++)
        {
            await WriteAsync(Fill);
            longest = Math.Max(longest, await LengthAsync());
        }

        // 30 times 4 MB were written.
        Assert.InRange(longest, 10_000_000, (WriteAheadLog.LongestPages + 4000L) * (SqliteFile.PageSize + 24));
    }

    [Fact]
    public async Task Its_length_is_told()
    {
        await WriteAsync("CREATE TABLE filled (value BLOB)");
        await WriteAsync(Fill);

        await LengthAsync();

        Assert.InRange(File.Log.Length, 2000 * 1500, 2 * 2000 * 2048);
    }

    private Task<int> WriteAsync(string sql) => writer.WriteAsync(connection => connection.Execute(sql), Cancellation);

    // A write of its own, so that whatever the writer did after the one before is over.
    private async Task<long> LengthAsync()
    {
        await writer.WriteAsync(_ => 0, Cancellation);
        return new FileInfo(File.Path + "-wal").Length;
    }
}
