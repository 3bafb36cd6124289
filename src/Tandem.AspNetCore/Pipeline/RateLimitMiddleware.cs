using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.Problems;

namespace Tandem.AspNetCore.Pipeline;

/// <summary>Answers 429 with <c>Retry-After</c> when an address sends too much.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimits limits)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>()?.Group is { } group && limits.Exceeds(context, group) is { } wait
            ? Problem.WriteTransientAsync(context, ErrorCodes.RateLimited, wait)
            : next(context);
}
