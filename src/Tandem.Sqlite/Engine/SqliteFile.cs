using Microsoft.Data.Sqlite;

using SQLitePCL;

using Tandem.Accounts;
using Tandem.Platform;
using Tandem.SecurityEvents;

using static System.FormattableString;

namespace Tandem.Sqlite.Engine;

/// <summary>The database file and how connections to it are set up.</summary>
/// <param name="path">Absolute path.</param>
/// <param name="checkpoints">Whether this process moves the write-ahead log into the file.</param>
internal sealed class SqliteFile(string path, bool checkpoints)
{
    /// <summary>Bytes of a page: a refresh dirties one.</summary>
    public const int PageSize = 2048;

    /// <summary>How long a connection waits for another's lock.</summary>
    public static readonly TimeSpan LockWait = TimeSpan.FromSeconds(5);

    /// <summary>The version of SQLite, such as <c>3.53.4</c>.</summary>
    public static string LibraryVersion { get; } = new SqliteConnection().ServerVersion;

    /// <summary>Absolute path.</summary>
    public string Path { get; } = path;

    /// <summary>Its write-ahead log.</summary>
    public WriteAheadLog Log { get; } = new(path, checkpoints);

    /// <summary>What seals the events of this database.</summary>
    public EventSeal Events { get; } = new();

    private string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,

        // After SQLite's own busy_timeout; the provider's waiting is coarse and would add to it.
        DefaultTimeout = 1,
    }.ToString();

    /// <summary>Whether anything was ever written there: a start that was cut short leaves an empty file.</summary>
    public bool Exists => new FileInfo(Path) is { Exists: true, Length: > 0 };

    /// <summary>Makes folder and file where they are missing, for the owner's eyes alone.</summary>
    public void Create()
    {
        try
        {
            PrivateFolder.Create(System.IO.Path.GetDirectoryName(Path)!);
            if (!File.Exists(Path))
                CreateEmpty();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The database file {Path} cannot be created: {error.Message}", error);
        }
    }

    /// <summary>A connection that may write.</summary>
    public PreparedConnection OpenWriter() => Open(
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA secure_delete = ON",
        "PRAGMA recursive_triggers = ON",
        "PRAGMA fullfsync = ON",
        "PRAGMA checkpoint_fullfsync = ON",
        // The writer does it, by WriteAheadLog.
        "PRAGMA wal_autocheckpoint = 0",
        "PRAGMA journal_size_limit = 67108864",
        "PRAGMA cache_size = -65536");

    /// <summary>A connection that only reads.</summary>
    public PreparedConnection OpenReader() => Open(
        "PRAGMA journal_mode",
        "PRAGMA wal_autocheckpoint = 0",
        "PRAGMA query_only = ON",
        "PRAGMA cache_size = -8192");

    private PreparedConnection Open(string journalMode, params ReadOnlySpan<string> pragmas)
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            Configure(connection);
            if (Run(connection, journalMode) is not "wal")
                throw new StorageConfigurationException($"SQLite's write-ahead log does not work at {Path}. Use a local disk.");
            foreach (var pragma in pragmas)
                Run(connection, pragma);
            connection.CreateFunction<byte[]?, string?>(
                "session_hash", id => id is { Length: 16 } ? SessionHash.Of(new Guid(id, bigEndian: true)) : null, isDeterministic: true);
            connection.CreateFunction<string?, string?>(
                "canonical_address", address => address is null ? null : EmailAddress.Canonicalize(address), isDeterministic: true);
            return new PreparedConnection(connection, Events);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Nothing is left to what the library was built with.
    private static void Configure(SqliteConnection connection)
    {
        Run(connection, Invariant($"PRAGMA busy_timeout = {LockWait.TotalMilliseconds}"));

        // Before there is a first page: its size.
        Run(connection, Invariant($"PRAGMA page_size = {PageSize}"));
        Run(connection, "PRAGMA foreign_keys = ON");
        Run(connection, "PRAGMA trusted_schema = OFF");

        // Rebuilding a large database must not take as much memory.
        Run(connection, "PRAGMA temp_store = FILE");

        // A name in double quotes that does not exist is a mistake, not a text.
        foreach (var statements in (ReadOnlySpan<int>)[raw.SQLITE_DBCONFIG_DQS_DML, raw.SQLITE_DBCONFIG_DQS_DDL])
            raw.sqlite3_db_config(connection.Handle, statements, 0, out _);
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    // Never through a stream on a file that is there: closing it would drop the locks that SQLite holds on it in this process.
    private void CreateEmpty()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            File.Open(Path, options).Dispose();
        }
        catch (IOException) when (File.Exists(Path))
        {
            // Another starter was faster.
        }
    }
}
