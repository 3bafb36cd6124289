using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Simulation.Tests.Serving;

/// <summary>Sessions, as <c>RotationStatement</c>, <c>SessionWrites</c> and <c>SqliteSessionStore</c> have them.</summary>
internal sealed partial class SimulatedStore : ISessionStore
{
    public Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellationToken) =>
        WriteAsync<object?>(() =>
        {
            Set(rules.NoAbsoluteEnd ? session with { AbsoluteExpiresAt = null } : session);
            return null;
        });

    public Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellationToken) =>
        WriteAsync(() => Rotatable(rotation) is { } stored ? Rotate(stored, rotation) : null);

    public Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var found = sessions.TryGetValue(sessionId, out var session) ? new StoredSession(session, accounts[session.AccountId]) : null;
        Read();
        return Task.FromResult(found);
    }

    public Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent? reported,
        CancellationToken cancellationToken) => WriteAsync(() =>
        {
            if (!sessions.TryGetValue(sessionId, out var session)
                || session.RevokedAt is not null
                || (session.Rotation != expected && !rules.AdvancesBlindly))
                return false;
            Set(session with { Rotation = replacement, Client = client });
            return true;
        });

    public Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken)
    {
        bool Revoke()
        {
            if (!sessions.TryGetValue(sessionId, out var session) || session.RevokedAt is not null
                || (expected is { } state && session.Rotation != state))
                return false;
            if (expected is not null && rules.ReuseOnlyRefuses)
                return true;
            Set(session with { RevokedAt = reported.At, RevokedBecause = reason });
            Tell(reported.At, sessionId, null, 0);
            return true;
        }

        if (expected is null && rules.RevokesLater)
        {
            Later(() => Revoke());
            return Task.FromResult(true);
        }

        if (expected is null && rules.RevokesInMemory)
            inMemory.Add(() => Forget(sessionId));
        return WriteAsync(Revoke);
    }

    public Task<long?> EndAllAsync(Guid accountId, Guid? kept, SecurityEvent reported, CancellationToken cancellationToken) =>
        WriteAsync<long?>(() =>
        {
            var account = accounts[accountId];
            var raised = account with { Epoch = account.NextEpoch(reported.At), SessionEpoch = account.NextEpoch(reported.At) };
            Set(raised);
            if (kept is { } id && sessions.TryGetValue(id, out var session) && session.SessionEpoch == account.SessionEpoch)
                Set(session with { SessionEpoch = raised.SessionEpoch });
            Tell(reported.At, null, accountId, raised.Epoch);
            return raised.Epoch;
        });

    public Task<SessionPage?> ListAsync(Guid accountId, Guid? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<SessionPage?>(new(
            [.. Living(accountId, now).OrderByDescending(session => session.LastUsedAt).ThenBy(session => session.Id)], null));

    public Task<SessionCount> CountAsync(Guid accountId, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<SessionCount>(new(Math.Min(most, Living(accountId, now).Count()), []));

    public Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken) =>
        WriteAsync(() => delivered.Count(Confirm));

    public Task<bool> TouchAsync(
        Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Cookie sessions are not simulated.");

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    private void Forget(Guid revoked)
    {
        log.Begin();
        if (sessions.TryGetValue(revoked, out var session))
            Set(session with { RevokedAt = null, RevokedBecause = null });
        log.EndUnchanged();
    }

    private IEnumerable<Session> Living(Guid accountId, DateTimeOffset now) => sessions.Values.Where(session =>
        session.AccountId == accountId && new StoredSession(session, accounts[accountId]).EndedBy(now) is null);

    private StoredSession? Rotatable(SessionRotation rotation)
    {
        if (!sessions.TryGetValue(rotation.SessionId, out var session) || (!session.SecretHash.AsSpan().SequenceEqual(rotation.SecretHash) && !rules.RotatesForged))
            return null;
        var (row, account) = (session.Rotation, accounts[session.AccountId]);
        var settling = rules.SettlingTime(rotation.SettlingTime);
        var isCandidate = row.Base < rotation.Generation || (rules.RotatesPredecessor && rotation.Generation == row.Used);
        var isSettled = row.RotatedAt is not { } at || settling == TimeSpan.Zero || rotation.Now - at > settling;
        var isAlive = (session.RevokedAt is null || rules.RotatesRevoked)
            && rotation.Now < session.LastUsedAt + session.IdleLifetime
            && (session.AbsoluteExpiresAt is not { } end || rotation.Now < end)
            && account.SessionEpoch == session.SessionEpoch && account.Status is AccountStatus.Active;
        return isCandidate && rotation.Generation <= row.Issued && isSettled && isAlive ? new(session, account) : null;
    }

    private StoredSession Rotate(StoredSession stored, SessionRotation rotation)
    {
        var row = stored.Session.Rotation;
        var next = row with
        {
            Used = rotation.Generation,
            Base = rules.OthersLive ? rotation.Generation : row.Issued,
            Issued = row.Issued + (rules.SkipsGeneration ? 2 : 1),
            RotatedAt = row.RotatedAt > rotation.Now ? row.RotatedAt : rotation.Now,
        };
        var rotated = stored.Session with { Rotation = next, Client = rotation.Client };
        Set(rotated);
        return stored with { Session = rotated };
    }

    private bool Confirm(DeliveredGeneration delivered)
    {
        if (rules.ConfirmsNothing || !sessions.TryGetValue(delivered.SessionId, out var session))
            return false;
        var row = session.Rotation;
        var isCandidate = row.Base < delivered.Generation && delivered.Generation <= row.Issued && row.Confirmed <= row.Base;
        var isSince = row.RotatedAt is not { } at || at < delivered.IssuedAt.AddSeconds(1);
        if (!isCandidate || !isSince)
            return false;
        Set(session with { Rotation = row with { Confirmed = delivered.Generation } });
        return true;
    }
}
