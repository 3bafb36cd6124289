using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Refresh;

/// <summary>Hands out refresh tokens, and decides what presenting one means. Nothing is advanced before it is durable.</summary>
internal sealed class RefreshService(
    ISessionStore store, SessionService sessions, RefusalLog refusals, Installation installation, SessionPolicy policy, DenySet denied,
    ClockDoubt doubt, InstallationClock clock)
{
    // Each miss means that another request changed the row; a row that changes this often is a storage fault.
    private const int MaximumAttempts = 16;

    /// <summary>The decision. Only the simulation replaces it, to show that it notices.</summary>
    internal Func<StoredSession?, RefreshToken, DateTimeOffset, SessionPolicy, RotationDecision> Decide { get; init; } = RotationDecision.Decide;

    private RefreshTokenFormat Format => RefreshTokenFormat.Of(installation);

    /// <summary>The first refresh token of a session.</summary>
    public SessionGrant Begin(StartedSession started)
    {
        ArgumentNullException.ThrowIfNull(started);
        var token = new RefreshToken(0, started.Stored.Session.Id, 1, started.At, default, started.Secret);
        return Grant(started.Stored, token, 1, started.At);
    }

    /// <summary>How many sessions the tokens of one request would be tried on; found without the store.</summary>
    public int CountTried(IReadOnlyList<PresentedToken> presented) =>
        presented.Count == 0 ? 0 : PresentedTokens.Read(presented, Format, clock.UtcNow).Tried.Count;

    /// <summary>
    /// Presents the tokens of one request, the newest session first; the first that is accepted decides. A refusal is definite: it
    /// rests on what is known of the session, never on a fault; only another installation's token says nothing of any.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The store could not answer, or a token's key is not loaded here.</exception>
    public async Task<RefreshResult> RefreshAsync(IReadOnlyList<PresentedToken> presented, Caller caller, CancellationToken cancellationToken)
    {
        if (presented.Count == 0)
            return RefreshResult.Refused(RotationOutcome.Unknown, RefreshRefusal.Missing);

        var tokens = PresentedTokens.Read(presented, Format, clock.UtcNow);
        RefreshResult? refused = null;
        foreach (var (token, expired) in tokens.Tried)
        {
            var result = expired
                ? RefreshResult.Refused(RotationOutcome.Dead, await WhyExpiredAsync(token, cancellationToken))
                : await PresentAsync(token, caller, cancellationToken);
            if (result.Grant is not null || result.Refusal is RefreshRefusal.ClockInDoubt)
                return result;
            refused ??= result;
        }

        if (tokens.AnyKeyNotLoaded)
            throw new StorageUnavailableException("A refresh token was made with a master key that is not loaded on this node.");
        return refused ?? RefreshResult.Refused(RotationOutcome.Unknown, tokens.AnyForeign ? RefreshRefusal.Foreign : RefreshRefusal.Invalid);
    }

    /// <summary>
    /// Ends the sessions of the presented tokens. Any authentic generation may end its session; an expired one has nothing left to end.
    /// </summary>
    /// <param name="presented">The request's tokens.</param>
    /// <param name="only">When given, tokens of other sessions are ignored.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>Whether a token of <paramref name="only"/>, or any authentic token when it is null, was presented.</returns>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    public async Task<bool> SignOutAsync(
        IReadOnlyList<PresentedToken> presented, Guid? only, Caller caller, CancellationToken cancellationToken)
    {
        var tokens = PresentedTokens.Read(presented, Format, clock.UtcNow, only);
        var matched = false;
        foreach (var (token, _) in tokens.Sessions.Where(read => only is null || only == read.Token.SessionId).Take(PresentedTokens.MostTried))
        {
            matched = true;
            var stored = await store.FindAsync(token.SessionId, cancellationToken);
            if (stored is not null && token.Matches(stored.Session.SecretHash))
                await sessions.EndAsync(stored.Session, SessionEnd.SignedOut, caller, cancellationToken);
        }

        if (tokens.AnyKeyNotLoaded)
            throw new StorageUnavailableException("A refresh token was made with a master key that is not loaded on this node.");
        return matched;
    }

    // By the clock alone, which may not be believed.
    private async Task<RefreshRefusal> WhyExpiredAsync(RefreshToken token, CancellationToken cancellationToken) =>
        doubt.Since < token.ExpiresAt
        && await store.FindAsync(token.SessionId, cancellationToken) is { } stored && token.Matches(stored.Session.SecretHash) && doubt.HasEnded(stored, clock.UtcNow)
            ? RefreshRefusal.ClockInDoubt
            : RefreshRefusal.Expired;

    private async Task<RefreshResult> PresentAsync(RefreshToken token, Caller caller, CancellationToken cancellationToken)
    {
        var secretHash = token.HashSecret();
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            var now = clock.UtcNow;
            var rotation = new SessionRotation(token.SessionId, secretHash, token.Generation, now, policy.SettlingTime, caller.Client);
            if (await store.TryRotateAsync(rotation, cancellationToken) is { } rotated)
                return RefreshResult.Granted(RotationOutcome.Rotate, Grant(rotated, token, rotated.Session.Rotation.Issued, now));

            var stored = await store.FindAsync(token.SessionId, cancellationToken);
            var decision = Decide(stored, token, now, policy);
            if (await ActAsync(decision, stored, token, caller, now, cancellationToken) is { } result)
                return result;
        }

        throw new StorageUnavailableException($"Session {token.SessionId} changed {MaximumAttempts} times while it was being refreshed.");
    }

    /// <summary>Carries a decision out; null when the row changed meanwhile and must be decided anew.</summary>
    private async Task<RefreshResult?> ActAsync(
        RotationDecision decision, StoredSession? stored, RefreshToken token, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (decision.Outcome)
        {
            case RotationOutcome.Converge or RotationOutcome.AccessOnly:
                if (decision.Next != stored!.Session.Rotation && !await ConfirmAsync(stored.Session, decision.Next, cancellationToken))
                    return null;
                await ReportElsewhereAsync(stored.Session, caller, now, cancellationToken);
                return RefreshResult.Granted(decision.Outcome, Grant(stored, token, decision, now));

            // Without a leeway a token newer than the row is settled at once: the row moves up and rotates in one write.
            case RotationOutcome.Recover or RotationOutcome.FastForward:
            case RotationOutcome.Rotate when token.Generation > stored!.Session.Rotation.Issued:
                var session = stored!.Session;
                if (!await store.TryAdvanceAsync(
                    session.Id, session.Rotation, decision.Next, caller.Client, Report(decision, session, token, caller, now), cancellationToken))
                    return null;
                await ReportElsewhereAsync(session, caller, now, cancellationToken);
                var advanced = stored with { Session = session with { Rotation = decision.Next } };
                return RefreshResult.Granted(decision.Outcome, Grant(advanced, token, decision, now));

            case RotationOutcome.Reuse:
                if (!await store.TryRevokeAsync(
                    stored!.Session.Id, stored.Session.Rotation, SessionEnd.Reused, Report(decision, stored.Session, token, caller, now), cancellationToken))
                    return null;
                denied.AddSession(stored.Session.Id, now);
                return RefreshResult.Refused(decision.Outcome, RefreshRefusal.Reused);

            case RotationOutcome.Forged:
                var suspect = new RefreshKeySuspect(stored!.Account.Id, token.SessionId, token.KeyId) { At = now, Context = caller.Context };
                await refusals.ReportAsync(suspect, cancellationToken);
                return RefreshResult.Refused(decision.Outcome, RefreshRefusal.Invalid);

            case RotationOutcome.Dead when doubt.HasEnded(stored!, now):
                return RefreshResult.Refused(decision.Outcome, RefreshRefusal.ClockInDoubt);

            case RotationOutcome.Dead or RotationOutcome.Unknown:
                var refused = new RefreshRefused(stored?.Account.Id, token.SessionId, decision.End) { At = now, Context = caller.Context };
                await refusals.ReportAsync(refused, cancellationToken);
                return RefreshResult.Refused(decision.Outcome, Refusal(decision));

            default: // Rotate: the row has become rotatable since the statement ran.
                return null;
        }
    }

    private static RefreshRefusal Refusal(RotationDecision decision) => decision.End switch
    {
        null => RefreshRefusal.Unknown,
        SessionEnd.Reused => RefreshRefusal.Reused,
        SessionEnd.Idle or SessionEnd.AbsoluteLifetime => RefreshRefusal.Expired,
        _ => RefreshRefusal.Revoked,
    };

    private static SecurityEvent Report(RotationDecision decision, Session session, RefreshToken token, Caller caller, DateTimeOffset now) =>
        decision.Outcome switch
        {
            RotationOutcome.Recover => new RefreshRecovered(session.AccountId, session.Id, decision.Generation) { At = now, Context = caller.Context },
            RotationOutcome.FastForward or RotationOutcome.Rotate => new SessionFastForwarded(session.AccountId, session.Id, session.Rotation.Issued, decision.Generation)
            {
                At = now,
                Context = caller.Context,
            },
            _ => new RefreshTokenReused(session.AccountId, session.Id, token.Generation, session.Rotation.Issued) { At = now, Context = caller.Context },
        };

    // Nothing was handed out: the client that the row names stays the one that rotated last.
    private Task<bool> ConfirmAsync(Session session, RotationState confirmed, CancellationToken cancellationToken) =>
        store.TryAdvanceAsync(session.Id, session.Rotation, confirmed, session.Client, reported: null, cancellationToken);

    private Task ReportElsewhereAsync(Session session, Caller caller, DateTimeOffset now, CancellationToken cancellationToken) =>
        caller.Client.IsElsewhere(session.Client)
            ? refusals.ReportAsync(
                new RefreshFromElsewhere(session.AccountId, session.Id, caller.Client, session.Client) { At = now, Context = caller.Context },
                cancellationToken)
            : Task.CompletedTask;

    private SessionGrant Grant(StoredSession stored, RefreshToken token, RotationDecision decision, DateTimeOffset now) =>
        decision.HandsOutRefreshToken
            ? Grant(stored, token, decision.Generation, now)
            : new SessionGrant(stored.Session, stored.Account, decision.Generation, null, now)
            {
                ExpiresAt = token.ExpiresAt < stored.Session.ExpiresAt ? token.ExpiresAt : stored.Session.ExpiresAt,
            };

    private SessionGrant Grant(StoredSession stored, RefreshToken token, long generation, DateTimeOffset now)
    {
        var encoded = Format.Encode(
            token with { Generation = generation, IssuedAt = now, ExpiresAt = UpToTheSecond(stored.Session.ExpiresAt) });
        return new SessionGrant(stored.Session, stored.Account, generation, encoded, now);
    }

    // A token holds whole seconds. Cut off, it would end before the moment that the client was told; the row knows the exact one.
    private static DateTimeOffset UpToTheSecond(DateTimeOffset time)
    {
        var over = time.Ticks % TimeSpan.TicksPerSecond;
        return over == 0 ? time : time.AddTicks(TimeSpan.TicksPerSecond - over);
    }
}
