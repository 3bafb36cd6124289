using Microsoft.Data.Sqlite;

using Tandem.Platform;

namespace Tandem.Sqlite.Backups;

/// <summary>What a copy of a database holds.</summary>
internal sealed record BackupContents(long Accounts, long Sessions)
{
    private const int NoSuchTable = 1;

    /// <summary>Looks into it.</summary>
    /// <param name="path">The copy, which nobody else has open.</param>
    /// <param name="name">What an error calls it.</param>
    /// <exception cref="StorageConfigurationException">It is not a database of Tandem.</exception>
    public static BackupContents Read(string path, string name)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM sessions), (SELECT id FROM installation),
                   (SELECT max(version) FROM schema_migrations)
            """;
        try
        {
            using var row = command.ExecuteReader();
            if (row.Read() && !row.IsDBNull(2) && !row.IsDBNull(3))
                return new(row.GetInt64(0), row.GetInt64(1));
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == NoSuchTable)
        {
            // Told below.
        }

        throw new StorageConfigurationException($"{name} is a SQLite database, but not one of Tandem's. Give a file that tandem backup made.");
    }
}
