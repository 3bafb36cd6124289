using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AccessTokens;
using Tandem.AspNetCore;
using Tandem.AspNetCore.MasterKeys;
using Tandem.Platform;
using Tandem.SigningKeys;

namespace Tandem.Server.Tests.KeyRotation;

/// <summary>Another node on the same database, which checks tokens with Tandem's own validator and follows the keys as a server does.</summary>
internal sealed class SecondNode : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly AccessTokenValidator validator;
    private readonly CancellationTokenSource ending = new();
    private readonly Task following;

    private SecondNode(ServiceProvider services, string issuer)
    {
        this.services = services;
        validator = new AccessTokenValidator(
            new AccessTokenSettings { Issuer = issuer, Audience = issuer }, services.GetRequiredService<KeyRingService>());
        following = FollowAsync();
    }

    public static async Task<SecondNode> StartAsync(TestInstallation installation, TestServer server)
    {
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["Tandem:DataFolder"] = installation.Data }).Build())
            .AddSingleton(provider => provider.GetRequiredService<TandemOptions>().ToStorageSettings() with { Checkpoints = false })
            .AddTandemCore()
            .AddTandemStorage()
            .BuildServiceProvider();
        await services.GetRequiredService<InstallationOpener>().OpenAsync(CancellationToken.None);
        return new SecondNode(services, server.Url.GetLeftPart(UriPartial.Authority));
    }

    public AccessTokenFault Validate(string token) => validator.Validate(token, services.GetRequiredService<InstallationClock>().UtcNow).Fault;

    /// <summary>As the server checks: a node that is late to follow reads the keys before it refuses a token for its key.</summary>
    public async Task<AccessTokenFault> CheckAsync(string token)
    {
        if (Validate(token) is not AccessTokenFault.UnknownKey and var fault)
            return fault;
        await services.GetRequiredService<KeyRingService>().CatchUpAsync(ending.Token);
        return Validate(token);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await following;
        ending.Dispose();
        await services.DisposeAsync();
    }

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
                await services.GetRequiredService<KeyRingService>().FollowAsync(ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The node is stopped.
        }
    }
}
