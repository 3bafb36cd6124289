using Microsoft.Extensions.DependencyInjection;

using Tandem.Events;
using Tandem.Storage;
using Tandem.Testing;

namespace Tandem.Sqlite.Tests.Conformance;

/// <summary>A database of its own for one test, opened as an application opens it. One subclass for each kind of database.</summary>
public abstract class StoreHost : IAsyncDisposable
{
    private ServiceProvider? services;

    public ManualTimeProvider Time { get; } = new();

    public SeededRandom Random { get; } = new(1);

    /// <summary>What seals the events of all programs on the database.</summary>
    public EventSealer Sealer { get; } = new(new SeededRandom(2).Bytes(EventSealer.KeyLength), SecureRandom.System);

    protected abstract StorageSettings Settings { get; }

    public T Get<T>() where T : notnull => services!.GetRequiredService<T>();

    public async Task StartAsync(CancellationToken cancellation)
    {
        services = Build();
        await OpenAsync(services, cancellation);
    }

    /// <summary>Closes the database and opens it again, as a restart does.</summary>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        await services!.DisposeAsync();
        await StartAsync(cancellation);
    }

    /// <summary>Closes the database.</summary>
    public async Task StopAsync()
    {
        await services!.DisposeAsync();
        services = null;
    }

    /// <summary>A second program on the same database.</summary>
    public async Task<ServiceProvider> StartAnotherAsync(CancellationToken cancellation)
    {
        var another = Build();
        await OpenAsync(another, cancellation);
        return another;
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task RemoveAsync();

    private async Task OpenAsync(ServiceProvider opened, CancellationToken cancellation)
    {
        await opened.GetRequiredService<IStorageLifetime>().OpenAsync(cancellation);
        await opened.GetRequiredService<IEventStore>().StartChainAsync(Sealer, Time.GetUtcNow(), cancellation);
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton<SecureRandom>(Random)
        .AddSingleton(Settings)
        .AddTandemStorage()
        .BuildServiceProvider();
}
