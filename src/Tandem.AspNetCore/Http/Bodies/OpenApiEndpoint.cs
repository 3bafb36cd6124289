namespace Tandem.AspNetCore.Http.Bodies;

/// <summary><c>GET openapi.json</c>: the description of the application's endpoints, Tandem's among them.</summary>
internal static class OpenApiEndpoint
{
    /// <summary>The document's name among those of the application.</summary>
    public const string Document = "openapi";

    public static void Map(ResourceMapper routes) => routes.OpenApi(Document);
}
