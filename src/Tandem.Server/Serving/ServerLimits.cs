using Microsoft.AspNetCore.Server.Kestrel.Core;

using Tandem.AspNetCore.Http.Connections;

namespace Tandem.Server.Serving;

/// <summary>
/// Limits on what one connection may cost the web server: time, memory, a connection slot. They include Kestrel's defaults, so that a
/// new version of Kestrel changes none of them.
/// </summary>
internal static class ServerLimits
{
    /// <summary>From the first byte of a request to the end of its headers. Any real client sends them at once.</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>Idle time between requests. Longer than proxies keep connections open (nginx 60 s), so that the proxy closes first.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(130);

    /// <summary>A body sent, or a response read, more slowly than this for longer than the grace period is cut off.</summary>
    public static readonly MinDataRate DataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        // Counted by Tandem:Connections, which knows addresses and what was upgraded. The web server's own limit would write a line for
        // every connection that it refuses.
        limits.MaxConcurrentConnections = null;
        limits.MaxConcurrentUpgradedConnections = null;
        options.ConfigureEndpointDefaults(endpoint =>
        {
            var limiter = endpoint.ApplicationServices.GetRequiredService<ConnectionLimiter>();
            endpoint.Use(serve => connection => limiter.ServeAsync(connection, serve));
        });
        limits.RequestHeadersTimeout = Headers;
        limits.KeepAliveTimeout = KeepAlive;
        limits.MinRequestBodyDataRate = DataRate;
        limits.MinResponseDataRate = DataRate;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
    }
}
