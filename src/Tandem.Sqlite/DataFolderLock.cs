using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

using Microsoft.Win32.SafeHandles;

namespace Tandem.Sqlite;

/// <summary>
/// Keeps a second server off a data folder. The operating system releases it when the process ends, however it ends; the file stays.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    /// <summary>The locked file's name in the data folder; it holds the process id of the server.</summary>
    public const string FileName = "server.lock";

    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of <paramref name="dataFolder"/>, which is made if it is missing.</summary>
    /// <param name="dataFolder">The folder.</param>
    /// <param name="taken">The lock; dispose of it to release it.</param>
    /// <param name="holder">If another process has it, that process's id; null where it cannot be told.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static bool TryAcquire(string dataFolder, [NotNullWhen(true)] out DataFolderLock? taken, out int? holder)
    {
        PrivateFolder.Create(dataFolder);
        var path = Path.Combine(dataFolder, FileName);
        holder = null;
        taken = null;
        FileStream file;
        try
        {
            file = new FileStream(path, Options());
        }
        catch (IOException error) when (IsTaken(error))
        {
            holder = ReadHolder(path);
            return false;
        }

        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
        file.Flush(flushToDisk: true);
        taken = new DataFolderLock(file);
        return true;
    }

    /// <summary>Whether another process holds the lock of a folder now, and which one, where it can be told. Nothing is made or changed.</summary>
    public static bool IsHeld(string dataFolder, out int? holder)
    {
        var path = Path.Combine(dataFolder, FileName);
        holder = null;
        try
        {
            // Closed at once: for that moment it is shared, which a server that starts would have to be unlucky to meet.
            File.Open(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException error) when (IsTaken(error))
        {
            holder = ReadHolder(path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Releases it.</summary>
    public void Dispose() => file.Dispose();

    // On Unix, None is what makes .NET take an exclusive flock(2); on Windows, Read lets others see who has it.
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.Share = FileShare.None;
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    // ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK elsewhere: 11 on Linux, 35 on macOS.
    private static bool IsTaken(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xffff) == 32 : error.HResult is 11 or 35;

    private static int? ReadHolder(string path)
    {
        try
        {
            using var handle = OpenUnlocked(path);
            Span<byte> content = stackalloc byte[16];
            var length = RandomAccess.Read(handle, content, 0);
            return int.TryParse(content[..length].Trim((byte)'\n'), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Opening through .NET would ask for a shared flock(2), which the holder's exclusive one refuses.
    private static SafeFileHandle OpenUnlocked(string path)
    {
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var descriptor = NativeOpen(path, flags: 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new IOException("The lock file cannot be read.");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeOpen([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
