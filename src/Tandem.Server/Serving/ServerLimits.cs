using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tandem.Server.Serving;

/// <summary>
/// What one connection may cost before and beside any work of ours: time, memory, a place. All limits of the web server stand here,
/// those that are its defaults too, so that none changes with a new version of it.
/// </summary>
internal static class ServerLimits
{
    /// <summary>Connections at once; those beyond are closed unheard. Each costs tens of kilobytes and a file descriptor.</summary>
    public const long Connections = 10_000;

    /// <summary>From the first byte of a request to the end of its headers. Any real client sends them at once.</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>Between requests. Longer than proxies keep theirs (nginx 60 s): the side that closes first must be the proxy.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(130);

    /// <summary>Slower than this for longer than the grace period, a body or the reading of an answer is broken off.</summary>
    public static readonly MinDataRate DataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxConcurrentConnections = Connections;
        limits.RequestHeadersTimeout = Headers;
        limits.KeepAliveTimeout = KeepAlive;
        limits.MinRequestBodyDataRate = DataRate;
        limits.MinResponseDataRate = DataRate;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
    }
}
