using Tandem.Client.Responses;
using Tandem.Client.Storage;

namespace Tandem.Client.Session;

/// <summary>How the contents of a store change. Pure.</summary>
internal static class TokenChanges
{
    // The server's default for a session that is not used.
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromDays(7);

    /// <summary>Somebody signed in. What is owed for others stays owed.</summary>
    public static StoredTokens SignIn(this StoredTokens tokens, StoredSession session) => tokens with { Session = session, Ended = null };

    /// <summary>
    /// There is a response to a refresh. Void when another session, or none, took over meanwhile, and when somebody else stored a newer generation.
    /// One without a refresh token means: keep the one there is. So does one that names an older generation; its access token is used all the same.
    /// </summary>
    public static StoredTokens Refresh(this StoredTokens tokens, StoredSession presented, TokenResponse response, DateTimeOffset wallClock)
    {
        if (tokens.Session is not { } held || held.Details.Id != response.Session.Id)
            return tokens;
        var isOlder = held.Details.Generation > response.Session.Generation;
        if (isOlder && held.AccessToken != presented.AccessToken)
            return tokens;
        var next = response.ToStored(response.RefreshToken ?? held.RefreshToken, wallClock);
        return tokens with { Session = isOlder ? next with { RefreshToken = held.RefreshToken, Details = held.Details } : next };
    }

    /// <summary>A definitive response to this token. Void when somebody else stored a newer generation meanwhile, or another session.</summary>
    public static StoredTokens End(this StoredTokens tokens, StoredSession presented, string reason)
    {
        var isSame = tokens.Session is { } held && held.Details.Id == presented.Details.Id && held.Details.Generation <= presented.Details.Generation;
        return isSame ? tokens with { Session = null, Ended = new(presented.Details.Id, reason) } : tokens;
    }

    /// <summary>Somebody signed out of this session, which may not be the stored one any more.</summary>
    public static StoredTokens SignOut(this StoredTokens tokens, StoredSession session)
    {
        var id = session.Details.Id;
        var isStored = tokens.Session?.Details.Id == id;
        var latest = isStored ? tokens.Session! : session;
        var owed = new OwedSignOut(id, latest.RefreshToken) { ExpiresAt = latest.RefreshTokenExpiresAt };
        return tokens with
        {
            Session = isStored ? null : tokens.Session,
            Ended = isStored || tokens.Session is null ? new(id, SessionSnapshot.SignOutReason) : tokens.Ended,
            SignOuts = [.. tokens.SignOuts.Where(other => other.SessionId != id), owed],
        };
    }

    /// <summary>The server knows of a sign-out now.</summary>
    public static StoredTokens Told(this StoredTokens tokens, OwedSignOut told) => tokens.SignOuts.Contains(told)
        ? tokens with { SignOuts = [.. tokens.SignOuts.Where(other => other != told)] }
        : tokens;

    /// <summary>The server could not be told of a sign-out. Once the session has ended by itself there is nothing to tell.</summary>
    public static StoredTokens Untold(this StoredTokens tokens, OwedSignOut owed, DateTimeOffset wallClock) => owed.ExpiresAt switch
    {
        null => tokens with { SignOuts = [.. tokens.SignOuts.Select(other => other == owed ? owed with { ExpiresAt = wallClock + UnknownLifetime } : other)] },
        var end when end <= wallClock => tokens.Told(owed),
        _ => tokens,
    };

    public static StoredSession ToStored(this TokenResponse response, string refreshToken, DateTimeOffset wallClock) =>
        new(refreshToken, response.AccessToken, response.ExpiresIn, wallClock + response.ExpiresIn, response.User, response.Session)
        {
            RefreshTokenExpiresAt = wallClock + response.RefreshExpiresIn,
        };
}
