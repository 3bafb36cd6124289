using Tandem.Operations;
using Tandem.SecurityEvents;
using Tandem.Storage.Testing;

namespace Tandem.Sqlite.Tests.Engine;

/// <summary>What holds when a server is killed, and when two processes share a database file.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private readonly SqliteHost host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await host.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Killing_a_server_loses_nothing_acknowledged_and_frees_its_folder()
    {
        using var server = OtherProcess.Start(ServerToKill.Method, host.Folder);
        Assert.Equal("locked", await server.HearAsync(Cancellation));
        Assert.False(DataFolderLock.TryAcquire(host.Folder, out _, out var holder));
        Assert.Equal(server.Id, holder);

        var acknowledged = new List<string>();
        var events = host.Get<IEventStore>();
        for (var i = 0; i < 200; i++)
        {
            acknowledged.Add(await server.HearAsync(Cancellation));
            await events.AppendAsync(ServerToKill.Report($"mine {i}"), Cancellation);
        }

        acknowledged.AddRange(await server.KillAsync(Cancellation));

        Assert.True(DataFolderLock.TryAcquire(host.Folder, out var taken, out _));
        taken.Dispose();
        await host.RestartAsync(Cancellation);
        var kept = (await host.Get<IEventStore>().ReadAsync(0, int.MaxValue, Cancellation))
            .Select(record => ((RateLimited)record.Event).Group).ToHashSet();
        Assert.Empty(acknowledged.Except(kept));
        Assert.Empty(Enumerable.Range(0, 200).Select(i => $"mine {i}").Except(kept));

        // J5: two processes wrote the chain, one of them was killed.
        var report = await Chain.VerifyAsync(host);
        Assert.Empty(report.Faults);
        Assert.Equal(kept.Count, report.Checked);
    }
}
