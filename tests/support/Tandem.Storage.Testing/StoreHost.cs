using Microsoft.Extensions.DependencyInjection;

using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Testing;

namespace Tandem.Storage.Testing;

/// <summary>A database of its own for one test, opened as an application opens it. One subclass for each kind of database.</summary>
public abstract class StoreHost : IAsyncDisposable
{
    private ServiceProvider? services;

    // What an installation's master key remembers.
    private bool wasBegun;

    public ManualTimeProvider Time { get; } = new();

    internal SeededRandom Random { get; } = new(1);

    /// <summary>What seals the events of all programs on the database.</summary>
    internal EventSealer Sealer { get; } = new(new SeededRandom(2).Bytes(EventSealer.KeyLength), SecureRandom.System);

    internal abstract StorageSettings Settings { get; }

    public T Get<T>() where T : notnull => services!.GetRequiredService<T>();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        services = Build();
        await OpenAsync(services, cancellationToken);
    }

    /// <summary>Closes the database and opens it again, as a restart does.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await services!.DisposeAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>Closes the database.</summary>
    public async Task StopAsync()
    {
        await services!.DisposeAsync();
        services = null;
    }

    /// <summary>A second program on the same database.</summary>
    public async Task<ServiceProvider> StartAnotherAsync(CancellationToken cancellationToken)
    {
        var another = Build();
        await OpenAsync(another, cancellationToken);
        return another;
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Registers the ports, as an application does.</summary>
    protected abstract void AddStorage(IServiceCollection added);

    protected abstract Task RemoveAsync();

    private async Task OpenAsync(ServiceProvider opened, CancellationToken cancellationToken)
    {
        await opened.GetRequiredService<IStorageLifetime>().OpenAsync(cancellationToken);
        await opened.GetRequiredService<IEventStore>().StartChainAsync(Sealer, Time.GetUtcNow(), wasBegun, cancellationToken);
        wasBegun = true;
    }

    private ServiceProvider Build()
    {
        var added = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddSingleton<SecureRandom>(Random).AddSingleton(Settings);
        AddStorage(added);
        return added.BuildServiceProvider();
    }
}
