using Microsoft.Data.Sqlite;

using Tandem.Processes.Testing;
using Tandem.Sessions;

namespace Tandem.Tabs.Tests.LateResponses;

/// <summary>The states of a host's database before each of its last changes of one session, so that it can lose them.</summary>
internal sealed class Commits(TandemHost host, Guid session) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Stack<string> before = [];
    private int last;

    private string Database => Path.Combine(host.Folder, "tandem.db");

    public async Task<RotationState> RowAsync() => (await host.SessionAsync(session)).Rotation;

    /// <summary>Does something, and remembers how the database was if that changed the row.</summary>
    public async Task<T> DoAsync<T>(Func<Task<T>> change)
    {
        var row = await RowAsync();
        var copy = folder.File($"{++last}.db");
        Copy(copy);
        var result = await change();
        if (await RowAsync() != row)
            before.Push(copy);
        return result;
    }

    /// <summary>Takes back the last changes, as a failover does to a replica that lags.</summary>
    public async Task LoseAsync(int changes)
    {
        var copy = "";
        for (var change = 0; change < changes; change++)
            copy = before.Pop();
        await host.StopAsync();
        File.Copy(copy, Database, overwrite: true);
        foreach (var log in (string[])["-wal", "-shm"])
            File.Delete(Database + log);
        await host.StartAgainAsync();
    }

    public void Dispose() => folder.Dispose();

    private void Copy(string copy)
    {
        using var from = Open(Database, SqliteOpenMode.ReadOnly);
        using var to = Open(copy, SqliteOpenMode.ReadWriteCreate);
        from.BackupDatabase(to);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
