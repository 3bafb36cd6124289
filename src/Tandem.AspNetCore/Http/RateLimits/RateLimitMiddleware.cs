using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Operations;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>Answers 429 with <c>Retry-After</c> when an address sends too much.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimits limits, IEventStore events, InstallationClock clock)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>()?.Group is { } group && limits.Exceeds(context, group) is { } wait
            ? RefuseAsync(context, group, wait)
            : next(context);

    private async Task RefuseAsync(HttpContext context, RateLimitGroup group, TimeSpan wait)
    {
        if (limits.IsReported(context, group))
        {
            var name = group.ToString().ToLowerInvariant();
            // Also when the sender has hung up: otherwise whoever does goes unreported for a minute.
            await events.AppendAsync(new RateLimited(name) { At = clock.UtcNow, Context = context.Caller().Context }, CancellationToken.None);
        }

        await Problem.WriteTransientAsync(context, ErrorCodes.RateLimited, wait);
    }
}
