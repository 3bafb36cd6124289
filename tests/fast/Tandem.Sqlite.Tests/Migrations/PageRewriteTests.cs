using Microsoft.Data.Sqlite;

using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Migrations;
using Tandem.Sqlite.Tests.Engine;

namespace Tandem.Sqlite.Tests.Migrations;

/// <summary>A database in the pages of the version before.</summary>
public sealed class PageRewriteTests : SqliteFileFixture
{
    private readonly List<string> told = [];

    public PageRewriteTests()
    {
        using var connection = new SqliteConnection($"Data Source={File.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; CREATE TABLE kept (value BLOB);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO kept SELECT randomblob(200) FROM n;
            """;
        command.ExecuteNonQuery();
    }

    [Fact]
    public void It_gets_the_pages_of_this_version_and_keeps_its_rows_and_the_operator_is_told()
    {
        Assert.True(PageRewrite.Run(File, Progress(), Cancellation));

        Assert.Equal(SqliteFile.PageSize, Number("PRAGMA page_size"));
        Assert.Equal(5000, Number("SELECT count(*) FROM kept"));
        Assert.Contains("Rewriting", Assert.Single(told), StringComparison.Ordinal);
        told.Clear();
        Assert.True(PageRewrite.Run(File, Progress(), Cancellation));
        Assert.Empty(told);
    }

    [Fact]
    public void While_another_process_has_it_open_it_stays_as_it_is_and_the_next_start_does_it()
    {
        using (var other = File.OpenReader())
        {
            other.List("SELECT count(*) FROM kept", row => row.GetInt64(0));
            Assert.False(PageRewrite.Run(File, Progress(), Cancellation));
            Assert.Equal(5000, Number("SELECT count(*) FROM kept"));
        }

        Assert.Contains("the next start tries again", Assert.Single(told), StringComparison.Ordinal);
        Assert.True(PageRewrite.Run(File, Progress(), Cancellation));
    }

    [Fact]
    public async Task Killed_at_any_point_the_file_is_whole_and_the_next_start_finishes_it()
    {
        for (var wait = 0; wait < 4; wait++)
        {
            using var other = OtherProcess.Start(PageRewriterToKill.Method, Folder + "/data");
            Assert.Equal("begins", await other.HearAsync(Cancellation));
            for (var look = 0; look < wait * 5_000; look++)
                _ = new FileInfo(File.Path + "-journal").Exists;
            await other.KillAsync(Cancellation);
            Assert.Equal(5000, Number("SELECT count(*) FROM kept"));
        }

        Assert.True(PageRewrite.Run(File, Progress(), Cancellation));

        using var connection = File.OpenReader();
        Assert.Equal("ok", connection.List("PRAGMA integrity_check", row => row.GetString(0)).Single());
        Assert.Equal(SqliteFile.PageSize, Number("PRAGMA page_size"));
    }

    private MigrationProgress Progress() => new(told.Add, TimeProvider.System);

    private long Number(string sql)
    {
        using var connection = File.OpenWriter();
        return connection.List(sql, row => row.GetInt64(0)).Single();
    }
}

/// <summary>What the other process does; not a test of its own.</summary>
public sealed class PageRewriterToKill
{
    public static string Method => $"{typeof(PageRewriterToKill).FullName}.{nameof(Rewrites_until_it_is_killed)}";

    [Fact(Explicit = true)]
    public void Rewrites_until_it_is_killed()
    {
        var file = new SqliteFile(Path.Combine(Environment.GetEnvironmentVariable(OtherProcess.FolderVariable)!, "tandem.db"), checkpoints: true);
        OtherProcess.Say("begins");
        PageRewrite.Run(file, MigrationProgress.None, TestContext.Current.CancellationToken);
    }
}
