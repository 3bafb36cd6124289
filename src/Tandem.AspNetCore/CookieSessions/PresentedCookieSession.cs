using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Refresh;
using Tandem.CookieSessions;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>The cookie session of a request, once its cookie has been found genuine.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Stored">The session and its account; null when it was refused.</param>
internal sealed record PresentedCookieSession(CookieSessionToken Token, StoredSession? Stored)
{
    /// <summary>Why nobody is signed in by a refused session.</summary>
    public static ErrorCode CodeOf(RefreshRefusal refusal) => refusal switch
    {
        RefreshRefusal.Unknown => RefreshErrors.SessionUnknown,
        RefreshRefusal.Expired => RefreshErrors.RefreshTokenExpired,
        RefreshRefusal.Revoked => AccessTokenErrors.SessionRevoked,
        _ => CookieSessionErrors.SessionMissing,
    };
}
