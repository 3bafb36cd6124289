using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>Sessions of server-rendered pages; <c>AddTandemSession()</c> adds their services.</summary>
internal sealed class CookieSessionsRoom : TandemRoom
{
    public override IReadOnlyList<ErrorCode> Errors { get; } = [CookieSessionErrors.SessionMissing, CookieSessionErrors.CsrfTokenInvalid];
}

/// <summary>Why a cookie session is refused.</summary>
internal static class CookieSessionErrors
{
    public static readonly ErrorCode SessionMissing = new("session_missing", 401, "Nobody is signed in",
        "The request has no session cookie, or none that is genuine.", "Sign in.");

    public static readonly ErrorCode CsrfTokenInvalid = new("csrf_token_invalid", 403, "This was not sent by a page of your session",
        "The request has the session's cookie and would change something, but comes from a foreign page or without the session's CSRF token.", "Load the page again, then repeat it.");
}
