using Tandem.AspNetCore;
using Tandem.Platform;
using Tandem.Sqlite.Engine;

namespace Tandem.Server.CommandLine;

/// <summary>Says that a database is made anew: where one was expected, the folder's name is mistyped.</summary>
internal static class NewDatabase
{
    private const int MostFolders = 500;

    /// <summary>What there is to say, before the database is opened; null where there is one.</summary>
    public static string? Notice(TandemOptions options)
    {
        var database = SqliteLocation.Resolve(options.ToStorageSettings()).Path;
        if (File.Exists(database))
            return null;
        var folder = Path.GetDirectoryName(database)!;
        var notice = $"There was no database in {folder}: a new, empty one was made.";
        return notice + Guess(folder, Path.GetFileName(database));
    }

    /// <summary>Names the folder that was perhaps meant, where there is one.</summary>
    public static string Guess(StorageSettings settings)
    {
        var database = SqliteLocation.Resolve(settings).Path;
        return Guess(Path.GetDirectoryName(database)!, Path.GetFileName(database));
    }

    private static string Guess(string folder, string file) => Meant(folder, file) is { } meant ? $" Did you mean {meant}, which has one?" : "";

    /// <summary>A folder beside it whose name is nearly the same and that has a database.</summary>
    private static string? Meant(string folder, string file)
    {
        if (Path.GetDirectoryName(folder) is not { } parent || !Directory.Exists(parent))
            return null;
        var name = Path.GetFileName(folder);
        var access = new EnumerationOptions { IgnoreInaccessible = true };
        return Directory.EnumerateDirectories(parent, "*", access).Take(MostFolders)
            .Where(other => other != folder && BadArguments.AreNear(Path.GetFileName(other), name) && File.Exists(Path.Combine(other, file)))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
