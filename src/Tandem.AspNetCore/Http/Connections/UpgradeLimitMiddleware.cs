using System.Diagnostics;

using Microsoft.AspNetCore.Http.Features;

using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Http.Connections;

/// <summary>
/// Lets so many requests at a time become something else than HTTP: a WebSocket stays for as long as its page is open, and must not take
/// the places of those who only ask. Further ones get 503 <c>busy</c>.
/// </summary>
[StackTraceHidden]
internal sealed class UpgradeLimitMiddleware(RequestDelegate next, IOptions<ConnectionOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private int upgraded;

    public Task InvokeAsync(HttpContext context) => MayUpgrade(context) ? CountAsync(context) : next(context);

    private async Task CountAsync(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref upgraded) > options.Value.MostUpgraded)
                await Problem.WriteTransientAsync(context, ErrorCodes.Busy, RetryAfter);
            else
                await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref upgraded);
        }
    }

    private static bool MayUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
