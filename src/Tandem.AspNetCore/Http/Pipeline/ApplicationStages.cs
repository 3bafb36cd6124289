using System.Diagnostics;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>Stages of the framework that an application may have too.</summary>
/// <remarks>The framework notes which of them an application has among the builder's properties, so that it adds none itself.</remarks>
internal static class ApplicationStages
{
    private const string Routed = "__EndpointRouteBuilder";
    private const string Authenticated = "__AuthenticationMiddlewareSet";
    private const string Authorized = "__AuthorizationMiddlewareSet";
    private static readonly object ByTandem = new();

    /// <summary>
    /// Routes requests here. A <c>WebApplication</c> routes before its first middleware, unless it says where: what is done before this stays
    /// so, or the application's earlier middleware would no longer know the endpoint. Where a path base was taken off meanwhile, that first
    /// choice was of another path.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="keepsFirst">False where forwarded headers change the host first: then routing is done here only.</param>
    public static void UseRoutingAgain(this IApplicationBuilder app, bool keepsFirst)
    {
        if (!keepsFirst || IsSet(app, Routed) || app is not WebApplication)
        {
            app.UseRouting();
            return;
        }

        RequestDelegate? routed = null;
        app.Use(next => [StackTraceHidden] (context) =>
        {
            if (context.Request.PathBase.HasValue)
                context.SetEndpoint(null);
            return context.GetEndpoint() is null ? next(context) : routed!(context);
        });
        app.UseRouting();
        app.Use(next => routed = next);
        app.Properties.Remove(Routed);
    }

    /// <summary>Adds a stage that only some requests pass. The framework's own way would show in the stack traces of the others.</summary>
    public static void UseWhere(this IApplicationBuilder app, Func<HttpContext, bool> applies, Action<IApplicationBuilder> add)
    {
        var branch = app.New();
        add(branch);
        app.Use(next =>
        {
            branch.Run(next);
            var stage = branch.Build();
            return [StackTraceHidden] (context) => applies(context) ? stage(context) : next(context);
        });
    }

    /// <summary>
    /// Adds authentication and authorization. Where the application adds them too, the requests of its own endpoints pass them there: behind the
    /// error pages that it puts before them.
    /// </summary>
    public static void UseAuthenticationAndAuthorization(this IApplicationBuilder app)
    {
        // An application that authorizes earlier is authenticated earlier still, at the start: by the framework, which is left to add it.
        if (!IsSet(app, Authorized) || IsSet(app, Authenticated))
            Mark(app, Authenticated);
        Mark(app, Authorized);
        // All middleware has been added by the time of the first request. Authorization without the application's own authentication would
        // find nobody signed in.
        var authorizes = new Lazy<bool>(() => app.Properties[Authorized] != ByTandem);
        var authenticates = new Lazy<bool>(() =>
            authorizes.Value && app.Properties.TryGetValue(Authenticated, out var by) && by != ByTandem);
        app.UseWhere(context => !authenticates.Value || !TandemRequest.IsApplications(context), branch => branch.UseAuthentication());
        app.UseWhere(context => !authorizes.Value || !TandemRequest.IsApplications(context), branch => branch.UseAuthorization());
    }

    private static bool IsSet(IApplicationBuilder app, string property) => app.Properties.ContainsKey(property);

    private static void Mark(IApplicationBuilder app, string property)
    {
        if (!IsSet(app, property))
            app.Properties[property] = ByTandem;
    }
}
