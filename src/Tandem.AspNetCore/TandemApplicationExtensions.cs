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
    /// Adds the stages of a request, in their fixed order: routing, request id, logging, errors, headers, CORS, query, rate limit, body,
    /// authentication, authorization, watching that the session goes on. Call it once. Requests for the application's own endpoints keep the
    /// application's errors and headers; where it calls <c>UseAuthentication()</c> or <c>UseAuthorization()</c>, they pass these there.
    /// </summary>
    public static IApplicationBuilder UseTandem(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        PipelineCheck.Pass(app.ApplicationServices);
        var proxies = app.ApplicationServices.GetRequiredService<KnownProxies>();
        proxies.Use(app, app.ApplicationServices.GetRequiredService<UnknownProxyLog>());
        app.UseRoutingAgain(keepsFirst: !proxies.Any);
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<RequestLogMiddleware>();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<UpgradeLimitMiddleware>();
        app.UseMiddleware<ResponseHeadersMiddleware>();
        app.UseMiddleware<PreflightWatchMiddleware>();
        app.UseWhere(app.ApplicationServices.GetRequiredService<CorsStage>().Includes, branch => branch.UseCors(CorsSetup.Policy));
        app.UseMiddleware<QueryTokenMiddleware>();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseMiddleware<BodyLimitMiddleware>();
        app.UseAuthenticationAndAuthorization();
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
