using System.Security.Cryptography;

using Tandem.Accounts;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.SecurityEvents;

namespace Tandem.Sessions;

/// <summary>Starts, ends and lists sessions. All state is in the store; nothing is told before it is durable.</summary>
internal sealed class SessionService(
    ISessionStore store, IEventStore events, SessionPolicy policy, DenySet denied, InstallationClock clock, SecureRandom random)
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
            SessionEpoch = account.SessionEpoch,
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

        // A change of the account ends the sessions from before it. One that was stored after the change, with the epoch from before, was
        // dead from the start, and nobody may be told that it lives.
        if (await store.FindAsync(session.Id, cancellationToken) is not { } stored || stored.EndedBy(now) is not null)
            return null;
        await EndSurplusAsync(session, caller, cancellationToken);
        return new StartedSession(stored, secret, now);
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

    /// <summary>Ends every session of an account but <paramref name="kept"/>, and refuses the access tokens of all.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    public async Task EndAllAsync(Guid accountId, Guid? kept, SessionEnd reason, Caller caller, CancellationToken cancellationToken)
    {
        var reported = new SessionsEnded(accountId, reason) { At = clock.UtcNow, Context = caller.Context };
        if (await store.EndAllAsync(accountId, kept, reported, cancellationToken) is { } epoch)
            denied.AddAccount(accountId, epoch, reported.At, endsSessions: kept is null);
    }

    /// <summary>A page of the living sessions of an account; null when <paramref name="after"/> is not one of its sessions.</summary>
    public Task<SessionPage?> ListAsync(Guid accountId, Guid? after, CancellationToken cancellationToken) =>
        store.ListAsync(accountId, after, clock.UtcNow, cancellationToken);

    // One in, one out: an account that had more sessions before there was a limit, or under a higher one, keeps them.
    private async Task EndSurplusAsync(Session started, Caller caller, CancellationToken cancellationToken)
    {
        if (policy.MaxPerAccount is not { } most)
            return;
        var now = clock.UtcNow;
        var found = await store.CountAsync(started.AccountId, most, now, cancellationToken);
        if (found.Count == SessionPolicy.NearlyMost(most))
        {
            var near = new SessionLimitNear(started.AccountId, found.Count, most) { At = now, Context = caller.Context };
            await events.AppendAsync(near, cancellationToken);
        }

        foreach (var surplus in found.Surplus)
        {
            // A sign-in at the same time may have chosen the same.
            if (surplus.Id != started.Id && await EndAsync(surplus, SessionEnd.Surplus, caller, cancellationToken))
                return;
        }
    }

    /// <summary>Ends a session; false when it had ended.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    internal async Task<bool> EndAsync(Session session, SessionEnd reason, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var reported = new SessionEnded(session.AccountId, session.Id, reason) { At = now, Context = caller.Context };
        var ended = await store.TryRevokeAsync(session.Id, null, reason, reported, cancellationToken);
        denied.AddSession(session.Id, now);
        return ended;
    }
}
