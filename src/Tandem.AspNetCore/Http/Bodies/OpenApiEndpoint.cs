using Microsoft.AspNetCore.OpenApi;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>
/// <c>GET openapi.json</c>: the description of Tandem's endpoints. Anybody may read it, so the application's own are in it only where that was
/// asked for.
/// </summary>
internal sealed class OpenApiEndpoint : IResource<OpenApiEndpoint>
{
    /// <summary>The document's name among those of the application.</summary>
    public const string Document = "openapi";

    public static void Map(ResourceRoutes<OpenApiEndpoint> routes) => routes.UnderBase.OpenApi(Document);

    public static void Choose(OpenApiOptions document, OpenApiEndpointOptions options)
    {
        var usual = document.ShouldInclude;
        document.ShouldInclude = description => usual(description)
            && (options.IncludeApplication || description.ActionDescriptor.EndpointMetadata.OfType<TandemEndpoint>().Any());
    }
}

/// <summary>What <c>openapi.json</c> describes.</summary>
internal sealed class OpenApiEndpointOptions
{
    /// <summary>Whether the application's own endpoints are in it.</summary>
    public bool IncludeApplication { get; set; }
}
