using Tandem.Lockout;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Bench.Served;

/// <summary>Lets one rotation through at a time, so that each finds the writer idle and gets a transaction of its own.</summary>
internal sealed class UngroupedSessionStore(ISessionStore grouped) : ISessionStore, IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    public async Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await grouped.TryRotateAsync(rotation, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellationToken) =>
        grouped.InsertAsync(session, settled, reported, cancellationToken);

    public Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken) => grouped.FindAsync(sessionId, cancellationToken);

    public Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent? reported,
        CancellationToken cancellationToken) => grouped.TryAdvanceAsync(sessionId, expected, replacement, client, reported, cancellationToken);

    public Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken) =>
        grouped.TryRevokeAsync(sessionId, expected, reason, reported, cancellationToken);

    public Task<long?> EndAllAsync(Guid accountId, Guid? kept, SecurityEvent reported, CancellationToken cancellationToken) =>
        grouped.EndAllAsync(accountId, kept, reported, cancellationToken);

    public Task<SessionPage?> ListAsync(Guid accountId, Guid? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        grouped.ListAsync(accountId, after, now, cancellationToken);

    public Task<SessionCount> CountAsync(Guid accountId, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        grouped.CountAsync(accountId, most, now, cancellationToken);

    public Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken) =>
        grouped.ConfirmAsync(delivered, cancellationToken);

    public Task<bool> TouchAsync(
        Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken) =>
        grouped.TouchAsync(sessionId, unusedSince, now, client, cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        grouped.PurgeAsync(before, limit, cancellationToken);

    public void Dispose() => turn.Dispose();
}
