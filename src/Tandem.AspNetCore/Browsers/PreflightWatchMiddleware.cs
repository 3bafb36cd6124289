using System.Diagnostics;

using Microsoft.AspNetCore.Cors.Infrastructure;

using Tandem.AspNetCore.Http.Pipeline;
using Tandem.Platform;

namespace Tandem.AspNetCore.Browsers;

/// <summary>
/// Reports preflights of pages that are not listed: the page is told nothing but that it failed, and its developer looks into the log. The
/// CORS stage answers them, without the permission.
/// </summary>
[StackTraceHidden]
internal sealed class PreflightWatchMiddleware(RequestDelegate next, Lazy<PublicAddress> address, OpaqueOriginAccess opaqueOrigins, OriginRefusals refusals)
{
    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsOptions(context.Request.Method) && IsRefused(context) ? ReportAsync(context) : next(context);

    private bool IsRefused(HttpContext context)
    {
        var headers = context.Request.Headers;
        return !TandemRequest.IsApplications(context)
            && headers.Origin.Count > 0 && headers.AccessControlRequestMethod.Count > 0
            && !address.Value.Allows(context.Request)
            && !(opaqueOrigins.MayRead && headers.Origin == PublicAddress.OpaqueOrigin)
            // An endpoint with a policy of the application's own is judged by that.
            && context.GetEndpoint()?.Metadata.GetMetadata<ICorsMetadata>() is null;
    }

    private async Task ReportAsync(HttpContext context)
    {
        context.Features.Set(OriginErrors.OriginNotAllowed);
        try
        {
            await refusals.ReportFrontendAsync(context, context.RequestAborted);
        }
        catch (StorageUnavailableException)
        {
            // The warning was written, and the answer needs no storage.
        }

        await next(context);
    }
}
