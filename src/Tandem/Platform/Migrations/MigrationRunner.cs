
namespace Tandem.Platform.Migrations;

/// <summary>
/// Brings a database to the schema of this program, one transaction for each step. Starters that meet wait for each other. It knows no
/// dialect: statements are those of <see cref="IMigrationTarget"/> and of the numbered files.
/// </summary>
internal sealed class MigrationRunner(
    Func<IMigrationTarget> open, InstallationClock clock, SecureRandom random, IReadOnlyList<Migration> migrations, MigrationProgress progress,
    Func<Exception, Exception> translate)
{
    // With a wait of about five seconds each, five minutes.
    private const int MostAttempts = 60;

    private bool isNew;

    /// <summary>Version of the database's schema, as of the last <see cref="MigrateAsync"/>; 0 before.</summary>
    public int CurrentVersion { get; private set; }

    /// <summary>Applies the missing steps.</summary>
    /// <returns>The steps that were applied by this call.</returns>
    /// <exception cref="StorageConfigurationException">The database is newer than the program, or was made by changed steps.</exception>
    public Task<IReadOnlyList<AppliedMigration>> MigrateAsync(CancellationToken cancellationToken = default) =>
        Task.Run<IReadOnlyList<AppliedMigration>>(() => Migrate(cancellationToken), cancellationToken);

    private List<AppliedMigration> Migrate(CancellationToken cancellationToken)
    {
        try
        {
            using var target = open();
            var applied = new List<AppliedMigration>();
            while (ApplyNextInTurn(target, cancellationToken) is { } step)
            {
                applied.Add(step);
                cancellationToken.ThrowIfCancellationRequested();
            }

            return applied;
        }
        catch (Exception fault) when (translate(fault) is var told && told != fault)
        {
            throw told;
        }
    }

    // A step over a large database takes longer than a database waits for a lock. Another starter that is at it will be done; giving up
    // would stop this one for no fault. Each attempt waits; between two it can be cancelled.
    private AppliedMigration? ApplyNextInTurn(IMigrationTarget target, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return ApplyNext(target, cancellationToken);
            }
            catch (Exception fault) when (attempt < MostAttempts && target.IsBusy(fault))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private AppliedMigration? ApplyNext(IMigrationTarget target, CancellationToken cancellationToken)
    {
        target.Begin();
        try
        {
            var done = target.ReadApplied();
            Verify(done, migrations);
            isNew |= done.Count == 0;
            CurrentVersion = done.Count == 0 ? 0 : done[^1].Version;
            if (done.Count == migrations.Count)
            {
                target.RollBack();
                return null;
            }

            var step = Apply(target, migrations[done.Count], cancellationToken);
            target.Commit();
            CurrentVersion = step.Version;
            return step;
        }
        catch when (target.InTransaction)
        {
            target.RollBack();
            throw;
        }
    }

    /// <summary>Whether the steps that were applied are the first of this program's.</summary>
    /// <exception cref="StorageConfigurationException">They are not.</exception>
    public static void Verify(IReadOnlyList<AppliedMigration> applied, IReadOnlyList<Migration> migrations)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            if (i >= migrations.Count)
            {
                throw new StorageConfigurationException(
                    $"The database has schema version {applied[^1].Version} ({applied[^1].Name}); this program knows versions up to "
                    + $"{migrations[^1].Version}. Run the program that made it, or a newer one.");
            }

            if (applied[i].Version != migrations[i].Version || !applied[i].Checksum.AsSpan().SequenceEqual(migrations[i].Checksum()))
            {
                throw new StorageConfigurationException(
                    $"Schema version {applied[i].Version} ({applied[i].Name}) was applied to the database with other statements than this "
                    + "program has. The database was made by a modified program; restore it or use that program.");
            }
        }
    }

    private AppliedMigration Apply(IMigrationTarget target, Migration migration, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        using (isNew ? null : progress.Begin($"Bringing the database to schema version {migration.Version} ({migration.Name}).", migration.Version, migrations.Count))
            target.Execute(migration.Sql, cancellationToken);
        if (migration.Version == 1)
            target.Name(random.Identifier(), now);
        var step = new AppliedMigration(migration.Version, migration.Name, now, migration.Checksum());
        target.Remember(step);
        return step;
    }
}
