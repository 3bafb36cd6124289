using Microsoft.Data.Sqlite;

using Tandem.Platform;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Backups;

/// <summary>A backup on its way back: a copy beside the database, in which everything is checked and done before it takes its place.</summary>
internal static class RestorationDraft
{
    /// <summary>Copies the backup; one that an interrupted restoration left is removed.</summary>
    /// <param name="backup">The backup's path.</param>
    /// <param name="database">The path of the database that it will replace.</param>
    /// <param name="progress">Is told what part is done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The copy's path.</returns>
    /// <exception cref="StorageConfigurationException">It is no backup of Tandem's, or damaged.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be read, or the copy not be written.</exception>
    public static string Make(string backup, string database, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(backup))
            throw new StorageConfigurationException($"There is no backup: {backup} does not exist.");
        if (string.Equals(backup, database, StringComparison.Ordinal))
            throw new StorageConfigurationException($"{backup} is the database itself. Name the backup.");
        PrivateFolder.Create(Path.GetDirectoryName(database)!);
        var draft = DatabaseSwap.DraftOf(database);
        DatabaseSwap.Remove(draft);
        try
        {
            DatabaseCopy.Make(backup, isLive: false, draft, progress, cancellationToken);
            BackupContents.Read(draft, backup);
            return draft;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is DatabaseSwap.Damaged or DatabaseSwap.NotADatabase)
        {
            throw new StorageConfigurationException($"{backup} is not a database, or is damaged ({fault.Message}). Give another file that tandem backup made.", fault);
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Translate(fault);
        }
    }
}
