using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Migrations;

/// <inheritdoc/>
internal sealed class SqliteMigrationTarget(PreparedConnection connection) : IMigrationTarget
{
    /// <summary>The steps of the schema, in order.</summary>
    public static IReadOnlyList<Migration> Steps { get; } = Migration.Load(typeof(SqliteMigrationTarget).Assembly);

    /// <summary>Brings the schema of a file up to date, or up to the last of <paramref name="migrations"/>.</summary>
    public static MigrationRunner Runner(
        SqliteFile file, InstallationClock clock, SecureRandom random, MigrationProgress progress, IReadOnlyList<Migration>? migrations = null) =>
        new(() => new SqliteMigrationTarget(file.OpenWriter()), clock, random, migrations ?? SqliteMigrationTarget.Steps, progress, SqliteFault.Translate);

    /// <summary>Applies the missing steps and, where it is needed and possible, rewrites the pages; says what the file is then.</summary>
    public static async Task<string> UpgradeAsync(
        SqliteFile file, InstallationClock clock, SecureRandom random, MigrationProgress progress, CancellationToken cancellationToken)
    {
        var runner = Runner(file, clock, random, progress);
        var applied = await runner.MigrateAsync(cancellationToken);
        if (applied.Any(step => step.Name == AddressCollisions.Step))
            await Task.Run(() => AddressCollisions.Report(file, progress), cancellationToken);
        var rewritten = await Task.Run(() => PageRewrite.Run(file, progress, cancellationToken), cancellationToken);
        return $"schema version {runner.CurrentVersion}{(rewritten ? "" : ", in pages of an earlier version")}";
    }

    /// <inheritdoc/>
    public bool InTransaction => connection.InTransaction;

    /// <inheritdoc/>
    public void Begin() => connection.Begin();

    /// <inheritdoc/>
    public void Commit() => connection.Commit();

    /// <inheritdoc/>
    public void RollBack() => connection.Execute("ROLLBACK");

    /// <inheritdoc/>
    public void Execute(string sql, CancellationToken cancellationToken) => connection.Execute(sql, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<AppliedMigration> ReadApplied()
    {
        connection.Execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version    INTEGER NOT NULL PRIMARY KEY,
                name       TEXT    NOT NULL,
                applied_at INTEGER NOT NULL,
                sha256     BLOB    NOT NULL
            )
            """);
        return Applied(connection);
    }

    /// <summary>The steps that were applied to a database which knows of steps.</summary>
    public static IReadOnlyList<AppliedMigration> Applied(PreparedConnection connection) => connection.List(
        "SELECT version, name, applied_at, sha256 FROM schema_migrations ORDER BY version",
        row => new AppliedMigration(row.GetInt32(0), row.GetString(1), row.Time(2), row.Bytes(3)));

    /// <inheritdoc/>
    public void Remember(AppliedMigration step) => connection.Execute(
        "INSERT INTO schema_migrations (version, name, applied_at, sha256) VALUES (@version, @name, @at, @checksum)",
        ("@version", step.Version), ("@name", step.Name), ("@at", step.AppliedAt), ("@checksum", step.Checksum));

    /// <inheritdoc/>
    public void Name(Guid installation, DateTimeOffset now) => connection.Execute(
        "INSERT INTO installation (only_row, id, created_at) VALUES (1, @id, @now)", ("@id", installation), ("@now", now));

    /// <inheritdoc/>
    public bool IsBusy(Exception error) => SqliteFault.IsBusy(error);

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();
}
