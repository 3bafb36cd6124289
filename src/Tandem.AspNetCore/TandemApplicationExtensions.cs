using Microsoft.AspNetCore.Routing;

using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Connections;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.Revocation;

namespace Tandem.AspNetCore;

/// <summary>Puts Tandem into an application's pipeline and routes.</summary>
public static class TandemApplicationExtensions
{
    /// <summary>
    /// Adds the stages of a request, in their fixed order: request id, logging, errors, routing, headers, CORS, rate limit, body,
    /// authentication, authorization, watching that the session goes on. Call it once, before the application's own middleware.
    /// </summary>
    public static IApplicationBuilder UseTandem(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        PipelineCheck.Pass(app.ApplicationServices);
        app.ApplicationServices.GetRequiredService<KnownProxies>().Use(app, app.ApplicationServices.GetRequiredService<UnknownProxyLog>());
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<RequestLogMiddleware>();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<UpgradeLimitMiddleware>();
        app.UseRouting();
        app.UseMiddleware<ResponseHeadersMiddleware>();
        app.UseMiddleware<PreflightWatchMiddleware>();
        app.UseCors(CorsSetup.Policy);
        app.UseMiddleware<QueryTokenMiddleware>();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseMiddleware<BodyLimitMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<SessionWatchMiddleware>();
        return app;
    }

    /// <summary>
    /// Maps Tandem's endpoints: all of them, or those named on what it returns: <c>MapTandem().Login().Refresh()</c>.
    /// </summary>
    public static TandemEndpoints MapTandem(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        PipelineCheck.Of(routes.ServiceProvider);
        var chosen = new TandemEndpoints();
        routes.DataSources.Add(new DeferredEndpoints(routes, chosen.Build));
        return chosen;
    }
}
