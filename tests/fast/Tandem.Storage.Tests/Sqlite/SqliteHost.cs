using Tandem.Platform;
using Tandem.Storage.Tests.Conformance;

namespace Tandem.Storage.Tests.Sqlite;

/// <summary>SQLite in a folder of its own.</summary>
public sealed class SqliteHost : StoreHost
{
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"tandem-tests-{Guid.NewGuid():n}");

    public string File => Path.Combine(Folder, "tandem.db");

    protected override StorageSettings Settings => new("sqlite", "", Folder);

    protected override Task RemoveAsync()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
