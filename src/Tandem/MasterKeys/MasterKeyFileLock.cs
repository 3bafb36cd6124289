namespace Tandem.MasterKeys;

/// <summary>Lets one command at a time change a master key file. The operating system releases it when the process ends, however it ends.</summary>
internal static class MasterKeyFileLock
{
    /// <summary>Takes it; dispose of it to release it.</summary>
    /// <exception cref="MasterKeyException">Another command has it, or the folder cannot be written.</exception>
    public static IDisposable Take(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(path + ".lock", options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException(
                $"{path}: the file cannot be locked ({e.Message}). Another command may be changing it: wait for it. Otherwise the folder must be "
                + "writable for the user who runs this.", e);
        }
    }
}
