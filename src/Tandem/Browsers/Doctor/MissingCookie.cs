using Tandem.Browsers.Cookies;
using Tandem.Browsers.Cors;
using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Doctor;

/// <summary>Names the most likely cause of a refresh without its cookie: what is certain first, then what is usual.</summary>
/// <param name="Cookies">The cookies as they are planned.</param>
/// <param name="Cors">The pages that may call.</param>
/// <param name="Path">The refresh endpoint's path, as browsers see it.</param>
internal sealed record MissingCookie(CookiePlan Cookies, CorsPlan Cors, string Path)
{
    /// <summary>All causes: those that the doctor finds too have its names.</summary>
    public static IReadOnlyList<string> Causes { get; } =
    [
        "cookie_empty", "other_cookie_name", "opaque_origin", "plain_http_page", "tls_proxy_unknown", "origin_not_configured", "other_host", "other_path",
        "loopback_spelling", "framed_by_other_site", "third_party_blocked", "partitioned_per_site", "set_before_change", "not_signed_in", "never_stored",
        "credentials_omitted", "client_keeps_no_cookie",
    ];

    /// <summary>The line of configuration that allows <c>delivery: "body"</c>; null where it is allowed.</summary>
    public string? BodyLine { get; init; }

    private Origin Api => Cookies.Api;

