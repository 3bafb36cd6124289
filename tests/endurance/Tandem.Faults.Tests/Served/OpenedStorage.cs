using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore;
using Tandem.AspNetCore.MasterKeys;
using Tandem.Platform;

namespace Tandem.Faults.Tests.Served;

/// <summary>The storage of a data folder, opened by this process as the command line opens it.</summary>
public sealed class OpenedStorage : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private OpenedStorage(ServiceProvider services) => this.services = services;

    public DateTimeOffset Now => Get<InstallationClock>().UtcNow;

    public static async Task<OpenedStorage> OpenAsync(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Tandem:DataFolder", folder)]).Build();
        var opened = new OpenedStorage(new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(new StorageSettings("sqlite", "", folder) { Checkpoints = false })
            .AddTandemCore()
            .AddTandemStorage()
            .BuildServiceProvider());
        Directory.CreateDirectory(folder);
        await opened.Get<InstallationOpener>().OpenAsync(CancellationToken.None);
        return opened;
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
