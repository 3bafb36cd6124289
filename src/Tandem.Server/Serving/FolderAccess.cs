using System.Runtime.InteropServices;

namespace Tandem.Server.Serving;

/// <summary>Whether a folder takes new files, without making one.</summary>
internal static class FolderAccess
{
    // access(2): write and search.
    private const int WriteAndSearch = 2 | 1;

    public static bool IsWritable(string folder) => OperatingSystem.IsWindows() || Access(folder, WriteAndSearch) == 0;

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
