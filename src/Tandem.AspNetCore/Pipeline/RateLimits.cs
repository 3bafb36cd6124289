using System.Net;
using System.Threading.RateLimiting;

using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.Options;

namespace Tandem.AspNetCore.Pipeline;

/// <summary>Requests per minute of each address and group.</summary>
internal sealed class RateLimits : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Dictionary<RateLimitGroup, PartitionedRateLimiter<string>> limiters;
    private readonly PartitionedRateLimiter<string> reports = Limiter(1);
    private readonly bool includeLoopback;

    public RateLimits(TandemOptions options)
    {
        includeLoopback = options.RateLimits.IncludeLoopback;
        limiters = new()
        {
            [RateLimitGroup.Login] = Limiter(options.RateLimits.LoginPerAddress),
            [RateLimitGroup.Refresh] = Limiter(options.RateLimits.RefreshPerAddress),
        };
    }

    /// <summary>How long to wait, or null when the request may go on.</summary>
    public TimeSpan? Exceeds(HttpContext context, RateLimitGroup group)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!includeLoopback && address is not null && IPAddress.IsLoopback(CallerAddress.Plain(address)!))
            return null;
        using var lease = limiters[group].AttemptAcquire(CallerAddress.CountedBy(address));
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
    }

    /// <summary>Whether an excess is to be reported: the first of an address and group in a minute. A flood must not fill the log.</summary>
    public bool IsReported(HttpContext context, RateLimitGroup group)
    {
        using var lease = reports.AttemptAcquire($"{group} {CallerAddress.CountedBy(context.Connection.RemoteIpAddress)}");
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        reports.Dispose();
        foreach (var limiter in limiters.Values)
            limiter.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int perMinute) => PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = perMinute,
            Window = Window,
            QueueLimit = 0,
        }));
}
