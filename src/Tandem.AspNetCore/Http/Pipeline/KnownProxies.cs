using System.Diagnostics;
using System.Net;

using Microsoft.AspNetCore.HttpOverrides;

using IPNetwork = System.Net.IPNetwork;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// The proxies whose forwarded headers are trusted. By default there are none, and forwarded headers are ignored
/// (ASVS 15.3.4, RFC 9700 §4.13).
/// </summary>
internal sealed class KnownProxies
{
    private readonly List<IPAddress> addresses = [];
    private readonly List<IPNetwork> networks = [];

    public KnownProxies(IOptions<KnownProxyOptions> options)
    {
        foreach (var proxy in options.Value.Proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                addresses.Add(CallerAddress.Plain(address)!);
            else
                networks.Add(IPNetwork.Parse(proxy));
        }
    }

    /// <summary>Whether a request came through one of them, whatever its headers said.</summary>
    public static bool Passed(HttpContext context) => context.Features.Get<PassedProxy>() is not null;

    /// <summary>Whether any is known.</summary>
    public bool Any => addresses.Count + networks.Count > 0;

    /// <summary>Replaces the proxy's address, scheme and host by the client's, if a known proxy passes them on.</summary>
    /// <param name="app">The application.</param>
    /// <param name="unknown">Told of requests that came through another one.</param>
    public void Use(IApplicationBuilder app, UnknownProxyLog unknown)
    {
        app.Use([StackTraceHidden] (context, next) =>
        {
            if (Any && Contains(context.Connection.RemoteIpAddress))
                context.Features.Set(PassedProxy.Mark);
            else
                unknown.Note(context);
            return next(context);
        });
        if (!Any)
            return;
        // What the last proxy says of itself counts, and nothing that was said before it.
        app.UseForwardedHeaders(Believing(ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, 1));
        // From the right, through all known proxies, to the first address that is none of them.
        app.UseForwardedHeaders(Believing(ForwardedHeaders.XForwardedFor, null));
    }

    /// <summary>Whether a peer is one of them.</summary>
    /// <remarks>One without an address is at the other end of a local socket: the framework believes it too.</remarks>
    public bool Contains(IPAddress? peer) =>
        CallerAddress.Plain(peer) is not { } plain || addresses.Contains(plain) || networks.Any(network => network.Contains(plain));

    private sealed class PassedProxy
    {
        public static PassedProxy Mark { get; } = new();
    }

    private ForwardedHeadersOptions Believing(ForwardedHeaders headers, int? limit)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = headers, ForwardLimit = limit };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var address in addresses)
            options.KnownProxies.Add(address);
        foreach (var network in networks)
            options.KnownIPNetworks.Add(network);
        return options;
    }
}

/// <summary>Addresses and networks of proxies whose forwarded headers are trusted.</summary>
internal sealed class KnownProxyOptions
{
    public IReadOnlyList<string> Proxies { get; set; } = [];
}
