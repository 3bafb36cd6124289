namespace Tandem.Platform.Migrations;

/// <summary>What schema a database has.</summary>
/// <param name="Version">Its version; null where there is no database yet, or an empty one.</param>
/// <param name="IsCurrent">Whether it is this program's.</param>
internal readonly record struct StoredSchema(int? Version, bool IsCurrent)
{
    /// <summary>That of a database to which some of the steps were applied.</summary>
    /// <exception cref="StorageConfigurationException">It is newer than the program, or was made by changed steps.</exception>
    public static StoredSchema Of(IReadOnlyList<AppliedMigration> applied, IReadOnlyList<Migration> migrations)
    {
        MigrationRunner.Verify(applied, migrations);
        return new(applied.Count == 0 ? null : applied[^1].Version, applied.Count == migrations.Count);
    }
}
