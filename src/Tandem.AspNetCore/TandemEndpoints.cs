using System.Diagnostics.CodeAnalysis;

using Microsoft.AspNetCore.Routing;

using Tandem.AspNetCore.Accounts;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Passwords;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.Sessions;
using Tandem.AspNetCore.SignIn;
using Tandem.AspNetCore.SigningKeys;
using Tandem.AspNetCore.Tickets;

namespace Tandem.AspNetCore;

/// <summary>
/// What <c>MapTandem()</c> maps. Left alone: everything. After naming resources (<c>MapTandem().Login().Refresh()</c>): those only.
/// </summary>
public sealed class TandemEndpoints
{
    private readonly List<Resource> chosen = [];

    internal TandemEndpoints()
    {
    }

    /// <summary><c>POST login</c>.</summary>
    public TandemEndpoints Login() => Add<LoginEndpoint>();

    /// <summary><c>POST refresh</c>.</summary>
    public TandemEndpoints Refresh() => Add<RefreshEndpoint>();

    /// <summary><c>POST logout</c>.</summary>
    public TandemEndpoints Logout() => Add<LogoutEndpoint>();

    /// <summary><c>GET sessions</c>, <c>DELETE sessions/{id}</c>, <c>POST logout-all</c>.</summary>
    public TandemEndpoints Sessions() => Add<SessionsEndpoints>();

    /// <summary><c>POST password/change</c>.</summary>
    public TandemEndpoints Password() => Add<PasswordEndpoint>();

    /// <summary><c>POST ticket</c>.</summary>
    public TandemEndpoints Ticket() => Add<TicketEndpoint>();

    /// <summary><c>GET /api/me</c> and <c>GET me</c>.</summary>
    public TandemEndpoints Me() => Add<MeEndpoint>();

    /// <summary>JWKS and metadata under <c>/.well-known</c>, at the root and below the base path.</summary>
    public TandemEndpoints Discovery() => Add<DiscoveryEndpoints>();

    /// <summary><c>GET /healthz</c> and <c>GET /readyz</c>.</summary>
    public TandemEndpoints Health() => Add<HealthEndpoints>();

    /// <summary><c>GET openapi.json</c>.</summary>
    public TandemEndpoints OpenApi() => Add<OpenApiEndpoint>();

    internal void Build(IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.Part<PublicAddressOptions>();
        var place = new ResourcePlace(routes, routes.MapGroup(options.BasePath), options.BasePath, options.PublicPath);
        foreach (var resource in chosen.Count > 0 ? chosen : TandemRooms.All.SelectMany(room => room.Resources))
            resource.Map(place);
        new ResourceMapper(routes).NothingElse(options.BasePath);
    }

    private TandemEndpoints Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>() where T : class, IResource<T>
    {
        chosen.Add(Resource.Of<T>());
        return this;
    }
}
