using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

using Tandem.AspNetCore.Problems;

namespace Tandem.AspNetCore.Pipeline;

/// <summary>Bounds the bodies of Tandem's own endpoints, before any work is done for them.</summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next)
{
    /// <summary>Bytes of the longest body. The longest real one holds a password of 1,024 bytes, escaped.</summary>
    public const int Limit = 16 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>() is null)
            return next(context);
        if (context.Request.ContentLength > Limit)
            return Problem.WriteAsync(context, ErrorCodes.BodyTooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = Limit;
        return next(context);
    }
}
