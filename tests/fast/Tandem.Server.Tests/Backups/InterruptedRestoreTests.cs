using System.Diagnostics;

namespace Tandem.Server.Tests.Backups;

/// <summary>A restoration that is killed leaves the old database or the new one, whole.</summary>
[Trait("requirement", "Restore from backup")]
public sealed class InterruptedRestoreTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    private string Backup => Path.Combine(tandem.WorkingFolder, "backup.db");

    public void Dispose() => tandem.Dispose();

    [Theory]
    [InlineData("tandem.db.restoring")]
    [InlineData("tandem.db.restoring-wal")]
    [InlineData("tandem.db.replaced-*")]
    public async Task Killed_when_a_file_appears_it_leaves_one_database_whole(string pattern)
    {
        await PrepareAsync();

        await KillAsync(watch => Directory.EnumerateFiles(tandem.Data, pattern).Any());

        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Killed_at_any_time_it_leaves_one_database_whole()
    {
        await PrepareAsync();

        for (var after = 100; after <= 1500; after += 100)
        {
            await KillAsync(watch => watch.ElapsedMilliseconds >= after);
            await ShouldBeWholeAsync();
        }
    }

    // The old database has bob, the backup has many accounts besides ada, so that copying takes a while.
    private async Task PrepareAsync()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await Sql.RunAsync(
            tandem.DataFile("tandem.db"),
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO accounts (id, email, canonical_email, email_verified, roles, status, epoch, created_at)
            SELECT randomblob(16), i || '@example.com', i || '@example.com', 1, '["user"]', 1, 1, 1800000000000 + i FROM n
            """);
        Assert.Equal(0, (await tandem.RunAsync("backup", Backup)).ExitCode);
        await Sql.RunAsync(tandem.DataFile("tandem.db"), "DELETE FROM accounts WHERE email <> 'ada@example.com'");
        await tandem.CreateUserAsync("bob@example.com");
    }

    private async Task KillAsync(Func<Stopwatch, bool> isDue)
    {
        await using var restoring = tandem.Start("restore", Backup);
        var watch = Stopwatch.StartNew();
        while (!isDue(watch) && !restoring.HasEnded)
        {
        }

        if (!restoring.HasEnded)
            await restoring.SignalAsync("KILL");
        await restoring.EndAsync();
    }

    private async Task ShouldBeWholeAsync()
    {
        var end = await tandem.RunAsync("users", "list");
        Assert.True(end.ExitCode == 0, end.ToString());
        var hasBob = end.Output.Contains("bob@example.com", StringComparison.Ordinal);
        Assert.Equal(hasBob ? 3 : 20_002, end.Output.Count(letter => letter == '\n'));
        Assert.Equal("ok", await Sql.RunAsync(tandem.DataFile("tandem.db"), "PRAGMA integrity_check"));

        // What is new is harmless from the first moment.
        Assert.Equal(hasBob ? "0" : "1", await Sql.RunAsync(tandem.DataFile("tandem.db"), "SELECT count(*) FROM events WHERE kind = 'backup_restored'"));
    }
}
