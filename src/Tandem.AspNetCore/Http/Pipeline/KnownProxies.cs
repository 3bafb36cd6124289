using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

using IPNetwork = System.Net.IPNetwork;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// The proxies whose forwarded headers are believed. There are none by default, and then no header changes anything
/// (ASVS 15.3.4, RFC 9700 §4.13).
/// </summary>
internal sealed class KnownProxies
{
    private readonly List<IPAddress> addresses = [];
    private readonly List<IPNetwork> networks = [];

    public KnownProxies(TandemOptions options)
    {
        foreach (var proxy in options.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                addresses.Add(CallerAddress.Plain(address)!);
            else
                networks.Add(IPNetwork.Parse(proxy));
        }
    }

    /// <summary>Whether a request came through one of them, whatever its headers said.</summary>
    public static bool Passed(HttpContext context) => context.Features.Get<PassedProxy>() is not null;

    /// <summary>Puts the client's address, scheme and host in the place of the proxy's, where a known proxy tells them.</summary>
    public void Use(IApplicationBuilder app)
    {
        if (addresses.Count + networks.Count == 0)
            return;
        app.Use((context, next) =>
        {
            if (Contains(context.Connection.RemoteIpAddress))
                context.Features.Set(PassedProxy.Mark);
            return next(context);
        });
        // What the last proxy says of itself counts, and nothing that was said before it.
        app.UseForwardedHeaders(Believing(ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, 1));
        // From the right, through all known proxies, to the first address that is none of them.
        app.UseForwardedHeaders(Believing(ForwardedHeaders.XForwardedFor, null));
    }

    // A peer without an address is at the other end of a local socket: the framework believes it too.
    private bool Contains(IPAddress? peer) =>
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
