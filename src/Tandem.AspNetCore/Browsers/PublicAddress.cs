using System.Collections.Frozen;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;

using Tandem.Browsers.Cookies;
using Tandem.Browsers.Cors;
using Tandem.Browsers.Sites;
using Tandem.MasterKeys;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Where this application is reached, and what follows from it: issuer, allowed origins, refresh cookie.</summary>
internal sealed class PublicAddress
{
    /// <summary>The <c>Origin</c> of pages that have none to tell: files, sandboxed frames.</summary>
    public const string OpaqueOrigin = "null";

    public PublicAddress(IOptions<PublicAddressOptions> address, IOptions<RefreshCookieOptions> cookie, Installation installation, IServer server, IHostEnvironment environment)
    {
        var options = address.Value;
        this.server = server;
        PublicUrl = options.PublicUrl ?? FirstListeningUrl(server);
        PublicOrigin = Origin.Of(PublicUrl);
        configured = options.Frontends.Count;
        Cors = new CorsPlan(PublicOrigin, [.. options.FrontendOrigins, .. environment.IsDevelopment() && PublicOrigin.IsLoopback ? DevelopmentPages : []]);
        Cookies = new CookiePlan(PublicOrigin, cookie.Value.ToOverrides(), installation.CookieSuffix);
        allowed = Cors.Frontends.Append(PublicOrigin).Distinct()
            .ToFrozenDictionary(page => page.ToString(), Cookies.For, StringComparer.Ordinal);
    }

    // Where the usual tools serve pages while they are written: webpack, Angular, Astro, Vite and its preview, and plain servers.
    private static IReadOnlyList<Origin> DevelopmentPages { get; } =
        [.. new[] { 3000, 3001, 4173, 4200, 4321, 5173, 5174, 8000, 8080, 8081 }.Select(port => Origin.Of(new Uri($"http://localhost:{port}")))];

    private static readonly string[] Loopback = ["127.0.0.1", "::1"];

    private readonly IServer server;
    private readonly int configured;

    // What nearly every request says, as browsers write it, and the cookie that goes with it: nothing to parse or derive again.
    private readonly FrozenDictionary<string, RefreshCookie> allowed;

    public Uri PublicUrl { get; }

    public Origin PublicOrigin { get; }

    /// <summary>The <c>iss</c> claim: the public URL without a slash at its end. Public addresses begin with it.</summary>
    public string Issuer => PublicOrigin + PublicUrl.AbsolutePath.TrimEnd('/');

    /// <summary>Which pages may call.</summary>
    public CorsPlan Cors { get; }

    /// <summary>The refresh cookie of each.</summary>
    public CookiePlan Cookies { get; }

    /// <summary>The refresh cookie for the page that sent a request.</summary>
    public RefreshCookie CookieFor(HttpRequest request) => request.Headers.Origin.ToString() is var header && allowed.TryGetValue(header, out var cookie)
        ? cookie
        : Cookies.For(Origin.TryParse(header, out var page) ? page : null);

    /// <summary>
    /// Whether a request comes from a page in a browser. Native apps have a scheme of their own or none to tell; programs send neither
    /// <c>Origin</c> nor Fetch Metadata, but for Node.js, whose <c>fetch</c> sends <c>Sec-Fetch-Mode</c> alone. Browsers send all of it.
    /// </summary>
    public static bool IsPage(HttpRequest request) => request.Headers.Origin.Count == 0
        ? request.Headers.ContainsKey("Sec-Fetch-Site") || request.Headers.ContainsKey("Sec-Fetch-Dest")
        : request.Headers.Origin.ToString().StartsWith("http", StringComparison.OrdinalIgnoreCase);

    /// <summary>The line of configuration that adds a front end to those there are.</summary>
    public string LineFor(Origin page) => $"Tandem__Frontends__{configured}={page}";

    /// <summary>Whether a page with this <c>Origin</c> header may use the session's cookie.</summary>
    public bool Allows(string? header) =>
        header is not null && (allowed.ContainsKey(header) || (Origin.TryParse(header, out var origin) && Cors.Allows(origin)));

    /// <summary>Whether configuration lists front ends.</summary>
    public bool HasFrontends => configured > 0;

    /// <summary>Whether a page with this <c>Origin</c> header is a front end elsewhere: one that calls this application across origins.</summary>
    public bool AllowsFrontend(string header) => header != PublicOrigin.ToString() && Allows(header);

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

    /// <summary>
    /// The addresses of a proxy on this machine, where there must be one: browsers come by HTTPS, and nothing but a loopback address listens,
    /// without TLS. Null where that is not so.
    /// </summary>
    public string? LocalProxy
    {
        get
        {
            if (!PublicOrigin.IsSecure || PublicOrigin.IsLoopback)
                return null;
            var urls = ListeningUrls(server).Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : null).ToList();
            if (urls.Count == 0 || !urls.All(url => url is { Scheme: "http", IsLoopback: true }))
                return null;
            return string.Join(',', urls.SelectMany(url => url!.HostNameType switch
            {
                UriHostNameType.IPv4 => Loopback[..1],
                UriHostNameType.IPv6 => Loopback[1..],
                _ => Loopback,
            }).Distinct());
        }
    }

    private static ICollection<string> ListeningUrls(IServer server) => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private static Uri FirstListeningUrl(IServer server) => new(ListeningUrls(server).FirstOrDefault() ?? "http://localhost");
}
