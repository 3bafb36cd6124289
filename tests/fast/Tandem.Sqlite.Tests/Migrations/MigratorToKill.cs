using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Migrations;
using Tandem.Sqlite.Tests.Engine;
using Tandem.Testing;

namespace Tandem.Sqlite.Tests.Migrations;

/// <summary>What the other process of <see cref="InterruptedMigrationTests"/> does; not a test of its own.</summary>
public sealed class MigratorToKill
{
    // Two steps that rewrite every account, so that there is a middle of each to be killed in.
    private static readonly Migration[] Steps =
    [
        SqliteMigrationTarget.Steps[0],
        new(2, "rebuild", "CREATE TABLE rebuilt AS SELECT a.*, hex(randomblob(64)) AS more FROM accounts a; CREATE INDEX rebuilt_by_more ON rebuilt (more);"),
        new(3, "again", "ALTER TABLE accounts ADD COLUMN note TEXT; UPDATE accounts SET note = hex(randomblob(64));"),
    ];

    public static string Method => $"{typeof(MigratorToKill).FullName}.{nameof(Migrates_until_it_is_killed)}";

    internal static MigrationRunner Migrator(string folder)
    {
        var file = new SqliteFile(Path.Combine(folder, "tandem.db"), checkpoints: true);
        file.Create();
        return SqliteMigrationTarget.Runner(file, new InstallationClock(TimeProvider.System), new SeededRandom(1), MigrationProgress.None, Steps);
    }

    [Fact(Explicit = true)]
    public async Task Migrates_until_it_is_killed()
    {
        OtherProcess.Say("begins");
        var applied = await Migrator(Environment.GetEnvironmentVariable(OtherProcess.FolderVariable)!).MigrateAsync(TestContext.Current.CancellationToken);
        OtherProcess.Say($"applied {applied.Count}");
    }
}
