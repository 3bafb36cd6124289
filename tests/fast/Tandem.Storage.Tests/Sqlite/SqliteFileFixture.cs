using Tandem.Storage.Sqlite;

namespace Tandem.Storage.Tests.Sqlite;

/// <summary>An empty database file in a folder of its own, for tests below the ports.</summary>
public abstract class SqliteFileFixture : IDisposable
{
    protected SqliteFileFixture()
    {
        SqliteLibrary.Load();
        Folder = Path.Combine(Path.GetTempPath(), $"tandem-tests-{Guid.NewGuid():n}");
        File = new SqliteFile(Path.Combine(Folder, "data", "tandem.db"), checkpoints: true);
        File.Create();
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Folder { get; }

    private protected SqliteFile File { get; }

    public virtual void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
