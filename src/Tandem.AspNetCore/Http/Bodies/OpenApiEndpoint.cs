namespace Tandem.AspNetCore.Http.Bodies;

/// <summary><c>GET openapi.json</c>: the description of the application's endpoints, Tandem's among them.</summary>
internal sealed class OpenApiEndpoint : IResource<OpenApiEndpoint>
{
    /// <summary>The document's name among those of the application.</summary>
    public const string Document = "openapi";

    public static void Map(ResourceRoutes<OpenApiEndpoint> routes) => routes.UnderBase.OpenApi(Document);
}
