using Tandem.Lockout;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Tests.Refresh;

/// <summary>A store that only writes down which confirmations came, batch by batch.</summary>
internal sealed class ConfirmedGenerations : ISessionStore
{
    public List<IReadOnlyCollection<DeliveredGeneration>> Batches { get; } = [];

    /// <summary>What happens while a batch is being written.</summary>
    public Action Writing { get; set; } = () => { };

    public Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken)
    {
        Writing();
        Batches.Add(delivered);
        return Task.CompletedTask;
    }

    public Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent? reported, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long?> EndAllAsync(Guid accountId, Guid? kept, SecurityEvent reported, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<SessionPage?> ListAsync(Guid accountId, Guid? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<SessionCount> CountAsync(Guid accountId, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> TouchAsync(Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
