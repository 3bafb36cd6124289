using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Migrations;

/// <summary>What schema a database has, looked at without changing it.</summary>
/// <param name="Version">Its version; null where there is no database yet, or an empty one.</param>
/// <param name="IsCurrent">Whether it is this program's.</param>
internal readonly record struct StoredSchema(int? Version, bool IsCurrent)
{
    /// <summary>Looks at the database that the settings name.</summary>
    /// <exception cref="StorageConfigurationException">It is newer than the program, or was made by changed steps, or the settings name no file.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be read.</exception>
    public static StoredSchema Find(StorageSettings settings)
    {
        var file = SqliteLocation.Resolve(settings);
        if (!File.Exists(file.Path) || new FileInfo(file.Path).Length == 0)
            return default;
        try
        {
            using var connection = file.OpenReader();
            if (connection.Find<object>("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'", row => row.GetInt64(0)) is null)
                return default;
            var applied = SqliteMigrationTarget.Applied(connection);
            MigrationRunner.Verify(applied, SqliteMigrationTarget.Steps);
            return new StoredSchema(applied.Count == 0 ? null : applied[^1].Version, applied.Count == SqliteMigrationTarget.Steps.Count);
        }
        catch (Exception fault) when (SqliteFault.Translate(fault) is var told && told != fault)
        {
            throw told;
        }
    }
}
