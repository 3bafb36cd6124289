using System.Reflection;
using System.Runtime.InteropServices;

using SQLitePCL;

using Tandem.Platform;

namespace Tandem.Storage.Sqlite;

/// <summary>
/// The SQLite of the operating system, which its distributor keeps patched; none is shipped with the program.
/// </summary>
internal static class SqliteLibrary
{
    /// <summary>3.35.0, the first with RETURNING.</summary>
    public const int MinimumVersion = 3_035_000;

    private static readonly Lazy<string> Loaded = new(LoadOnce);

    /// <summary>Loads it once for the process.</summary>
    /// <returns>Its version, such as <c>3.40.1</c>.</returns>
    public static string Load() => Loaded.Value;

    /// <summary>The first of these names that can be loaded.</summary>
    internal static nint Open(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        }

        throw new NativeLibraryMissingException(
            "SQLite",
            "storing accounts and sessions",
            "Install it: Debian and Ubuntu `apt-get install libsqlite3-0`, Alpine `apk add sqlite-libs`, Fedora `dnf install sqlite-libs`; "
            + "macOS and Windows have it.");
    }

    /// <summary>Refuses a library that lacks what the statements need.</summary>
    internal static void RequireVersion(int number, string version)
    {
        if (number < MinimumVersion)
            throw new StorageConfigurationException($"SQLite {version} is too old: 3.35.0 or later is needed. Update the system.");
    }

    private static string LoadOnce()
    {
        var handle = Open(Names());
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        var version = raw.sqlite3_libversion().utf8_to_string();
        RequireVersion(raw.sqlite3_libversion_number(), version);
        return version;

        nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == "e_sqlite3" ? handle : 0;
    }

    private static string[] Names() =>
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];
}
