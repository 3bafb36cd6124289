using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.Browsers;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>Headers that every answer needs, and those that only Tandem's own answers can have (an application has pages of its own).</summary>
internal sealed class ResponseHeadersMiddleware(RequestDelegate next, Lazy<Deployment> deployment)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (deployment.Value.PublicOrigin is { IsSecure: true, IsLoopback: false })
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>() is not null)
        {
            headers["Referrer-Policy"] = "no-referrer";
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
            headers.CacheControl = "no-store";
        }

        // The CORS stage says it only for allowed origins; a cache must know it of the others too.
        context.Response.OnStarting(static state =>
        {
            var vary = ((HttpContext)state).Response.Headers;
            if (vary.Vary.Count == 0)
                vary.Vary = "Origin";
            else if (!vary.Vary.Any(value => value!.Contains("Origin", StringComparison.OrdinalIgnoreCase)))
                vary.AppendCommaSeparatedValues("Vary", "Origin");
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
