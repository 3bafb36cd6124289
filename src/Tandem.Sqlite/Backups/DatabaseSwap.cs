using System.Globalization;

using Microsoft.Data.Sqlite;

using Tandem.Platform;

namespace Tandem.Sqlite.Backups;

/// <summary>
/// Puts a finished database in the place of another. Whenever it is interrupted, the place holds the old one or the new one, whole:
/// one rename decides, and no log of the old one is left that could be taken for the new one's.
/// </summary>
internal static class DatabaseSwap
{
    /// <summary>SQLITE_CORRUPT and SQLITE_NOTADB.</summary>
    internal const int Damaged = 11, NotADatabase = 26;

    private const int Busy = 5, Locked = 6;

    private static readonly string[] Logs = ["-wal", "-journal"];

    /// <summary>Where the new one is prepared. Whoever holds the data folder has it alone.</summary>
    public static string DraftOf(string path) => path + ".restoring";

    /// <summary>Removes a file and what SQLite keeps beside it.</summary>
    public static void Remove(string path)
    {
        File.Delete(path);
        RemoveLogs(path);
    }

    /// <summary>Removes what SQLite keeps beside a file: beside another it would be taken for that one's.</summary>
    public static void RemoveLogs(string path)
    {
        foreach (var suffix in (string[])["-shm", .. Logs])
            File.Delete(path + suffix);
    }

    /// <summary>Puts the draft in place.</summary>
    /// <param name="path">The place; the draft is beside it.</param>
    /// <param name="now">For the name of the replaced one.</param>
    /// <returns>Where the replaced database is, or null when there was none.</returns>
    /// <exception cref="StorageConfigurationException">Another process has the old one open.</exception>
    public static string? Replace(string path, DateTimeOffset now)
    {
        var draft = DraftOf(path);
        if (Logs.Any(log => File.Exists(draft + log)))
            throw new StorageUnavailableException($"{draft} was not closed whole.");
        DurableFile.Flush(draft);
        var kept = File.Exists(path) ? KeepOld(path, now) : null;
        RemoveLogs(path);
        DurableFile.TryPlace(draft, path, overwrite: true);
        return kept;
    }

    private static string KeepOld(string path, DateTimeOffset now)
    {
        var kept = FreeName(string.Create(CultureInfo.InvariantCulture, $"{path}.replaced-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"));
        FoldLogs(path);
        DurableFile.Keep(path, kept);
        // Only a damaged one still has them.
        foreach (var log in Logs.Where(log => File.Exists(path + log)))
            File.Move(path + log, kept + log);
        return kept;
    }

    private static string FreeName(string name)
    {
        var free = name;
        for (var number = 2; File.Exists(free); number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        return free;
    }

    // What is committed moves into the file itself, which is complete from then on.
    private static void FoldLogs(string path)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 5 }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE";
            if (command.ExecuteScalar() is not "delete")
                throw InUse(path);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Busy or Locked)
        {
            throw InUse(path);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Damaged or NotADatabase)
        {
            // Why else would one restore? It is kept as it is.
        }
    }

    private static StorageConfigurationException InUse(string path) =>
        new($"Another process has {path} open: a command, or a tool that looks into it. End it, and restore again. Nothing was changed.");
}
