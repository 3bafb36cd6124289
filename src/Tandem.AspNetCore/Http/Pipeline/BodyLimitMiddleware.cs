using System.Diagnostics;

using Microsoft.AspNetCore.Http.Features;

using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Bounds the bodies of Tandem's own endpoints, before any work is done for them. Compressed ones are refused: their
/// unpacked size would have no bound (RFC 9110 §15.5.16).
/// </summary>
[StackTraceHidden]
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
        if (IsCompressed(context))
            return Problem.WriteAsync(context, ErrorCodes.UnsupportedMediaType);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = Limit;
        return next(context);
    }

    private static bool IsCompressed(HttpContext context) =>
        context.Request.Headers.ContentEncoding is { Count: > 0 } coding
        && !string.Equals(coding.ToString(), "identity", StringComparison.OrdinalIgnoreCase)
        && context.Request.ContentLength != 0
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
}
