namespace Tandem.Sqlite;

/// <summary>A folder that only its owner may enter.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes it where it is missing; one that exists keeps its permissions.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
