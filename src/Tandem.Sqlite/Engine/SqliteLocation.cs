using Microsoft.Data.Sqlite;

using Tandem.Platform;

namespace Tandem.Sqlite.Engine;

/// <summary>Which file the settings name.</summary>
internal static class SqliteLocation
{
    private const string DefaultFile = "tandem.db";

    /// <exception cref="StorageConfigurationException">The settings name no file.</exception>
    public static SqliteFile Resolve(StorageSettings settings)
    {
        if (!string.Equals(settings.Provider, "sqlite", StringComparison.OrdinalIgnoreCase))
            throw new StorageConfigurationException($"AddTandemStorage() keeps state in SQLite, and Tandem:Storage:Provider is '{settings.Provider}'. For PostgreSQL: builder.Services.AddTandemPostgreSql().");
        var folder = Path.GetFullPath(settings.DataFolder);
        return new SqliteFile(Path.GetFullPath(Source(settings.ConnectionString), folder), settings.Checkpoints);
    }

    private static string Source(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            return DefaultFile;
        SqliteConnectionStringBuilder parts;
        try
        {
            parts = new(connectionString);
        }
        catch (ArgumentException error)
        {
            throw new StorageConfigurationException(
                $"The storage connection string is not one of SQLite; write 'Data Source={DefaultFile}'. {error.Message}", error);
        }

        // Everything else is fixed: durability must not depend on a setting, and a database in memory is none.
        if (parts.Keys.Cast<string>().Any(key => key != "Data Source" && parts.ShouldSerialize(key))
            || parts.DataSource.Length == 0
            || parts.DataSource.StartsWith(':')
            || parts.DataSource.StartsWith("file:", StringComparison.Ordinal))
        {
            throw new StorageConfigurationException(
                $"The storage connection string must name a file and nothing else, as in 'Data Source={DefaultFile}'.");
        }

        return parts.DataSource;
    }
}
