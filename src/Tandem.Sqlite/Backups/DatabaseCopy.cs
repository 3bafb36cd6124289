using Microsoft.Data.Sqlite;

using SQLitePCL;

using Tandem.Platform;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Backups;

/// <summary>A consistent copy of a database as one file, made beside a server that goes on writing.</summary>
internal static class DatabaseCopy
{
    // 1 MiB: a reader's share of the disk, and a step short enough to be cancelled.
    private const int PagesInOneStep = 256;

    /// <summary>Copies the database to a file that must not exist; it is complete, verified and durable when this returns.</summary>
    /// <param name="source">The database.</param>
    /// <param name="isLive">Whether a server may have it open.</param>
    /// <param name="draft">The copy's path.</param>
    /// <param name="progress">Is told what part is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SqliteException">The database cannot be read, or the copy not be written.</exception>
    /// <exception cref="StorageConfigurationException">The copy is damaged.</exception>
    public static void Make(string source, bool isLive, string draft, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        DurableFile.CreatePrivate(draft);
        using (var from = Open(isLive ? ReadWrite(source) : ReadOnly(source)))
        using (var to = Open(ReadWrite(draft)))
        {
            // The draft is nobody's yet: no journal protects it, and it is flushed once, at the end.
            Run(to, "PRAGMA synchronous = OFF");
            Run(to, "PRAGMA journal_mode = OFF");

            // One snapshot for all steps; without it every commit of the server would begin the copy anew. Readers do not hold up
            // the writer, and this connection never checkpoints.
            Run(from, "PRAGMA wal_autocheckpoint = 0");
            Run(from, "BEGIN");
            Run(from, "SELECT count(*) FROM sqlite_schema");
            CopyPages(from, to, progress, cancellationToken);
            Run(from, "ROLLBACK");
        }

        // The copied header says "write-ahead log". A backup is one file, which can be read where nothing can be written.
        using (var copy = Open(ReadWrite(draft)))
            Run(copy, "PRAGMA journal_mode = DELETE");
        progress?.Report(1);
        Verify(draft, cancellationToken);
        DurableFile.Flush(draft);
    }

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="StorageConfigurationException">It is damaged.</exception>
    public static void Verify(string path, CancellationToken cancellationToken)
    {
        using var connection = Open(ReadOnly(path));
        if (SqliteInterruption.Run(connection.Handle!, () => Run(connection, "PRAGMA integrity_check(1)"), cancellationToken) is var found and not "ok")
            throw new StorageConfigurationException($"{path} is damaged: {found}. Take another copy.");
    }

    private static void CopyPages(SqliteConnection from, SqliteConnection to, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var copying = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (copying.IsInvalid)
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(to.Handle), to.Handle);
        int result;
        while ((result = raw.sqlite3_backup_step(copying, PagesInOneStep)) == raw.SQLITE_OK)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(1 - ((double)raw.sqlite3_backup_remaining(copying) / raw.sqlite3_backup_pagecount(copying)));
        }

        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, to.Handle);
    }

    private static SqliteConnection Open(SqliteConnectionStringBuilder settings)
    {
        settings.Pooling = false;
        settings.DefaultTimeout = 5;
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Without a log beside it the file is all there is, and nothing need be written to read it: not even where its folder is read-only.
    private static SqliteConnectionStringBuilder ReadOnly(string path) => File.Exists(path + "-wal") || File.Exists(path + "-journal")
        ? ReadWrite(path)
        : new() { DataSource = $"{new Uri(path).AbsoluteUri}?immutable=1", Mode = SqliteOpenMode.ReadOnly };

    private static SqliteConnectionStringBuilder ReadWrite(string path) => new() { DataSource = path, Mode = SqliteOpenMode.ReadWrite };

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
