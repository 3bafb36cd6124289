using Tandem.Client.Errors;
using Tandem.Client.Responses;
using Tandem.Client.Storage;

namespace Tandem.Client.Session;

/// <summary>
/// The one place that holds the access token and the session's state in this process. It follows what the store holds; expiry is decided on
/// the monotonic clock.
/// </summary>
internal sealed class CurrentSession(TimeProvider time, bool outlivesCrash, Action<SessionChangedEventArgs> tell)
{
    private readonly Lock gate = new();
    private SessionSnapshot snapshot = new();
    private StoredSession? held;
    private long receivedAt;
    private TimeSpan lifetime;
    private long epoch;

    // A token of another installation, which stays in the store.
    private string? foreign;

    public SessionSnapshot Snapshot
    {
        get
        {
            lock (gate)
                return snapshot;
        }
    }

    public StoredSession? Held
    {
        get
        {
            lock (gate)
                return held;
        }
    }

    /// <summary>The token last received, good or not.</summary>
    public AccessGrant Latest
    {
        get
        {
            lock (gate)
                return new(held?.AccessToken, held?.User.Id, epoch);
        }
    }

    /// <summary>How long ago the token was received.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (gate)
                return time.GetElapsedTime(receivedAt);
        }
    }

    /// <summary>The token, if it is good for so long at least.</summary>
    public AccessGrant Fresh(TimeSpan margin = default)
    {
        lock (gate)
        {
            // Of a token with a short life half of it is margin enough.
            var needed = margin < lifetime / 2 ? margin : lifetime / 2;
            var isFresh = held is not null && time.GetElapsedTime(receivedAt) < lifetime - needed;
            return new(isFresh ? held!.AccessToken : null, held?.User.Id, epoch);
        }
    }

    /// <summary>Takes over what the store holds, unless this process is ahead of it, or what was read belongs to an earlier epoch.</summary>
    /// <param name="stored">What was read.</param>
    /// <param name="since">The epoch in which it was read.</param>
    /// <param name="own">The response to this process's own refresh, received now, if that is how it came into the store.</param>
    public void Follow(StoredTokens stored, long since, TokenResponse? own = null)
    {
        SessionChangedEventArgs? change = null;
        lock (gate)
        {
            if (epoch == since)
                change = stored.Session is { } session && session.RefreshToken != foreign ? Adopt(session, own, isSignIn: false) : Leave(stored.Ended);
        }

        Tell(change);
    }

    /// <summary>Somebody signed in here; the store holds it.</summary>
    public void SignIn(StoredSession session, TokenResponse response)
    {
        SessionChangedEventArgs? change;
        lock (gate)
            change = Adopt(session, response, isSignIn: true);
        Tell(change);
    }

    /// <summary>Over, because of a definitive response or because somebody wants it so.</summary>
    public void End(string reason, long since)
    {
        SessionChangedEventArgs? change = null;
        lock (gate)
        {
            if (epoch == since)
                change = SignOut(reason, isFromOtherProcess: false);
        }

        Tell(change);
    }

    /// <summary>The stored token belongs to another installation: nobody is signed in here until somebody signs in.</summary>
    public void SetAside(StoredSession session, long since)
    {
        lock (gate)
            foreign = session.RefreshToken;
        End(SessionSnapshot.ForeignReason, since);
    }

    /// <summary>A refresh failed without telling anything about the session.</summary>
    public void Keep(TandemAuthException error)
    {
        SessionChangedEventArgs? change = null;
        lock (gate)
        {
            if (snapshot.Status is not (SessionStatus.Anonymous or SessionStatus.SignedOut))
                change = Become(SessionChange.Stale, snapshot with { Status = SessionStatus.Stale, Error = error }, false);
        }

        Tell(change);
    }

    private SessionChangedEventArgs? Adopt(StoredSession session, TokenResponse? own, bool isSignIn)
    {
        var (before, details) = (held, session.Details);
        var isSame = before?.Details.Id == details.Id;
        if (isSame && details.Generation < before!.Details.Generation)
            return null;
        // Nothing new, but for a refresh of this process that told that all is well.
        var isOwn = own is not null && own.AccessToken == session.AccessToken;
        if (isSame && !isOwn && !isSignIn && session.AccessToken == before!.AccessToken)
        {
            held = session;
            return null;
        }

        var takesOver = isSignIn || (before is not null && !isSame);
        if (takesOver)
            epoch++;
        held = session;
        receivedAt = time.GetTimestamp();
        var change = takesOver || (before is null && snapshot.Status is SessionStatus.Anonymous or SessionStatus.SignedOut) ? SessionChange.SignedIn
            : isOwn || isSame ? SessionChange.Refreshed
            : SessionChange.Restored;
        // A crash may have lost the refresh token that came with a stored access token: it is renewed once before it is used.
        lifetime = isOwn ? own!.ExpiresIn : change == SessionChange.Restored && outlivesCrash ? TimeSpan.Zero : Remaining(session);
        return Become(
            change, new() { Status = SessionStatus.Authenticated, User = session.User, Session = details }, isFromOtherProcess: !isOwn && change != SessionChange.Restored);
    }

    private SessionChangedEventArgs? Leave(EndedSession? ended)
    {
        if (held is not null)
            return SignOut(ended?.Id == held.Details.Id ? ended.Reason : SessionSnapshot.SignOutReason, isFromOtherProcess: true);
        if (snapshot.Status is SessionStatus.SignedOut or SessionStatus.Anonymous)
            return null;
        return Become(
            SessionChange.Restored,
            ended is null ? new() { Status = SessionStatus.Anonymous } : new() { Status = SessionStatus.SignedOut, Reason = ended.Reason },
            false);
    }

    private SessionChangedEventArgs SignOut(string reason, bool isFromOtherProcess)
    {
        epoch++;
        held = null;
        return Become(SessionChange.SignedOut, new() { Status = SessionStatus.SignedOut, Reason = reason }, isFromOtherProcess);
    }

    private SessionChangedEventArgs Become(SessionChange change, SessionSnapshot next, bool isFromOtherProcess)
    {
        snapshot = next;
        return new(change, next, isFromOtherProcess);
    }

    // Of a token that another process received: never more than its whole life, whatever the wall clock says.
    private TimeSpan Remaining(StoredSession session)
    {
        var left = session.AccessTokenExpiresAt - time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < session.AccessTokenLifetime ? left : session.AccessTokenLifetime;
    }

    private void Tell(SessionChangedEventArgs? change)
    {
        if (change is not null)
            tell(change);
    }
}
