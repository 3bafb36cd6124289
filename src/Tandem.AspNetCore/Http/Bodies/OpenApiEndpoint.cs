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
}

/// <summary>What is described where.</summary>
internal sealed class OpenApiEndpointOptions
{
    /// <summary>Whether the application's own endpoints are in <c>openapi.json</c>.</summary>
    public bool IncludeApplication { get; set; }

    /// <summary>Whether Tandem's endpoints are in the application's documents.</summary>
    public bool InApplicationDocuments { get; set; }
}
