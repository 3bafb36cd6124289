using System.Security.Cryptography;

using Tandem.Accounts;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.SecurityEvents;

namespace Tandem.Sessions;

/// <summary>Starts, ends and lists sessions. All state is in the store; nothing is told before it is durable.</summary>
internal sealed class SessionService(
    ISessionStore store, SessionPolicy policy, DenySet denied, InstallationClock clock, SecureRandom random)
{
    /// <summary>
    /// Begins a session of an account that has proved its identity. Id and secret are always new. Null when the account changed
    /// meanwhile: what it has proved must be judged anew.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored, or it is not known.</exception>
    public async Task<StartedSession?> StartAsync(Account account, SessionStart start, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var secret = random.Bytes(Session.SecretLength);
        var session = new Session
        {
            Id = random.Identifier(),
            AccountId = account.Id,
            AccountEpoch = account.Epoch,
            SecretHash = SHA256.HashData(secret),
            Rotation = RotationState.Initial,
            Persistent = start.Persistent,
            CreatedAt = now,
            AuthenticatedAt = now,
            AuthenticationMethods = start.AuthenticationMethods,
            IdleLifetime = policy.IdleLifetime,
            AbsoluteExpiresAt = now + policy.AbsoluteLifetime,
            Delivery = start.Delivery,
            Client = caller.Client,
        };
        var reported = new LoginSucceeded(account.Id, session.Id, start.AuthenticationMethods) { At = now, Context = caller.Context };
        await store.InsertAsync(session, start.Settled, reported, cancellationToken);

        // A change of the account takes along the sessions it finds. One that was stored after the change, with the epoch from before,
        // was dead from the start, and nobody may be told that it lives.
        if (await store.FindAsync(session.Id, cancellationToken) is not { } stored || stored.EndedBy(now) is not null)
            return null;
        await EndSurplusAsync(session, caller, cancellationToken);
        return new StartedSession(new StoredSession(session, account), secret, now);
    }

    /// <summary>
    /// Begins a session in the place of another, with another id and secret: what was stolen of the former does not work on. How, when and for
    /// how long the account signed in stays what it was. The former is not ended here.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored, or it is not known.</exception>
    public async Task<StartedSession> ReplaceAsync(Session former, Account account, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var secret = random.Bytes(Session.SecretLength);
        var session = former with
        {
            Id = random.Identifier(),
            AccountEpoch = account.Epoch,
            SecretHash = SHA256.HashData(secret),
            Rotation = RotationState.Initial,
            CreatedAt = now,
            Client = caller.Client,
        };
        await store.InsertAsync(session, null, new SessionReplaced(account.Id, session.Id) { At = now, Context = caller.Context }, cancellationToken);
        return new StartedSession(new StoredSession(session, account), secret, now);
    }

    /// <summary>Ends one session of an account; false when it is not one of the account's living sessions.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    public async Task<bool> EndAsync(Guid accountId, Guid sessionId, SessionEnd reason, Caller caller, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(sessionId, cancellationToken);
        if (stored is null || stored.Session.AccountId != accountId || stored.EndedBy(clock.UtcNow) is not null)
            return false;
        await EndAsync(stored.Session, reason, caller, cancellationToken);
        return true;
    }

    /// <summary>Ends every session of an account but <paramref name="except"/>.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    public async Task EndAllAsync(Guid accountId, Guid? except, SessionEnd reason, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var living = await store.ListAsync(accountId, now, cancellationToken);
        var reported = new SessionsEnded(accountId, reason) { At = now, Context = caller.Context };
        await store.RevokeAllAsync(accountId, except, reason, reported, cancellationToken);
        foreach (var session in living.Where(session => session.Id != except))
            denied.AddSession(session.Id, now);
    }

    /// <summary>The living sessions of an account, used last first.</summary>
    public Task<IReadOnlyList<Session>> ListAsync(Guid accountId, CancellationToken cancellationToken) =>
        store.ListAsync(accountId, clock.UtcNow, cancellationToken);

    private async Task EndSurplusAsync(Session started, Caller caller, CancellationToken cancellationToken)
    {
        if (policy.MaxPerAccount is not { } most)
            return;
        var living = await store.ListAsync(started.AccountId, started.CreatedAt, cancellationToken);
        foreach (var surplus in living.Where(session => session.Id != started.Id).Skip(most - 1))
            await EndAsync(surplus, SessionEnd.EndedByOwner, caller, cancellationToken);
    }

    /// <summary>Ends a session; nothing happens if it has ended.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    internal async Task EndAsync(Session session, SessionEnd reason, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var reported = new SessionEnded(session.AccountId, session.Id, reason) { At = now, Context = caller.Context };
        await store.TryRevokeAsync(session.Id, null, reason, reported, cancellationToken);
        denied.AddSession(session.Id, now);
    }
}
