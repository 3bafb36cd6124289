using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Migrations;
using Tandem.Sqlite.Tests.Engine;
using Tandem.Testing;

namespace Tandem.Sqlite.Tests.Migrations;

/// <summary>A migration that is killed, again and again, ends with the right schema and all data.</summary>
public sealed class InterruptedMigrationTests : SqliteFileFixture
{
    private const int Accounts = 100_000;

    [Fact]
    public async Task Killed_at_any_point_the_next_one_finishes_it()
    {
        await FillAsync();
        for (var wait = 0; wait < 6; wait++)
        {
            using var other = OtherProcess.Start(MigratorToKill.Method, Folder + "/data");
            Assert.Equal("begins", await other.HearAsync(Cancellation));
            // A look at the file takes as long as the machine needs: work done, not time slept.
            for (var look = 0; look < wait * 20_000; look++)
                _ = new FileInfo(File.Path + "-wal").Exists;
            await other.KillAsync(Cancellation);
            Assert.Equal(Accounts, Count("accounts"));
        }

        await MigratorToKill.Migrator(Folder + "/data").MigrateAsync(Cancellation);

        ShouldBeWhole();
    }

    [Fact]
    public async Task Two_processes_at_once_apply_each_step_once()
    {
        await FillAsync();
        using var one = OtherProcess.Start(MigratorToKill.Method, Folder + "/data");
        using var two = OtherProcess.Start(MigratorToKill.Method, Folder + "/data");

        var said = new List<string>();
        foreach (var process in new[] { one, two })
        {
            Assert.Equal("begins", await process.HearAsync(Cancellation));
            said.Add(await process.HearAsync(Cancellation));
        }

        Assert.Equal(2, said.Sum(line => int.Parse(line["applied ".Length..], System.Globalization.CultureInfo.InvariantCulture)));
        ShouldBeWhole();
    }

    private async Task FillAsync()
    {
        await SqliteMigrationTarget.Runner(File, new InstallationClock(new ManualTimeProvider()), new SeededRandom(1), MigrationProgress.None, [SqliteMigrationTarget.Steps[0]])
            .MigrateAsync(Cancellation);
        using var connection = File.OpenWriter();
        connection.Execute(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Accounts})
            INSERT INTO accounts (id, email, canonical_email, email_verified, roles, status, epoch, created_at)
            SELECT randomblob(16), i || '@example.com', i || '@example.com', 1, '[]', 1, 1, i FROM n
            """);
    }

    private void ShouldBeWhole()
    {
        Assert.Equal(3, Count("schema_migrations"));
        Assert.Equal(Accounts, Count("accounts"));
        Assert.Equal(Accounts, Count("rebuilt"));
        Assert.Equal(Accounts, Count("accounts WHERE length(note) = 128"));
        using var connection = File.OpenReader();
        Assert.Equal("ok", connection.List("PRAGMA integrity_check", row => row.GetString(0)).Single());
    }

    private long Count(string table)
    {
        using var connection = File.OpenReader();
        return connection.List($"SELECT count(*) FROM {table}", row => row.GetInt64(0)).Single();
    }
}
