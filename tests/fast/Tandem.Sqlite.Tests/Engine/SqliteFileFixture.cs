using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Tests.Engine;

/// <summary>An empty database file in a folder of its own, for tests below the ports.</summary>
public abstract class SqliteFileFixture : IDisposable
{
    protected SqliteFileFixture()
    {
        Folder = Path.Combine(Path.GetTempPath(), $"tandem-tests-{Guid.NewGuid():n}");
        File = new SqliteFile(Path.Combine(Folder, "data", "tandem.db"), checkpoints: true);
        File.Create();
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Folder { get; }

    private protected SqliteFile File { get; }

    private protected SqliteWriter Writer(Func<PreparedConnection> open) =>
        new(open, File.Log, new StorageMetrics(null, File.Log), TimeProvider.System);

    public virtual void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
