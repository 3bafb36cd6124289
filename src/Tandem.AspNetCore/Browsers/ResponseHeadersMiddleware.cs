using System.Diagnostics;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Headers of Tandem's responses. The application's get those that protect a host only where configuration asks for it.</summary>
[StackTraceHidden]
internal sealed class ResponseHeadersMiddleware(RequestDelegate next, Lazy<PublicAddress> address, IOptions<SecurityHeaderOptions> options)
{
    private readonly string strictTransport = options.Value.IncludeSubDomains ? "max-age=31536000; includeSubDomains" : "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isApplications = TandemRequest.IsApplications(context);
        if (!isApplications || options.Value.OnApplication)
        {
            headers.XContentTypeOptions = "nosniff";
            if (address.Value.PublicOrigin is { IsSecure: true, IsLoopback: false })
                headers.StrictTransportSecurity = strictTransport;
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>() is not null)
        {
            headers["Referrer-Policy"] = "no-referrer";
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
            headers.CacheControl = "no-store";
        }

        // The CORS stage says it only for allowed origins; a cache must know it of the others too.
        if (!isApplications || address.Value.HasFrontends)
            context.Response.OnStarting(VaryByOriginAsync, context.Response);
        return next(context);
    }

    private static Task VaryByOriginAsync(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (headers.Vary.Count == 0)
            headers.Vary = "Origin";
        else if (!headers.Vary.Any(value => value!.Contains("Origin", StringComparison.OrdinalIgnoreCase)))
            headers.AppendCommaSeparatedValues("Vary", "Origin");
        return Task.CompletedTask;
    }
}
