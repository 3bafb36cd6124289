using System.Net;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Tells the operator of forwarded headers from a peer that is no known proxy: behind it everybody has one address. Each peer once, one a
/// minute, and no more than a few: any client may send such a header.
/// </summary>
internal sealed partial class UnknownProxyLog(IOptions<KnownProxyOptions> options, TimeProvider time, ILogger<UnknownProxyLog> logger)
{
    private const int Most = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly HashSet<IPAddress> told = [];
    private long? last;

    public void Note(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.Count == 0 || !(headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("X-Forwarded-Proto") || headers.ContainsKey("Forwarded")))
            return;
        if (CallerAddress.Plain(context.Connection.RemoteIpAddress) is { } peer && IsNew(peer))
            Unknown(peer, Line(string.Join(',', options.Value.Proxies.Append(peer.ToString()))));
    }

    /// <summary>The line of configuration that makes these the known proxies.</summary>
    public static string Line(string proxies) => $"Tandem__ForwardedHeaders__KnownProxies={proxies}";

    private bool IsNew(IPAddress peer)
    {
        lock (gate)
        {
            if (told.Count >= Most || told.Contains(peer) || (last is { } at && time.GetElapsedTime(at) < Pause))
                return false;
            last = time.GetTimestamp();
            return told.Add(peer);
        }
    }

    [LoggerMessage(1005, LogLevel.Warning,
        "{Peer} sends forwarded headers but is not a known proxy, so they are ignored, and all requests through it count as one address. If it is your proxy, set {Line}")]
    private partial void Unknown(IPAddress peer, string line);
}
