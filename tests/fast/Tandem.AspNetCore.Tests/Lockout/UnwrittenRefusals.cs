using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.Lockout;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.Lockout;

/// <summary>Counts sign-ins like the real store, but may be unable to note that one was refused.</summary>
internal sealed class UnwrittenRefusals(ISignInStore inner) : ISignInStore
{
    /// <summary>Whether refusals cannot be written.</summary>
    public bool Away { get; set; } = true;

    /// <summary>Puts it in front of a host's store.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        var real = builder.Services.Single(service => service.ServiceType == typeof(ISignInStore)).ImplementationType!;
        builder.Services.AddSingleton(provider => new UnwrittenRefusals((ISignInStore)ActivatorUtilities.CreateInstance(provider, real)));
        builder.Services.AddSingleton<ISignInStore>(provider => provider.GetRequiredService<UnwrittenRefusals>());
    }

    public Task<SignInAttempt> ReserveAsync(SignInKey key, DateTimeOffset now, LockoutPolicy policy, CancellationToken cancellationToken) =>
        inner.ReserveAsync(key, now, policy, cancellationToken);

    public Task FailAsync(
        SignInKey key, SignInAttempt attempt, DateTimeOffset now, LockoutPolicy policy, SecurityEvent failed, SecurityEvent locked,
        CancellationToken cancellationToken) =>
        Away ? throw new StorageUnavailableException("Away.") : inner.FailAsync(key, attempt, now, policy, failed, locked, cancellationToken);

    public Task ReleaseAsync(SignInKey key, SignInAttempt attempt, CancellationToken cancellationToken) =>
        inner.ReleaseAsync(key, attempt, cancellationToken);

    public Task<bool> UnlockAsync(SignInKey key, SecurityEvent reported, CancellationToken cancellationToken) =>
        inner.UnlockAsync(key, reported, cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.PurgeAsync(before, limit, cancellationToken);
}
