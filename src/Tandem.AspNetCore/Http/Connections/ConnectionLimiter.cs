using System.Net;

using Microsoft.AspNetCore.Connections;

using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.RateLimits;

namespace Tandem.AspNetCore.Http.Connections;

/// <summary>
/// Counts connections, what they were upgraded to included, from the moment they are accepted. What is too much is closed unread: of all,
/// of one address (IPv6: of one /64, and half of all of one /48). The last places are kept for callers on this machine: its operator, its
/// health checks. Proxies that are known speak for many and are counted among all only.
/// </summary>
internal sealed partial class ConnectionLimiter(
    IOptions<ConnectionOptions> options, KnownProxies proxies, TimeProvider time, ILogger<ConnectionLimiter> logger)
{
    // Of an IPv6 address the /48, which is the most that one customer usually has.
    private const int Site = 2;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<CountedKey, int> open = [];
    private int all;
    private int refused;
    private long? told;

    /// <summary>Serves a connection, or closes it.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = CallerAddress.Plain((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (!TryEnter(address))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(address);
        }
    }

    private bool TryEnter(IPAddress? address)
    {
        var limits = options.Value;
        // A peer without an address is at the other end of a local socket.
        var isLocal = address is null || IPAddress.IsLoopback(address);
        var key = CountedKey.Of(address, "");
        string? full;
        var count = 0;
        lock (gate)
        {
            if (all >= (isLocal ? limits.Most : limits.Most - ConnectionOptions.KeptForLoopback))
                full = "Connections:Max";
            else if (address is not null && !proxies.Contains(address) && IsTooMany(key, limits))
                full = "Connections:PerAddress";
            else
                full = null;
            if (full is null)
                Count(key, 1);
            else
                count = ToTell();
        }

        if (count > 0)
            Refused(count, address?.ToString() ?? "a local socket", full!);
        return full is null;
    }

    private bool IsTooMany(CountedKey key, ConnectionOptions limits) =>
        open.GetValueOrDefault(key) >= limits.MostPerAddress
        || (SiteOf(key) is { } site && open.GetValueOrDefault(site) >= limits.Most / 2);

    private void Leave(IPAddress? address)
    {
        lock (gate)
            Count(CountedKey.Of(address, ""), -1);
    }

    private void Count(CountedKey key, int change)
    {
        all += change;
        Add(key);
        if (SiteOf(key) is { } site)
            Add(site);

        void Add(CountedKey counted)
        {
            var now = open.GetValueOrDefault(counted) + change;
            if (now == 0)
                open.Remove(counted);
            else
                open[counted] = now;
        }
    }

    private static CountedKey? SiteOf(CountedKey key) => key.Length == 64 ? key.Around(Site) : null;

    // Whoever is refused may come again at once, and must not fill the log.
    private int ToTell()
    {
        refused++;
        if (told is { } last && time.GetElapsedTime(last) < BetweenLines)
            return 0;
        told = time.GetTimestamp();
        var count = refused;
        refused = 0;
        return count;
    }

    [LoggerMessage(1151, LogLevel.Warning,
        "{Count} connections were closed unread since the last such line, the latest from {Address}: the limit Tandem:{Key} is reached")]
    private partial void Refused(int count, string address, string key);
}
