using System.Runtime.InteropServices;

namespace Tandem.Platform;

/// <summary>
/// Writes a file as a whole: after a power cut it is absent or complete, or still what it was. Only its owner can read it.
/// </summary>
internal static partial class DurableFile
{
    /// <summary>Creates the file, or returns false when it exists; of several processes exactly one creates it.</summary>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content, string uniqueSuffix)
    {
        var draft = $"{path}.{uniqueSuffix}";
        try
        {
            Write(draft, content);
            return OperatingSystem.IsWindows() ? TryMove(draft, path) : TryLink(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Replaces the file: whoever opens it finds the old content or the new.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content, string uniqueSuffix)
    {
        var draft = $"{path}.{uniqueSuffix}";
        try
        {
            Write(draft, content);
            File.Move(draft, path, overwrite: true);
            if (!OperatingSystem.IsWindows())
                SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Makes an empty file that only its owner may read; it must not exist.</summary>
    public static void CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Open(path, options).Dispose();
    }

    /// <summary>Makes what was written to a file durable.</summary>
    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Gives a complete, flushed draft its name, durably; false when the name is taken and may not be taken over.</summary>
    public static bool TryPlace(string draft, string path, bool overwrite)
    {
        if (overwrite)
            File.Move(draft, path, overwrite: true);
        else if (!TryLinkOrMove(draft, path))
            return false;
        File.Delete(draft);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return true;
    }

    /// <summary>Gives a file a second name, under which it stays when another takes its first.</summary>
    public static void Keep(string path, string added)
    {
        if (OperatingSystem.IsWindows() || Link(path, added) != 0)
        {
            File.Copy(path, added, overwrite: false);
            Flush(added);
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(added))!);
    }

    private static bool TryLinkOrMove(string draft, string path)
    {
        if (!OperatingSystem.IsWindows() && Link(draft, path) == 0)
            return true;
        // Some file systems, on sticks and shares, have no second names.
        return !File.Exists(path) && TryMove(draft, path);
    }

    private static void Write(string draft, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(draft, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static bool TryMove(string draft, string path)
    {
        try
        {
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    // On Unix, File.Move looks before it renames, and two processes can both find the way free. A second name is given to one only.
    private static bool TryLink(string draft, string path)
    {
        if (Link(draft, path) != 0)
        {
            var error = Marshal.GetLastPInvokeErrorMessage();
            return File.Exists(path) ? false : throw new IOException($"{path} cannot be created: {error}.");
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return true;
    }

    // A name is durable when its folder is (fsync(2)), and .NET opens no folders. A file system that cannot do it has no say.
    private static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string added);

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
