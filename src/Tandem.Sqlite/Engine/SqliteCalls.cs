using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]

namespace Tandem.Sqlite.Engine;

/// <summary>
/// The calls of which a rotation makes dozens, into the library that the package's own classes call. Each takes nanoseconds and waits for
/// nobody, since a connection is used by one thread at a time: the garbage collector need not be told of them.
/// </summary>
internal static unsafe partial class SqliteCalls
{
    private const string Name = "e_sqlite3";

    [LibraryImport(Name, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static partial int BindNumber(nint statement, int parameter, long value);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    public static partial int Type(nint statement, int column);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    public static partial long Number(nint statement, int column);

    /// <summary>A blob, or a text in UTF-8; valid up to the next step.</summary>
    public static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        var bytes = Blob(statement, column);
        return new(bytes, ByteCount(statement, column));
    }

    /// <summary>SQLITE_FCNTL_HAS_MOVED.</summary>
    public const int HasMoved = 20;

    /// <summary>Asks the file of a database something.</summary>
    [LibraryImport(Name, EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileControl(nint connection, string database, int operation, ref int value);

    /// <summary>What a connection is locked with.</summary>
    [LibraryImport(Name, EntryPoint = "sqlite3_db_mutex")]
    public static partial nint Mutex(nint connection);

    [LibraryImport(Name, EntryPoint = "sqlite3_mutex_enter")]
    public static partial void Enter(nint mutex);

    [LibraryImport(Name, EntryPoint = "sqlite3_mutex_leave")]
    public static partial void Leave(nint mutex);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    private static partial void* Blob(nint statement, int column);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    private static partial int ByteCount(nint statement, int column);
}
