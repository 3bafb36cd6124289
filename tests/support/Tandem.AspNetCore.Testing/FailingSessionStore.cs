using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.Lockout;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Testing;

/// <summary>A session store that can be taken away, before a write or after its commit.</summary>
internal sealed class FailingSessionStore(ISessionStore inner) : ISessionStore
{
    /// <summary>Whether every call fails.</summary>
    public bool Away { get; set; }

    /// <summary>Whether writes are committed and then reported as failed: the outcome is unknown to the caller.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Whether uses of sessions can be read and not written, as on a full disk.</summary>
    public bool WritesFail { get; set; }

    /// <summary>What happens once between the evaluation of a password and the session that it opens.</summary>
    public Func<Task>? BeforeInsert { get; set; }

    /// <summary>Puts it in front of a host's store.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var real = builder.Services.Single(service => service.ServiceType == typeof(ISessionStore)).ImplementationType!;
        builder.Services.AddSingleton(
            provider => new FailingSessionStore((ISessionStore)ActivatorUtilities.CreateInstance(provider, real)));
        builder.Services.AddSingleton<ISessionStore>(provider => provider.GetRequiredService<FailingSessionStore>());
    }

    /// <inheritdoc/>
    public Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellationToken) =>
        WriteAsync(async () =>
    {
        if (BeforeInsert is { } happens)
        {
            BeforeInsert = null;
            await happens();
        }

        await inner.InsertAsync(session, settled, reported, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.TryRotateAsync(rotation, cancellationToken));

    /// <inheritdoc/>
    public Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken) =>
        ReadAsync(() => inner.FindAsync(sessionId, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent? reported,
        CancellationToken cancellationToken) =>
        WriteAsync(() => inner.TryAdvanceAsync(sessionId, expected, replacement, client, reported, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.TryRevokeAsync(sessionId, expected, reason, reported, cancellationToken));

    /// <inheritdoc/>
    public Task<long?> EndAllAsync(Guid accountId, Guid? kept, SecurityEvent reported, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.EndAllAsync(accountId, kept, reported, cancellationToken));

    /// <inheritdoc/>
    public Task<SessionPage?> ListAsync(Guid accountId, Guid? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(() => inner.ListAsync(accountId, after, now, cancellationToken));

    /// <inheritdoc/>
    public Task<SessionCount> CountAsync(Guid accountId, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(() => inner.CountAsync(accountId, most, now, cancellationToken));

    /// <inheritdoc/>
    public Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken) =>
        inner.ConfirmAsync(delivered, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TouchAsync(
        Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken) =>
        WritesFail
            ? throw new StorageUnavailableException("Not writable.")
            : WriteAsync(() => inner.TouchAsync(sessionId, unusedSince, now, client, cancellationToken));

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.PurgeAsync(before, limit, cancellationToken);

    private Task<T> ReadAsync<T>(Func<Task<T>> read) => Away ? throw new StorageUnavailableException("Taken away.") : read();

    private async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        var written = await ReadAsync(write);
        return LosesAnswers ? throw new StorageUnavailableException("Committed, and the answer lost.") : written;
    }
}
