using SQLitePCL;

namespace Tandem.Sqlite.Engine;

/// <summary>
/// Decides when the writer moves the write-ahead log into the database file: when the log is long, and when nobody writes. Rarely, since
/// a page that many refreshes rewrote is moved once. Used on the writer's thread; its length is read from anywhere.
/// </summary>
/// <param name="path">The database.</param>
/// <param name="moves">Whether this process does it without being asked to.</param>
internal sealed class WriteAheadLog(string path, bool moves)
{
    /// <summary>Pages after which it is moved between two groups: 32 MiB.</summary>
    public const int LongestPages = 32 * 1024 * 1024 / SqliteFile.PageSize;

    /// <summary>Pages from which an idle writer empties it.</summary>
    public const int IdlePages = 256;

    // SQLITE_CHECKPOINT_NOOP of SQLite 3.51: tells the length, and does nothing.
    private const int Nothing = -1;

    private int pages;
    private bool owesErasure;

    /// <summary>Bytes that a restart would have to read.</summary>
    public long Length => (long)Volatile.Read(ref pages) * SqliteFile.PageSize;

    /// <summary>Bytes of the file, which is kept to be written over.</summary>
    public long FileLength => new FileInfo(path + "-wal") is { Exists: true } file ? file.Length : 0;

    /// <summary>Whether there is something to be done when nobody writes.</summary>
    public bool WantsIdleMoment => Volatile.Read(ref owesErasure) || (moves && Volatile.Read(ref pages) >= IdlePages);

    /// <summary>After a commit.</summary>
    public void Written(PreparedConnection connection)
    {
        Volatile.Write(ref pages, connection.Checkpoint(Nothing));
        if (moves && pages >= LongestPages)
            Volatile.Write(ref pages, connection.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE));
    }

    /// <summary>Leaves nothing in it. Where a reader of another process holds on to it, the next idle moment does.</summary>
    public void Empty(PreparedConnection connection)
    {
        owesErasure = true;
        TryEmpty(connection);
    }

    /// <summary>Nobody has written for a while.</summary>
    public void EmptyWhileIdle(PreparedConnection connection)
    {
        if (!WantsIdleMoment)
            return;
        connection.WaitForLocks(TimeSpan.Zero);
        TryEmpty(connection);
        connection.WaitForLocks(SqliteFile.LockWait);
    }

    private void TryEmpty(PreparedConnection connection)
    {
        Volatile.Write(ref pages, connection.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE));
        owesErasure &= FileLength > 0;
    }
}