    /// <summary>The cause, or null when nothing can be said: a program sent the request, and was never sent the cookie.</summary>
    /// <param name="request">What was seen.</param>
    /// <param name="lineFor">Makes the line of configuration that adds an origin.</param>
    public Diagnosis? Diagnose(CookielessRequest request, Func<Origin, string> lineFor)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(lineFor);
        if (request.Origin is null && request.SecFetchSite is null)
            return request.ProgramSignedIn ? OfCookies(request) ?? OfProgram() : null;
        return OfCookies(request) ?? OfOrigin(request, lineFor) ?? OfHost(request) ?? OfPath(request) ?? OfSite(request) ?? OfCredentials(request);
    }

    // Something like a refresh token did come, under a name that is not read.
    private Diagnosis? OfCookies(CookielessRequest request)
    {
        var present = Cookies.For(Origin.TryParse(request.Origin, out var page) ? page : null).Name;
        if (request.CookieNames.Contains(present))
        {
            return new("cookie_empty", "The refresh cookie came without a value.",
                "Look for the script or proxy that empties it, and sign in again.", IsCertain: true);
        }

        // Over plain HTTP every port of the host sees the cookies of all: another installation's is nobody's fault.
        var others = Api.IsSecure ? request.CookieNames : [.. request.CookieNames.Where(name => !RefreshCookie.IsName(name))];
        if (others.FirstOrDefault(RefreshCookie.Names.Contains) is { } former)
        {
            return new("other_cookie_name", $"The request has a cookie named {former}, and this deployment sets {present}: it was set before the configuration changed, or planted by another host of the domain. It is not read.",
                $"Sign in again. If the name was changed and nobody is to sign in again, for a while: Tandem__RefreshToken__Cookie__Former__0={former}; Until=YYYY-MM-DD", IsCertain: true);
        }

        return others.FirstOrDefault(IsSimilar) is { } name
            ? new("other_cookie_name", $"The request has a cookie named {Shown(name)}, which Tandem neither sets nor reads: it is from another back end, or of another spelling. Names are compared exactly.",
                $"Sign in again; the cookie is then named {RefreshCookie.HostPrefix}{RefreshCookie.BaseName} or as Tandem:RefreshToken:Cookie:Name says.", IsCertain: true)
            : null;
    }

    private Diagnosis? OfOrigin(CookielessRequest request, Func<Origin, string> lineFor)
    {
        if (request.Origin is null)
            return null;
        if (!Origin.TryParse(request.Origin, out var page))
        {
            return request.Origin == "null"
                ? new("opaque_origin", "The page has no origin: it is a file, a sandboxed frame, or was redirected to from another site. No cookie can be kept for it.",
                    "Serve the page from an http or https origin, or use delivery body.", IsCertain: true)
                : null;
        }

        if (page is { IsWeb: true, IsSecure: false, IsLoopback: false })
        {
            return new("plain_http_page", $"The page was loaded from {page}, over plain HTTP. Secure cookies are not kept for it, and anybody on the way can change it.",
                $"Redirect {page} to https, and send Strict-Transport-Security.", IsCertain: true);
        }

        if (page.IsSecure && Api is { IsSecure: false } && (request.UnknownProxySaysTls || page.Host == AskedAt(request)?.Host))
        {
            return new("tls_proxy_unknown", $"The page is at {page}, but Tandem takes itself to be at {Api}: a proxy ends TLS that Tandem was not told of.",
                $"Tandem__PublicUrl={page} and Tandem__ForwardedHeaders__KnownProxies__0=<address of the proxy>", IsCertain: true);
        }

        return Cors.Allows(page) ? null : new("origin_not_configured",
            $"{page} is not a configured origin: its sign-in was refused, or its answer could not be read, so no cookie was stored.",
            lineFor(page), IsCertain: true);
    }

    private Diagnosis? OfHost(CookielessRequest request)
    {
        // Many proxies put an internal name or address into Host; what the browser asked for is not known then.
        if (AskedAt(request)?.Host is not { } host || host == Api.Host || PublicSuffixList.RegistrableDomain(host) is null)
            return null;
        if (request.SecFetchSite == "same-origin" && Origin.TryParse(request.Origin, out var page) && page.Host == Api.Host)
            return null;
        if (Cookies.OwnSite.Domain is { } domain && CookieJar.DomainMatches(host, domain))
            return null;
        return new("other_host", $"The request was sent to {Shown(host)}, and the cookie belongs to {Api.Host}: a cookie goes to the host that set it.",
            $"Call {Api} for sign-in and refresh alike; where a proxy changes the host, let it pass X-Forwarded-Host and name it in Tandem:ForwardedHeaders:KnownProxies.", IsCertain: true);
    }

    private Diagnosis? OfPath(CookielessRequest request)
    {
        var path = request.StrippedPrefix?.TrimEnd('/') + Path;
        return CookieJar.PathMatches(path, Cookies.OwnSite.Path) ? null : new("other_path",
            $"Browsers see the refresh endpoint at {Shown(path)}, and the cookie's Path is {Cookies.OwnSite.Path}: it is not sent there.",
            "Leave Tandem:RefreshToken:Cookie:Path out.", IsCertain: true);
    }

    private Diagnosis? OfSite(CookielessRequest request)
    {
        var page = Origin.TryParse(request.Origin, out var origin) ? origin : Api;
        if (page.IsLoopbackAddress && AskedAt(request) is { IsLoopbackAddress: true, Host: var host } && host != page.Host)
        {
            return new("loopback_spelling", $"The page is at {page} and calls {host}: browsers take the spellings of this machine for different sites.",
                $"Open the page as {page.ToString().Replace(page.Host, host, StringComparison.Ordinal)}.", IsCertain: true);
        }

        var isCrossSite = Cookies.RelationTo(page) == OriginRelation.CrossSite;
        if (!isCrossSite && (request.StorageAccessDenied || request.SecFetchSite == "cross-site"))
        {
            return new("framed_by_other_site", $"{page} and {Api} are the same site, yet the browser withholds cookies: the page is in a frame of another site, where everything is third-party.",
                "Open the page in a tab of its own.", IsCertain: request.StorageAccessDenied);
        }

        if (!isCrossSite)
            return null;
        var cookie = Cookies.For(page);
        if (!cookie.Partitioned)
        {
            return new("third_party_blocked",
                $"{page} and {Api} are different sites, and the cookie is SameSite={cookie.SameSite} without Partitioned: Safari, private windows and many people's settings withhold it.",
                "Leave Tandem:RefreshToken:Cookie:SameSite and :Partitioned out, or serve the page from the API's site.", IsCertain: true);
        }

        return new("partitioned_per_site",
            $"{page} and {Api} are different sites. The cookie is kept for each front end by itself, and only by Chrome and Edge 114, Firefox 141 and Safari 26.2 or later: nobody has signed in on this one, the browser is older, or sign-in lacked credentials: 'include'.",
            "Sign in on this page with credentials: 'include'; for every browser, serve the page from the API's site.", request.SessionLives);
    }

    private Diagnosis OfCredentials(CookielessRequest request)
    {
        var isSameOrigin = request.SecFetchSite == "same-origin" || (Origin.TryParse(request.Origin, out var page) && page.IsSameAs(Api));
        if (isSameOrigin)
        {
            return request.SessionLives
                ? new("set_before_change", "Somebody is signed in, and the browser has no cookie for this address: it was set before its Domain, Path or name changed, or was deleted.",
                    "Sign in again.", IsCertain: true)
                : new("not_signed_in", "The browser has no refresh cookie for this address: nobody signed in, somebody signed out, or the session went unused for its lifetime.",
                    "Sign in.", IsCertain: false);
        }

        return request.CookieNames.Count > 0
            ? new("never_stored", "Other cookies came, so the refresh has credentials: 'include'; the refresh cookie was never stored. Either sign-in lacked credentials: 'include', or nobody has signed in, or the session is from before the cookie's Domain changed.",
                "Write credentials: 'include' on the fetch that signs in, and sign in again.", request.SessionLives)
            : new("credentials_omitted", "No cookie came at all. Between origins fetch neither sends nor stores cookies unless it is told to: on sign-in, or the cookie is never stored, and on refresh.",
                "Write credentials: 'include' on the fetch that signs in and on the one that refreshes; then sign in again.", request.SessionLives);
    }

    private Diagnosis OfProgram() => new("client_keeps_no_cookie",
        $"A program signed in from this address and was sent the cookie, and now one refreshes without it. HTTP clients without a cookie jar keep no cookie, and jars forget it with their process or send it only to {Api}.",
        "Give the client a cookie jar, and the jar a file if the program starts anew. Or sign in with \"delivery\": \"body\", keep refreshToken and send it in the body of the refresh"
        + (BodyLine is null ? "." : $": {BodyLine}"), IsCertain: false);

    // The host with its port, read as an origin; the scheme is of no account.
    private static Origin? AskedAt(CookielessRequest request) =>
        request.Host is { } host && Origin.TryParse("http://" + host.ToLowerInvariant(), out var origin) ? origin : null;

    private static bool IsSimilar(string name) =>
        name.Contains("refresh", StringComparison.OrdinalIgnoreCase) && name.Contains("token", StringComparison.OrdinalIgnoreCase);

    // What comes from the request is shown cut, and only where it is plain text.
    private static string Shown(string text) =>
        text.Length <= 100 && !text.AsSpan().ContainsAnyExceptInRange('!', '~') ? text : "another one";
}
