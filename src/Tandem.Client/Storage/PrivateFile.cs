using System.Runtime.InteropServices;

namespace Tandem.Client.Storage;

/// <summary>A file that is replaced as a whole: whoever opens it, after a power cut as well, finds the old content or the new. Only its owner can.</summary>
internal static partial class PrivateFile
{
    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerReadWrite | UnixFileMode.UserExecute);
    }

    public static byte[] Read(string path)
    {
        // Shared for deletion: on Windows a file that is being read could not be replaced otherwise.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    /// <summary>One writer at a time: the caller sees to it.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        // What a writer left behind that was killed is taken away, whatever it is and whoever may read it.
        var draft = path + ".new";
        File.Delete(draft);
        Write(draft, content);
        File.Move(draft, path, overwrite: true);
        if (!OperatingSystem.IsWindows())
            SyncFolder(Path.GetDirectoryName(path)!);
    }

    private static void Write(string draft, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerReadWrite;
        using var file = new FileStream(draft, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    // A new name is durable when its folder is (fsync(2)), and .NET opens no folders. A file system that cannot do it has no say.
    private static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
