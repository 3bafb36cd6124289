using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.Options;
using Tandem.Browser;

namespace Tandem.AspNetCore.Pipeline;

/// <summary>Where this application is reached, and what follows from it: issuer, allowed origins, refresh cookie.</summary>
internal sealed class Deployment
{
    public Deployment(TandemOptions options, IServer server)
    {
        PublicUrl = options.PublicUrl ?? FirstListeningUrl(server);
        PublicOrigin = Origin.Of(PublicUrl);
        Cors = new CorsPlan(PublicOrigin, options.FrontendOrigins);
        Cookies = new CookiePlan(PublicOrigin, options.RefreshToken.Cookie.ToOverrides());
    }

    public Uri PublicUrl { get; }

    public Origin PublicOrigin { get; }

    /// <summary>The <c>iss</c> claim: the public URL without a slash at its end. Public addresses begin with it.</summary>
    public string Issuer => PublicOrigin + PublicUrl.AbsolutePath.TrimEnd('/');

    /// <summary>Which pages may call.</summary>
    public CorsPlan Cors { get; }

    /// <summary>The refresh cookie of each.</summary>
    public CookiePlan Cookies { get; }

    /// <summary>The refresh cookie for the page that sent a request.</summary>
    public RefreshCookie CookieFor(HttpRequest request) =>
        Cookies.For(Origin.TryParse(request.Headers.Origin.ToString(), out var page) ? page : null);

    /// <summary>Whether a page with this <c>Origin</c> header may use the session's cookie.</summary>
    public bool Allows(string? header) =>
        Origin.TryParse(header, out var origin) && Cors.Allows(origin);

    /// <summary>
    /// Whether a request comes from such a page, or from none at all. Only then may its answer set or clear the cookie: as a page load,
    /// the answer to another site's form could do either although the request carried no cookie.
    /// </summary>
    public bool Allows(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0 || (origin.Count == 1 && Allows(origin[0]));
    }

    /// <summary>Why the public URL cannot be what the server listens on, or null.</summary>
    public string? Fault =>
        PublicOrigin is { IsSecure: false, IsLoopback: false }
            ? $"The server listens on {PublicUrl}, which is neither HTTPS nor a loopback host: tokens could be taken on the way. "
              + "Set Tandem:PublicUrl to the HTTPS address that browsers use, or listen on 127.0.0.1."
            : null;

    private static Uri FirstListeningUrl(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        return new Uri(addresses?.FirstOrDefault() ?? "http://localhost");
    }
}
