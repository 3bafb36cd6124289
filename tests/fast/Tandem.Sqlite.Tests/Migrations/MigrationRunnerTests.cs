using Microsoft.Data.Sqlite;

using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Migrations;
using Tandem.Sqlite.Tests.Engine;
using Tandem.Testing;

namespace Tandem.Sqlite.Tests.Migrations;

public sealed class MigrationRunnerTests : SqliteFileFixture
{
    private static readonly Migration First = SqliteMigrationTarget.Steps[0];
    private static readonly Migration Second = new(2, "second", "CREATE TABLE second (id INTEGER);\nCREATE TABLE other (id INTEGER);");

    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task An_empty_database_gets_every_step_and_an_installation_of_its_own()
    {
        var migrator = Migrator();

        var applied = await migrator.MigrateAsync(Cancellation);

        Assert.Equal(SqliteMigrationTarget.Steps.Select(step => (step.Version, step.Name)), applied.Select(step => (step.Version, step.Name)));
        Assert.Equal(SqliteMigrationTarget.Steps[^1].Version, migrator.CurrentVersion);
        Assert.Equal(new SeededRandom(1).Identifier(), InstallationId());
        Assert.All(applied, step => Assert.Equal(time.GetUtcNow(), step.AppliedAt));
    }

    [Fact]
    public void Steps_have_numbers_that_grow_from_1()
    {
        var numbers = SqliteMigrationTarget.Steps.Select(step => step.Version).ToList();
        Assert.Equal(1, numbers[0]);
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    [Fact]
    public async Task A_database_that_is_up_to_date_is_left_alone()
    {
        await Migrator().MigrateAsync(Cancellation);
        var id = InstallationId();
        var again = Migrator();

        Assert.Empty(await again.MigrateAsync(Cancellation));
        Assert.Equal(SqliteMigrationTarget.Steps[^1].Version, again.CurrentVersion);
        Assert.Equal(id, InstallationId());
    }

    [Fact]
    public async Task An_older_database_gets_the_missing_steps_only()
    {
        await Migrator(First).MigrateAsync(Cancellation);
        var migrator = Migrator(First, Second);

        Assert.Equal(2, Assert.Single(await migrator.MigrateAsync(Cancellation)).Version);
        Assert.Equal(2, migrator.CurrentVersion);
    }

    [Fact]
    public async Task A_step_that_takes_long_can_be_given_up_and_leaves_nothing()
    {
        await Migrator(First).MigrateAsync(Cancellation);
        var endless = new Migration(
            2, "endless",
            "CREATE TABLE half (id INTEGER); INSERT INTO half WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;");
        using var interruption = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        var migrating = SqliteMigrationTarget.Runner(
            File, new InstallationClock(time), new SeededRandom(1), new MigrationProgress(_ => began.TrySetResult(), time), [First, endless])
            .MigrateAsync(interruption.Token);
        await began.Task;
        Assert.False(migrating.IsCompleted);

        await interruption.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => migrating.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
        using var connection = File.OpenReader();
        Assert.Empty(connection.List("SELECT name FROM sqlite_schema WHERE name = 'half'", row => row.GetString(0)));
        Assert.Equal([1], connection.List("SELECT version FROM schema_migrations", row => row.GetInt32(0)));
    }

    [Fact]
    public async Task Of_starters_that_meet_each_step_is_applied_by_one()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrator(First, Second).MigrateAsync(Cancellation)));

        Assert.Equal([1, 2], applied.SelectMany(steps => steps).Select(step => step.Version).Order());
    }

    [Fact]
    public async Task A_step_that_fails_is_undone_whole_and_can_be_repaired()
    {
        var broken = new Migration(2, "broken", "CREATE TABLE half (id INTEGER);\nCREATE TABLE half (id INTEGER);");
        var migrator = Migrator(First, broken);

        await Assert.ThrowsAsync<SqliteException>(() => migrator.MigrateAsync(Cancellation));

        Assert.Equal(1, migrator.CurrentVersion);
        Assert.Single(await Migrator(First, Second).MigrateAsync(Cancellation));
        using var connection = File.OpenReader();
        Assert.Empty(connection.List("SELECT 1 FROM sqlite_schema WHERE name = 'half'", row => row.GetInt32(0)));
    }

    [Fact]
    public async Task An_applied_step_whose_statements_changed_is_refused()
    {
        await Migrator(First, Second).MigrateAsync(Cancellation);
        var changed = Second with { Sql = Second.Sql + " " };

        var refused = await Assert.ThrowsAsync<StorageConfigurationException>(() => Migrator(First, changed).MigrateAsync(Cancellation));

        Assert.Contains("version 2 (second)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await Migrator(First, Second).MigrateAsync(Cancellation);

        var refused = await Assert.ThrowsAsync<StorageConfigurationException>(() => Migrator(First).MigrateAsync(Cancellation));

        Assert.Contains("version 2 (second); this program knows versions up to 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told()
    {
        await System.IO.File.WriteAllTextAsync(File.Path, new string('x', 5000), Cancellation);
        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => Migrator().MigrateAsync(Cancellation));
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_index_has_a_column_that_a_refresh_changes()
    {
        await Migrator().MigrateAsync(Cancellation);
        using var connection = File.OpenReader();

        var indexed = connection.List(
            """
            SELECT DISTINCT column.name
            FROM pragma_index_list('sessions') AS found, pragma_index_xinfo(found.name) AS column
            WHERE column.key = 1
            """,
            row => row.GetString(0));

        Assert.Equal(["account_number", "id", "revoked_at", "session_epoch"], indexed.Order());
        Assert.Empty(connection.List("SELECT name FROM pragma_index_list('rotations')", row => row.GetString(0)));
    }

    private MigrationRunner Migrator(params Migration[] migrations) => SqliteMigrationTarget.Runner(
        File, new InstallationClock(time), new SeededRandom(1), MigrationProgress.None, migrations.Length == 0 ? null : migrations);

    private Guid InstallationId()
    {
        using var connection = File.OpenReader();
        return connection.List("SELECT id FROM installation", row => row.Identifier(0)).Single();
    }
}
