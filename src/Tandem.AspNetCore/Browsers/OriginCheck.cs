using Microsoft.AspNetCore.Http.Features;

using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Whether a request was made by a page of this application, by what browsers say of it and pages cannot change.</summary>
internal sealed class OriginCheck(Lazy<PublicAddress> address)
{
    /// <summary>Whether a request cannot change anything, by what its method promises (RFC 9110 §9.2.1).</summary>
    public static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method);

    /// <summary>Whether a request opens a WebSocket, which other sites' pages may do although it begins like a page load.</summary>
    public static bool IsWebSocket(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Upgrade.Any(value => value!.Contains("websocket", StringComparison.OrdinalIgnoreCase)))
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    /// <summary>Whether it is ours. Without either header it is no browser's (every current one sends <c>Origin</c> with a POST).</summary>
    public bool IsOurs(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var site = request.Headers["Sec-Fetch-Site"];
        if (origin.Count > 1 || site.Count > 1)
            return false;
        return (string?)origin switch
        {
            null => (string?)site is null or "same-origin" or "none",
            // What a page with Referrer-Policy: no-referrer sends for its own forms (Fetch §3.1); a sandboxed frame's is cross-site.
            "null" => (string?)site is "same-origin",
            var page => IsOurs(page),
        };
    }

    /// <summary>Whether an origin is this application's own. Front ends elsewhere have tokens: pages are served here.</summary>
    public bool IsOurs(string? origin) => Origin.TryParse(origin, out var page) && page.IsSameAs(address.Value.PublicOrigin);
}
