namespace Tandem.Platform;

/// <summary>Keeps the data folder out of version control: with the master key and the database in it, one <c>git add</c> would publish both.</summary>
internal static class GitIgnore
{
    /// <summary>The file's name in the folder.</summary>
    public const string FileName = ".gitignore";

    /// <summary>
    /// Writes one that ignores everything in the folder, itself too. One that is there is left as it is, and so is a folder that holds more than
    /// data: the working directory, or the root of a repository.
    /// </summary>
    public static void Write(string folder)
    {
        if (!Directory.Exists(folder) || Path.Exists(Path.Combine(folder, ".git")) || IsWorkingDirectory(folder))
            return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = File.Open(Path.Combine(folder, FileName), options);
            file.Write("*\n"u8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is there already, or nothing can be written here. That must not stop a server.
        }
    }

    private static bool IsWorkingDirectory(string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) == Path.TrimEndingDirectorySeparator(Directory.GetCurrentDirectory());
}
