using System.Diagnostics;

using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Operations;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>Answers 429 with <c>Retry-After</c> when an address sends too much.</summary>
[StackTraceHidden]
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimits limits, RateLimitRefusal refusal)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>()?.Group is { } group && limits.Exceeds(context, group) is { } wait
            ? refusal.WriteAsync(context, group, wait)
            : next(context);
}

/// <summary>Answers 429, and lets the log of events know.</summary>
internal sealed class RateLimitRefusal(RefusalLog refusals, InstallationClock clock)
{
    public async Task WriteAsync(HttpContext context, RateLimitGroup group, TimeSpan wait)
    {
        var limited = new RateLimited(group.ToString().ToLowerInvariant()) { At = clock.UtcNow, Context = context.Caller().Context };

        // Also when the sender has hung up: otherwise whoever does goes unreported for a minute.
        await refusals.ReportAsync(limited, CancellationToken.None);
        await Problem.WriteTransientAsync(context, ErrorCodes.RateLimited, wait);
    }
}
