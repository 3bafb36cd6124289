using Microsoft.Extensions.DependencyInjection;

using Tandem.Storage;
using Tandem.Time;

namespace Tandem.Faults.Tests.Served;

/// <summary>The storage of a data folder, opened by this process as the command line opens it.</summary>
public sealed class OpenedStorage : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private OpenedStorage(ServiceProvider services) => this.services = services;

    public DateTimeOffset Now => Get<InstallationClock>().UtcNow;

    public static async Task<OpenedStorage> OpenAsync(string folder)
    {
        var opened = new OpenedStorage(new ServiceCollection()
            .AddSingleton(new StorageSettings("sqlite", "", folder) { Checkpoints = false })
            .AddTandemStorage()
            .BuildServiceProvider());
        await opened.Get<IStorageLifetime>().OpenAsync(CancellationToken.None);
        return opened;
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
