using Tandem.AspNetCore.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.CookieSessions;
using Tandem.MasterKeys;
using Tandem.Sessions;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>Reads and writes the cookie of cookie sessions.</summary>
internal sealed class SessionCookies(Lazy<PublicAddress> address, Installation installation)
{
    // Only another host of this site, or a page of plain HTTP, can make it more than one.
    private const int Most = 4;

    private SessionCookie Cookie => SessionCookie.For(address.Value.PublicOrigin, installation.CookieSuffix);

    /// <summary>The genuine tokens of a request, in the order sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="anyKeyNotLoaded">Whether there was one made with a key that is not loaded here, of which nothing can be said.</param>
    public List<CookieSessionToken> Read(HttpRequest request, out bool anyKeyNotLoaded) => Genuine(Values(request), out anyKeyNotLoaded);

    /// <summary>Whether the request's tokens came in the cookie of before, which is to be replaced.</summary>
    public bool AreWithoutSuffix(HttpRequest request) => !Cookie.Secure && Values(request, Cookie.Name).Count == 0;

    /// <summary>Stores a session's token in the browser, for as long as the session lives unused.</summary>
    public void Set(HttpResponse response, string token, Session session, DateTimeOffset now) =>
        response.Headers.Append("Set-Cookie", Cookie.Set(token, session.Persistent ? session.ExpiresAt - now : null));

    /// <summary>Clears it; the one without suffix too, unless it is another installation's.</summary>
    public void Clear(HttpResponse response)
    {
        if (!Cookie.Secure && Genuine(Values(response.HttpContext.Request, SessionCookie.WithoutSuffix.Name), out _).Count > 0)
            response.Headers.Append("Set-Cookie", SessionCookie.WithoutSuffix.Clear());
        response.Headers.Append("Set-Cookie", Cookie.Clear());
    }

    private List<CookieSessionToken> Genuine(List<string> values, out bool anyKeyNotLoaded)
    {
        var tokens = new List<CookieSessionToken>(values.Count);
        anyKeyNotLoaded = false;
        foreach (var value in values.Distinct())
        {
            anyKeyNotLoaded |= CookieSessionTokenFormat.Of(installation).TryParse(value, out var token) is CookieSessionTokenFault.KeyNotLoaded;
            if (token is not null && tokens.Count < Most)
                tokens.Add(token);
        }

        return tokens;
    }

    private List<string> Values(HttpRequest request) =>
        AreWithoutSuffix(request) ? Values(request, SessionCookie.WithoutSuffix.Name) : Values(request, Cookie.Name);

    private static List<string> Values(HttpRequest request, string name)
    {
        var values = new List<string>(1);
        foreach (var header in request.Headers.Cookie)
            CookieHeader.Read(header, name, values);
        return values;
    }
}
