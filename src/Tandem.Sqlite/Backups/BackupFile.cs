using Microsoft.Data.Sqlite;

using Tandem.Platform;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Backups;

/// <summary>A backup: one file that holds a database as it was at one moment, for its owner's eyes alone.</summary>
internal static class BackupFile
{
    /// <summary>Writes one. The name is given to it when it is complete, verified and durable, and not before.</summary>
    /// <param name="database">The database, which a server may be using.</param>
    /// <param name="target">The backup's path.</param>
    /// <param name="overwrite">Whether it may replace a file.</param>
    /// <param name="suffix">Tells this draft from those of others.</param>
    /// <param name="progress">Is told what part is done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageConfigurationException">There is nothing to back up, or the name is taken.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be read, or the copy not be written.</exception>
    public static BackupContents Write(
        string database, string target, bool overwrite, string suffix, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(database))
            throw new StorageConfigurationException($"There is no database to back up: {database} does not exist. Name its folder with --data DIR.");
        if (string.Equals(database, target, StringComparison.Ordinal))
            throw new StorageConfigurationException($"{target} is the database itself. Name another file.");
        if (!overwrite && File.Exists(target))
            throw Taken(target);

        var draft = $"{target}.{suffix}.part";
        try
        {
            DatabaseCopy.Make(database, isLive: true, draft, progress, cancellationToken);
            var contents = BackupContents.Read(draft, database);
            if (overwrite)
                DatabaseSwap.RemoveLogs(target);
            return DurableFile.TryPlace(draft, target, overwrite) ? contents : throw Taken(target);
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Translate(fault);
        }
        finally
        {
            DatabaseSwap.Remove(draft);
        }
    }

    private static StorageConfigurationException Taken(string target) =>
        new($"{target} exists already. Name another file, or replace it with --force.");
}
