using Microsoft.Data.Sqlite;

using Tandem.Sqlite.Engine;
using Tandem.Time;

namespace Tandem.Sqlite.Migrations;

/// <summary>
/// Brings a database to the schema of this program, one transaction for each step. Starters that meet wait for each other.
/// </summary>
internal sealed class SqliteMigrator(
    Func<PreparedConnection> open, InstallationClock clock, SecureRandom random, IReadOnlyList<Migration> migrations)
{
    private const int Busy = 5;

    // With a wait of about five seconds each, five minutes.
    private const int MostAttempts = 60;

    /// <summary>Version of the database's schema, as of the last <see cref="MigrateAsync"/>; 0 before.</summary>
    public int CurrentVersion { get; private set; }

    /// <summary>Applies the missing steps.</summary>
    /// <returns>The steps that were applied by this call.</returns>
    /// <exception cref="StorageConfigurationException">The database is newer than the program, or was made by changed steps.</exception>
    public Task<IReadOnlyList<AppliedMigration>> MigrateAsync(CancellationToken cancellation = default) =>
        Task.Run<IReadOnlyList<AppliedMigration>>(() => Migrate(cancellation), cancellation);

    private List<AppliedMigration> Migrate(CancellationToken cancellation)
    {
        try
        {
            using var connection = open();
            var applied = new List<AppliedMigration>();
            while (ApplyNextInTurn(connection, cancellation) is { } step)
            {
                applied.Add(step);
                cancellation.ThrowIfCancellationRequested();
            }

            return applied;
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Translate(fault);
        }
    }

    // A step over a large database takes longer than SQLite waits for a lock. Another starter that is at it will be done; giving up
    // would stop this one for no fault. Each attempt waits; between two it can be cancelled.
    private AppliedMigration? ApplyNextInTurn(PreparedConnection connection, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return ApplyNext(connection);
            }
            catch (SqliteException fault) when (fault.SqliteErrorCode == Busy && attempt < MostAttempts)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private AppliedMigration? ApplyNext(PreparedConnection connection)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            var done = ReadApplied(connection);
            Verify(done);
            CurrentVersion = done.Count;
            if (done.Count == migrations.Count)
            {
                connection.Execute("ROLLBACK");
                return null;
            }

            var step = Apply(connection, migrations[done.Count]);
            connection.Execute("COMMIT");
            CurrentVersion = step.Version;
            return step;
        }
        catch when (connection.InTransaction)
        {
            connection.Execute("ROLLBACK");
            throw;
        }
    }

    private static List<AppliedMigration> ReadApplied(PreparedConnection connection)
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
        return connection.List(
            "SELECT version, name, applied_at, sha256 FROM schema_migrations ORDER BY version",
            row => new AppliedMigration(row.GetInt32(0), row.GetString(1), row.Time(2), row.Bytes(3)));
    }

    private void Verify(List<AppliedMigration> applied)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            if (i >= migrations.Count)
            {
                throw new StorageConfigurationException(
                    $"The database has schema version {applied[^1].Version} ({applied[^1].Name}); this program knows versions up to "
                    + $"{migrations.Count}. Run the program that made it, or a newer one.");
            }

            if (applied[i].Version != migrations[i].Version || !applied[i].Checksum.AsSpan().SequenceEqual(migrations[i].Checksum()))
            {
                throw new StorageConfigurationException(
                    $"Schema version {applied[i].Version} ({applied[i].Name}) was applied to the database with other statements than this "
                    + "program has. The database was made by a modified program; restore it or use that program.");
            }
        }
    }

    private AppliedMigration Apply(PreparedConnection connection, Migration migration)
    {
        var now = clock.UtcNow;
        connection.Execute(migration.Sql);
        if (migration.Version == 1)
        {
            connection.Execute(
                "INSERT INTO installation (only_row, id, created_at) VALUES (1, @id, @now)",
                ("@id", random.Identifier()), ("@now", now));
        }

        var step = new AppliedMigration(migration.Version, migration.Name, now, migration.Checksum());
        connection.Execute(
            "INSERT INTO schema_migrations (version, name, applied_at, sha256) VALUES (@version, @name, @at, @checksum)",
            ("@version", step.Version), ("@name", step.Name), ("@at", step.AppliedAt), ("@checksum", step.Checksum));
        return step;
    }
}
