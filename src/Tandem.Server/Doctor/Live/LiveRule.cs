using Tandem.Browsers;
using Tandem.Browsers.Cors;

namespace Tandem.Server.Doctor.Live;

/// <summary>What can be found out only by asking the API, besides the rules of <see cref="CorsRule"/>.</summary>
internal static class LiveRule
{
    private const string Fetch = "Fetch Standard ";
    private const string Caching = "RFC 9111 ";
    private const string Certificates = "RFC 9525; RFC 5280 §6";

    public static readonly BrowserRule Unreachable = new("api_unreachable", "Without an answer there is no cookie.", "measured now, from this machine");
    public static readonly BrowserRule TlsExpired = new("tls_expired", "Browsers refuse a certificate outside its dates; a page's fetch simply fails.", Certificates);
    public static readonly BrowserRule TlsName = new("tls_name", "Browsers refuse a certificate that does not name the host.", Certificates);
    public static readonly BrowserRule TlsUntrusted = new("tls_untrusted", "Browsers refuse a certificate that leads to no authority they trust.", Certificates);
    public static readonly BrowserRule TlsHandshake = new("tls_handshake", "Browsers speak TLS 1.2 and 1.3.", "RFC 8996");
    public static readonly BrowserRule RefreshNotFound = new("refresh_not_found", "A refresh that nobody answers renews nothing.", "RFC 9110 §15.5.5, §15.5.6");
    public static readonly BrowserRule HtmlResponse = new("html_answer", "A page instead of JSON is the answer of something else than the API: a proxy, a catch-all route, a sign-in page.", "RFC 9110 §8.3");
    public static readonly BrowserRule ServerError = new("server_error", "The server, or the proxy before it, failed.", "RFC 9110 §15.6");
    public static readonly BrowserRule PreflightRedirected = new("preflight_redirected", "A preflight that is redirected fails, and the request is never made.", Fetch + "§4.8");
    public static readonly BrowserRule Redirected = new("answer_redirected", "A redirect to another origin is followed with Origin: null or refused, and 301 and 302 turn POST into GET.", Fetch + "§4.4");
    public static readonly BrowserRule CorsDoubled = new("cors_doubled", "Access-Control-Allow-Origin may be there once, with one origin; two are none.", Fetch + "§4.10");
    public static readonly BrowserRule CorsErrorsUnreadable = new("cors_errors_unreadable", "Without CORS headers on the 401 too, the page sees a network error and cannot know that the session is over.", Fetch + "§4.10");
    public static readonly BrowserRule CorsAnyOrigin = new("cors_any_origin", "Whoever is allowed with credentials can act as the person who is signed in: no origin is to be allowed because it asks.", Fetch + "§3.3.3");
    public static readonly BrowserRule ClockSkew = new("clock_skew", "Lives of tokens and cookies are counted by clocks; a client with another time renews too early or too late.", "RFC 7519 §4.1.4");
    public static readonly BrowserRule TokenCacheable = new("token_cacheable", "An answer with a token must not be stored: Cache-Control: no-store.", "RFC 6749 §5.1; " + Caching + "§5.2.2.5");
    public static readonly BrowserRule TokenFromCache = new("token_from_cache", "An answer from a cache is somebody else's, or an old one: its tokens are spent.", Caching + "§5.1");
    public static readonly BrowserRule SetCookieMissing = new("set_cookie_missing", "A cookie that is not set is not sent.", "RFC 6265bis §5.7");
    public static readonly BrowserRule SetCookieMerged = new("set_cookie_merged", "Set-Cookie headers cannot be joined with commas: all but the first cookie are lost.", "RFC 9110 §5.3");
    public static readonly BrowserRule CookieRewritten = new("cookie_rewritten", "A proxy may change what the application sets.", "measured now");
    public static readonly BrowserRule ChallengeHidden = new("cors_challenge_hidden", "A page of another origin sees of a 401 only the headers that the API exposes; without WWW-Authenticate it cannot tell a token that has ended from a missing right.", Fetch + "§3.3.5; RFC 6750 §3");
    public static readonly BrowserRule ClosedUnanswered = new("closed_unanswered", "A proxy whose application is down or slow answers 502 or 504; a connection that closes without a response tells the client nothing.", "RFC 9110 §15.6.3, §15.6.5");
    public static readonly BrowserRule LengthRequired = new("length_required", "A POST without Content-Length and Transfer-Encoding has no body, and is valid; browsers send a length, some programs do not.", "RFC 9112 §6.3");
    public static readonly BrowserRule HeaderLimit = new("header_limit", "Every request to the API carries the cookies of its host, and most an access token.", "RFC 6585 §5; RFC 9110 §5.4");
    public static readonly BrowserRule AuthorizationDropped = new("authorization_dropped", "A proxy must not change Authorization: without it every protected endpoint answers 401.", "RFC 9110 §11.6.2");
    public static readonly BrowserRule AddressForged = new("address_forged", "Whoever reaches a proxy can write X-Forwarded-For; only what the proxy itself saw counts.", "RFC 7239 §8.1");
    public static readonly BrowserRule SignInFailed = new("sign_in_failed", "Without a sign-in the cookie cannot be seen.", "measured now");
    public static readonly BrowserRule RefreshFailed = new("refresh_failed", "A refresh with the cookie just received is to succeed.", "measured now");
    public static readonly BrowserRule LogoutFailed = new("logout_failed", "The session of this check is to be ended again.", "measured now");

    /// <summary>All of them, those of CORS among them.</summary>
    public static IReadOnlyList<BrowserRule> All { get; } =
    [
        Unreachable, TlsExpired, TlsName, TlsUntrusted, TlsHandshake, RefreshNotFound, HtmlResponse, ServerError, Redirected, PreflightRedirected,
        ClosedUnanswered, LengthRequired, HeaderLimit, AuthorizationDropped, AddressForged,
        .. CorsRule.All, CorsDoubled, CorsErrorsUnreadable, CorsAnyOrigin, ChallengeHidden, SignInFailed, SetCookieMissing, SetCookieMerged, CookieRewritten,
        RefreshFailed, TokenFromCache, TokenCacheable, ClockSkew, LogoutFailed,
    ];
}
