using System.Diagnostics.CodeAnalysis;

using Microsoft.AspNetCore.Routing;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>
/// A class of endpoints. Its paths are mapped when routing asks for them; the object that answers is made once, for the first request,
/// because what it needs may need the address that the server listens on.
/// </summary>
internal interface IResource<TSelf> where TSelf : class, IResource<TSelf>
{
    /// <summary>Maps the paths and methods.</summary>
    static abstract void Map(ResourceRoutes<TSelf> routes);
}

/// <summary>Where resources are mapped.</summary>
/// <param name="AtRoot">Routes of the application.</param>
/// <param name="UnderBase">Routes below the base path.</param>
/// <param name="BasePath">The base path.</param>
/// <param name="PublicPath">The path that a proxy takes off before requests come here, or empty.</param>
internal sealed record ResourcePlace(IEndpointRouteBuilder AtRoot, IEndpointRouteBuilder UnderBase, string BasePath, string PublicPath);

/// <summary>Where the endpoints of one resource are mapped.</summary>
internal sealed class ResourceRoutes<T>(ResourcePlace place, Lazy<T> endpoint) where T : class
{
    public ResourceMapper<T> AtRoot { get; } = new(place.AtRoot, endpoint);

    public ResourceMapper<T> UnderBase { get; } = new(place.UnderBase, endpoint);

    public string BasePath => place.BasePath;

    public string PublicPath => place.PublicPath;
}

/// <summary>A resource in a list of them.</summary>
internal sealed class Resource
{
    private readonly Action<ResourcePlace> map;

    private Resource(Action<ResourcePlace> map) => this.map = map;

    public static Resource Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>() where T : class, IResource<T> =>
        new(static place => T.Map(new(place, new(
            () => ActivatorUtilities.CreateInstance<T>(place.AtRoot.ServiceProvider), LazyThreadSafetyMode.PublicationOnly))));

    public void Map(ResourcePlace place) => map(place);
}
