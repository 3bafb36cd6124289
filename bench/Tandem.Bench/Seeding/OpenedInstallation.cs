using Tandem.AspNetCore;
using Tandem.AspNetCore.MasterKeys;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SigningKeys;

namespace Tandem.Bench.Seeding;

/// <summary>An installation opened in this process, as the command line opens one: to fill it, or to look into it.</summary>
internal sealed class OpenedInstallation : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private OpenedInstallation(ServiceProvider services) => this.services = services;

    public RefreshTokenFormat RefreshTokens => RefreshTokenFormat.Of(Get<Installation>());

    public KeyRing SigningKeys => Get<KeyRingService>().Current;

    /// <summary>Such as <c>SQLite 3.40.1</c>.</summary>
    public string StorageVersion => Get<IStorageLifetime>().Describe().Split(',')[0];

    public static async Task<OpenedInstallation> OpenAsync(
        string folder, CancellationToken cancellationToken, string algorithm = SigningAlgorithm.Es256)
    {
        var opened = new OpenedInstallation(new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                [new("Tandem:DataFolder", folder), new("Tandem:Signing:Algorithm", algorithm)]).Build())
            .AddTandemCore()
            .AddTandemStorage()
            .BuildServiceProvider());
        await opened.Get<InstallationOpener>().OpenAsync(cancellationToken);
        return opened;
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
