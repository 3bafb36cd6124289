using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.CookieSessions;

/// <summary>
/// Resumes the sessions of server-rendered pages. Their token is not rotated; every page load reads the session's row, so that ending it
/// anywhere refuses the next.
/// </summary>
internal sealed class CookieSessionService(
    ISessionStore store, RefusalLog refusals, SessionService sessions, Installation installation, ClockDoubt doubt, InstallationClock clock)
{
    // Reading pages stays reading: the last use is written a hundred times within the idle lifetime at most.
    private const int UsesWrittenPerIdleLifetime = 100;

    private CookieSessionTokenFormat Format => CookieSessionTokenFormat.Of(installation);

    /// <summary>The encoded token of a cookie session that has just begun.</summary>
    public string TokenOf(SessionGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return Format.Encode(new CookieSessionToken(0, grant.Session.Id, grant.Secret));
    }

    /// <summary>A token encoded anew.</summary>
    public string TokenOf(CookieSessionToken token) => Format.Encode(token);

    /// <summary>The session of a token, if it lives.</summary>
    /// <exception cref="StorageUnavailableException">The store could not answer, or only a clock that is in doubt has ended the session.</exception>
    public async Task<ResumedSession> ResumeAsync(CookieSessionToken token, Caller caller, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(token.SessionId, cancellationToken);
        var now = clock.UtcNow;
        if (stored is null || stored.Session.Delivery is not SessionDelivery.Session)
            return Refused(RefreshRefusal.Unknown, now);
        if (!token.Matches(stored.Session.SecretHash))
        {
            var suspect = new RefreshKeySuspect(stored.Account.Id, token.SessionId, token.KeyId) { At = now, Context = caller.Context };
            await refusals.ReportAsync(suspect, cancellationToken);
            return Refused(RefreshRefusal.Invalid, now);
        }

        switch (stored.EndedBy(now))
        {
            case null:
                break;
            case SessionEnd.Idle or SessionEnd.AbsoluteLifetime when doubt.HasEnded(stored, now):
                throw new StorageUnavailableException("The clock would end every session, and is not trusted yet.");
            case SessionEnd.Idle or SessionEnd.AbsoluteLifetime:
                return Refused(RefreshRefusal.Expired, now);
            default:
                return Refused(RefreshRefusal.Revoked, now);
        }

        var used = await UseAsync(stored, caller, now, cancellationToken);
        // A browser whose token was made with a former master key gets one that outlives that key.
        var renews = used is not null || token.IsFormer;
        return new ResumedSession(used ?? stored, null, renews ? Format.Encode(token) : null, now);
    }

    /// <summary>Ends the session of a token; nothing happens if it has ended or is unknown.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    public async Task EndAsync(CookieSessionToken token, Caller caller, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(token.SessionId, cancellationToken);
        // Whatever the clock says of it: that may be wrong, and signing out holds.
        if (stored is { Session.RevokedAt: null } && token.Matches(stored.Session.SecretHash))
            await sessions.EndAsync(stored.Session, SessionEnd.SignedOut, caller, cancellationToken);
    }

    /// <summary>The session with its use noted, or null when that is not due, or not possible now.</summary>
    private async Task<StoredSession?> UseAsync(StoredSession stored, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = stored.Session;
        var unusedSince = now - session.IdleLifetime / UsesWrittenPerIdleLifetime;
        if (session.LastUsedAt > unusedSince)
            return null;
        try
        {
            // Of parallel page loads one writes.
            if (!await store.TouchAsync(session.Id, unusedSince, now, caller.Client, cancellationToken))
                return null;
            if (caller.Client.IsElsewhere(session.Client))
            {
                var elsewhere = new RefreshFromElsewhere(session.AccountId, session.Id, caller.Client, session.Client)
                {
                    At = now,
                    Context = caller.Context,
                };
                await refusals.ReportAsync(elsewhere, cancellationToken);
            }
        }
        catch (StorageUnavailableException)
        {
            // A page that was asked for and can be read is served; the next load tries again.
            return null;
        }

        return stored with { Session = session with { Rotation = session.Rotation with { RotatedAt = now }, Client = caller.Client } };
    }

    private static ResumedSession Refused(RefreshRefusal refusal, DateTimeOffset now) => new(null, refusal, null, now);
}

/// <summary>What became of a presented cookie session token.</summary>
/// <param name="Stored">The living session and its account; null when it is refused.</param>
/// <param name="Refusal">Why it is refused; null when it is not.</param>
/// <param name="Renewed">The token to store in the browser anew, with the session's life told again; null when the browser's is good.</param>
/// <param name="At">When that was found.</param>
internal sealed record ResumedSession(StoredSession? Stored, RefreshRefusal? Refusal, string? Renewed, DateTimeOffset At)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => Stored is null ? $"refused: {Refusal}" : $"session {Stored.Session.Id}";
}
