using Tandem.Bench.Seeding;
using Tandem.Lockout;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Bench.Served;

/// <summary>Believes every genuine token: the session of the request is made up, of the same size as a stored one, and rotated.</summary>
internal sealed class NoSessionStore : ISessionStore
{
    public Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellationToken)
    {
        var generation = rotation.Generation;
        var account = Sample.Account(rotation.SessionId, 0, rotation.Now);
        var counters = new RotationState(generation + 1, generation, generation, rotation.Now, 0);
        return Task.FromResult<StoredSession?>(
            new StoredSession(Sample.Session(rotation.SessionId, account, rotation.SecretHash, counters, rotation.Client, rotation.Now), account));
    }

    public Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellationToken) => throw NotServed();

    public Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken) => throw NotServed();

    public Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent? reported,
        CancellationToken cancellationToken) => throw NotServed();

    public Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken) => throw NotServed();

    public Task<long?> EndAllAsync(Guid accountId, Guid? kept, SecurityEvent reported, CancellationToken cancellationToken) =>
        throw NotServed();

    public Task<bool> TouchAsync(
        Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken) => throw NotServed();

    public Task<SessionPage?> ListAsync(Guid accountId, Guid? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw NotServed();

    public Task<SessionCount> CountAsync(Guid accountId, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw NotServed();

    private static NotSupportedException NotServed() => new("There is no storage: only refreshes that rotate are answered.");
}
