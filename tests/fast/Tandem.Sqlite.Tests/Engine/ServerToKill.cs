using System.Globalization;

using Microsoft.Extensions.DependencyInjection;

using Tandem.Operations;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.Sqlite.Tests.Engine;

/// <summary>What the other process of <see cref="CrashTests"/> does; not a test of its own.</summary>
public sealed class ServerToKill
{
    public static string Method => $"{typeof(ServerToKill).FullName}.{nameof(Writes_until_it_is_killed)}";

    public static SecurityEvent Report(string name) =>
        new RateLimited(name) { At = DateTimeOffset.UnixEpoch, Context = EventContext.Local };

    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(OtherProcess.FolderVariable)!;
        Assert.True(DataFolderLock.TryAcquire(folder, out var taken, out _));
        using var held = taken;
        OtherProcess.Say("locked");
        await using var services = new ServiceCollection().AddSingleton(new StorageSettings("sqlite", "", folder)).AddTandemStorage()
            .BuildServiceProvider();
        var cancellationToken = TestContext.Current.CancellationToken;
        await services.GetRequiredService<IStorageLifetime>().OpenAsync(cancellationToken);
        var events = services.GetRequiredService<IEventStore>();
        await events.StartChainAsync(new SqliteHost().Sealer, DateTimeOffset.UnixEpoch, wasBegun: false, cancellationToken);
        for (var i = 0; ; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"theirs {i}");
            await events.AppendAsync(Report(name), cancellationToken);
            OtherProcess.Say(name);
        }
    }
}
