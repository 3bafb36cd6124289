using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>Maps one path with its methods; other methods of the path answer 405, so that an application's fallback page never does.</summary>
internal class ResourceMapper(IEndpointRouteBuilder routes)
{
    private static readonly TandemEndpoint Plain = new();

    // Said of each endpoint that needs no access token: an application's fallback policy must not close the way to one.
    private static readonly AllowAnonymousAttribute Anyone = new();

    // Whatever the application's default scheme and policy are.
    private static readonly AuthorizationPolicy SignedIn = new AuthorizationPolicyBuilder(TandemEndpoint.Scheme).RequireAuthenticatedUser().Build();

    /// <summary>Maps an OpenAPI document under its name.</summary>
    public void OpenApi(string document)
    {
        // The framework wants the document's name to be a parameter of the pattern; the constraint leaves it one value.
        routes.MapOpenApi($"/{{documentName:regex(^{document}$)}}.json").WithMetadata(Plain, Anyone, new HttpMethodMetadata(["GET", "HEAD"]));
        Only($"/{document}.json", "GET");
    }

    /// <summary>Says which methods a path has.</summary>
    public void Only(string path, params string[] methods) =>
        routes.Map(path, context =>
        {
            context.Response.Headers.Allow = string.Join(", ", methods.Contains("GET") ? methods.Append("HEAD") : methods);
            return Problem.WriteAsync(context, ErrorCodes.MethodNotAllowed);
        }).WithMetadata(Plain, Anyone).WithOrder(1).ExcludeFromDescription();

    /// <summary>Answers 404 for everything below a path that nothing else answers.</summary>
    public void NothingElse(string path) =>
        routes.Map(path + "/{**rest}", context => Problem.WriteAsync(context, ErrorCodes.NotFound))
            .WithMetadata(Plain, Anyone).WithOrder(2).ExcludeFromDescription();

    /// <summary>Maps a method of a path that anybody may call.</summary>
    protected IEndpointConventionBuilder MapAnonymous(string method, string path, RequestDelegate handler, RateLimitGroup? group) =>
        Add(method, path, handler, endpoint => endpoint.WithMetadata(Endpoint(group), Anyone));

    /// <summary>Maps a method of a path that needs a valid access token.</summary>
    protected IEndpointConventionBuilder MapAuthorized(string method, string path, RequestDelegate handler, RateLimitGroup? group) =>
        Add(method, path, handler, endpoint => endpoint.WithMetadata(Endpoint(group)).RequireAuthorization(SignedIn));

    private static TandemEndpoint Endpoint(RateLimitGroup? group) => group is null ? Plain : new TandemEndpoint(group);

    // RFC 9110 §9.3.2: what has GET has HEAD, the same without a body, which the web server leaves out. The OpenAPI document lists only
    // endpoints that have their method among their metadata: HEAD goes without saying.
    private IEndpointConventionBuilder Add(string method, string path, RequestDelegate handler, Action<IEndpointConventionBuilder> mark)
    {
        if (method == "GET")
            mark(routes.MapMethods(path, ["HEAD"], handler).ExcludeFromDescription());
        var endpoint = routes.MapMethods(path, [method], handler).WithMetadata(handler.Method).WithTags("Tandem")
            // Out of the documents of the application: each describes what is in no group, or in the group of its name.
            .WithGroupName(OpenApiEndpoint.Document);
        mark(endpoint);
        return endpoint;
    }
}

// As the one above, with handlers that are methods of one object. Not in XML: the generator of OpenAPI 10.0.0 would write it down twice.
internal sealed class ResourceMapper<T>(IEndpointRouteBuilder routes, Lazy<T> endpoint) : ResourceMapper(routes) where T : class
{
    /// <summary>Maps a method of a path that anybody may call.</summary>
    public IEndpointConventionBuilder Map(string method, string path, Func<T, RequestDelegate> handler, RateLimitGroup? group = null) =>
        MapAnonymous(method, path, Bind(handler), group);

    /// <summary>Maps a method of a path that needs a valid access token.</summary>
    public IEndpointConventionBuilder MapAuthorized(string method, string path, Func<T, RequestDelegate> handler, RateLimitGroup? group = null) =>
        MapAuthorized(method, path, Bind(handler), group);

    private RequestDelegate Bind(Func<T, RequestDelegate> handler)
    {
        RequestDelegate? bound = null;
        return context => (bound ??= handler(endpoint.Value))(context);
    }
}
