using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Migrations;

namespace Tandem.Server.CommandLine;

/// <summary>A file in the data folder, which one server uses at a time.</summary>
internal sealed class SqliteKind : DatabaseKind
{
    private const int MostFolders = 500;

    public override bool IsFile => true;

    public override string FileToCopy(StorageSettings settings) => SqliteLocation.Resolve(settings).Path;

    public override void AddStores(IServiceCollection services) => services.AddTandemStorage();

    public override void KeepAsItIs(IServiceCollection services) => services.AddSingleton(provider => new SqliteDatabase(
        SqliteLocation.Resolve(provider.GetRequiredService<StorageSettings>()), (_, _) => Task.FromResult("as it is"),
        provider.GetRequiredService<TimeProvider>(), meters: null));

    public override StoredSchema FindSchema(StorageSettings settings) => SqliteSchema.Find(settings);

    public override string? WhyMissing(StorageSettings settings) => SqliteLocation.Resolve(settings).Path is var database && !File.Exists(database)
        ? $"There is no database: {database} does not exist. Name its folder with --data DIR; tandem serve makes a new one."
        : null;

    public override string? NoticeOfNew(StorageSettings settings) => SqliteLocation.Resolve(settings).Path is var database && !File.Exists(database)
        ? $"There was no database in {Path.GetDirectoryName(database)}: a new, empty one was made.{Guess(settings)}"
        : null;

    public override string HowToName(StorageSettings settings) => $"Name the folder with --data DIR.{Guess(settings)}";

    // The folder that was perhaps meant.
    private static string Guess(StorageSettings settings)
    {
        var database = SqliteLocation.Resolve(settings).Path;
        return Meant(Path.GetDirectoryName(database)!, Path.GetFileName(database)) is { } meant ? $" Did you mean {meant}, which has one?" : "";
    }

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
