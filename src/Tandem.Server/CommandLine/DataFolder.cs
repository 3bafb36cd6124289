using System.Globalization;

using Tandem.AspNetCore;
using Tandem.Sqlite;

namespace Tandem.Server.CommandLine;

/// <summary>The folder that the configuration names.</summary>
internal static class DataFolder
{
    public static string PathOf(TandemOptions options) => Path.GetFullPath(options.DataFolder);

    /// <summary>Makes it where it is missing: the database makes its own folder, which need not be the one for the master key.</summary>
    public static void Create(TandemOptions options) => Use(options, PrivateFolder.Create);

    /// <summary>Keeps other servers off it.</summary>
    public static DataFolderLock Hold(TandemOptions options)
    {
        DataFolderLock? held = null;
        int? holder = null;
        Use(options, folder => DataFolderLock.TryAcquire(folder, out held, out holder));
        return held ?? throw new CommandException(
            $"Another server (process {holder?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}) serves {PathOf(options)}. "
            + "Stop it, or choose another folder with --data DIR.");
    }

    private static void Use(TandemOptions options, Action<string> use)
    {
        var folder = PathOf(options);
        try
        {
            use(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The data folder {folder} cannot be used: {exception.Message} Choose another with --data DIR.");
        }
    }
}
