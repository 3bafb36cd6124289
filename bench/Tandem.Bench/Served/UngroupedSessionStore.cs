using Tandem.Accounts;
using Tandem.Events;
using Tandem.Sessions;
using Tandem.Storage;

namespace Tandem.Bench.Served;

/// <summary>Lets one rotation through at a time, so that each finds the writer idle and gets a transaction of its own.</summary>
internal sealed class UngroupedSessionStore(ISessionStore grouped) : ISessionStore, IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    public async Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await grouped.TryRotateAsync(rotation, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellation) =>
        grouped.InsertAsync(session, settled, reported, cancellation);

    public Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellation) => grouped.FindAsync(sessionId, cancellation);

    public Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent reported,
        CancellationToken cancellation) => grouped.TryAdvanceAsync(sessionId, expected, replacement, client, reported, cancellation);

    public Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellation) =>
        grouped.TryRevokeAsync(sessionId, expected, reason, reported, cancellation);

    public Task<int> RevokeAllAsync(
        Guid accountId, Guid? except, SessionEnd reason, SecurityEvent reported, CancellationToken cancellation) =>
        grouped.RevokeAllAsync(accountId, except, reason, reported, cancellation);

    public Task<IReadOnlyList<Session>> ListAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellation) =>
        grouped.ListAsync(accountId, now, cancellation);

    public Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellation) =>
        grouped.ConfirmAsync(delivered, cancellation);

    public Task<bool> TouchAsync(
        Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellation) =>
        grouped.TouchAsync(sessionId, unusedSince, now, client, cancellation);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        grouped.PurgeAsync(before, limit, cancellation);

    public void Dispose() => turn.Dispose();
}
