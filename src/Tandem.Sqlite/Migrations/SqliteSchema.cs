using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Migrations;

/// <summary>Looks at the schema of a database without changing it.</summary>
internal static class SqliteSchema
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
            return StoredSchema.Of(applied, SqliteMigrationTarget.Steps);
        }
        catch (Exception fault) when (SqliteFault.Translate(fault) is var told && told != fault)
        {
            throw told;
        }
    }
}
